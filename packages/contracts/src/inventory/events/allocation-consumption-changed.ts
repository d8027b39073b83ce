import { z } from 'zod'
import { event } from '../../define.ts'
import { Day, Id } from '../../fields.ts'
import { Amount, UnitCode } from '../../quantity.ts'
import { PoolPath } from '../allocation-fields.ts'

export const AllocationConsumptionChanged = event('inventory.AllocationConsumptionChanged', {
  summary:
    'What pools have consumed changed by the events recorded with it: each pool they name and those above it, in full.',
  data: z.object({
    item: Id,
    unit: UnitCode,
    pools: z.array(
      z.object({
        pool: PoolPath,
        /** By promises, demand and reservations that are open. */
        open: Amount,
        /** Issued for them since the pool was allocated; not known of a pool that is not. */
        issued: Amount.optional(),
        /** The periods of it that changed, by their first day; none is named where it has no beginning. */
        periods: z.array(z.object({ from: Day.optional(), open: Amount, issued: Amount })).optional(),
      }),
    ),
  }),
  example: {
    item: 'BRACKET',
    unit: 'EA',
    pools: [
      { pool: ['web'], open: '5' },
      {
        pool: ['web', 'gold'],
        ...{ open: '5', issued: '0' },
        periods: [{ from: '2026-03-01', open: '5', issued: '0' }],
      },
    ],
  },
})
