import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { PoolPath, PoolState } from '../allocation-fields.ts'
import { Reported } from '../fields.ts'

export const StockReallocated = event('inventory.StockReallocated', {
  summary: 'A guarantee moved from one pool to another; `pools` are all that changed, those above them too.',
  data: z.object({
    item: Id,
    from: PoolPath,
    to: PoolPath,
    quantity: Quantity,
    ...Reported.shape,
    reason: Text,
    pools: z.array(PoolState),
  }),
  example: {
    item: 'BRACKET',
    from: ['web', 'gold'],
    to: ['retail'],
    quantity: { amount: '10', unit: 'EA' },
    reason: 'the shops sell more',
    pools: [
      { pool: ['web', 'gold'], guaranteed: '30', max: '100', open: '0', issued: '0' },
      { pool: ['retail'], guaranteed: '10', open: '0', issued: '0' },
    ],
  },
})
