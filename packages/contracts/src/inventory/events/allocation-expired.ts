import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { UnitCode } from '../../quantity.ts'
import { PoolState } from '../allocation-fields.ts'

export const AllocationExpired = event('inventory.AllocationExpired', {
  summary:
    'What a pool was allocated ended with its last period: it is guaranteed nothing and limited no more.',
  data: z.object({ item: Id, unit: UnitCode, ...PoolState.shape }),
  example: {
    item: 'BRACKET',
    unit: 'EA',
    pool: ['web', 'gold'],
    periods: [{ guaranteed: '40', until: '2026-03-31', open: '5', issued: '12' }],
    open: '5',
    issued: '12',
  },
})
