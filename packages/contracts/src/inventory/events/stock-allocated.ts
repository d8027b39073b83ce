import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { UnitCode } from '../../quantity.ts'
import { PoolState } from '../allocation-fields.ts'
import { ReportedAt } from '../fields.ts'

export const StockAllocated = event('inventory.StockAllocated', {
  summary: 'A pool has a guarantee, a maximum or both from now on. Amounts are in `unit`.',
  data: z.object({
    item: Id,
    unit: UnitCode,
    ...PoolState.shape,
    reason: Text.optional(),
    ...ReportedAt.shape,
  }),
  example: {
    item: 'BRACKET',
    unit: 'EA',
    pool: ['web', 'gold'],
    guaranteed: '40',
    max: '100',
    from: '2026-03-01',
    until: '2026-03-31',
    open: '0',
    issued: '0',
    reason: 'spring sale',
    reportedAt: '2026-03-01T07:00:00Z',
  },
})
