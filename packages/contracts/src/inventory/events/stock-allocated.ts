import { z } from 'zod'
import { event } from '../../define.ts'
import { Day, Id, Text } from '../../fields.ts'
import { UnitCode } from '../../quantity.ts'
import { PoolState } from '../allocation-fields.ts'
import { ReportedAt } from '../fields.ts'

export const StockAllocated = event('inventory.StockAllocated', {
  summary:
    'A pool has guarantees, maximums or both for one period or several from now on. Amounts are in `unit`.',
  data: z.object({
    item: Id,
    unit: UnitCode,
    ...PoolState.shape,
    /** First days of the periods that it had and has no more; '' of one without a beginning. */
    dropped: z.array(z.union([Day, z.literal('')])).optional(),
    reason: Text.optional(),
    ...ReportedAt.shape,
  }),
  example: {
    item: 'BRACKET',
    unit: 'EA',
    pool: ['web', 'gold'],
    carryOver: 'nextPeriod',
    periods: [
      { from: '2026-03-01', until: '2026-03-31', guaranteed: '40', max: '100', open: '0', issued: '0' },
      {
        ...{ from: '2026-04-01', until: '2026-04-30', releaseOn: '2026-04-20' },
        ...{ guaranteed: '60', open: '0', issued: '0' },
      },
    ],
    open: '0',
    issued: '0',
    reason: 'spring sale',
    reportedAt: '2026-03-01T07:00:00Z',
  },
})
