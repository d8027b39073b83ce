import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { UnitCode } from '../../quantity.ts'
import { PeriodState, PoolPath } from '../allocation-fields.ts'

export const AllocationPeriodEnded = event('inventory.AllocationPeriodEnded', {
  summary:
    'A period of what a pool is allocated is past, and the pool has others: `next` is its next one, with what was carried over.',
  data: z.object({
    item: Id,
    unit: UnitCode,
    pool: PoolPath,
    ended: PeriodState,
    next: PeriodState,
  }),
  example: {
    item: 'BRACKET',
    unit: 'EA',
    pool: ['web', 'gold'],
    ended: { from: '2026-03-01', until: '2026-03-31', guaranteed: '40', open: '5', issued: '12' },
    next: {
      ...{ from: '2026-04-01', until: '2026-04-30', guaranteed: '83', carriedGuaranteed: '23' },
      ...{ open: '0', issued: '0' },
    },
  },
})
