import { z } from 'zod'
import { event } from '../../define.ts'
import { Day, Id, Text } from '../../fields.ts'
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
    /** A day of the period in which it moved; of today's where left out. */
    date: Day.optional(),
    pools: z.array(PoolState),
  }),
  example: {
    item: 'BRACKET',
    from: ['web', 'gold'],
    to: ['retail'],
    quantity: { amount: '10', unit: 'EA' },
    reason: 'the shops sell more',
    pools: [
      {
        pool: ['web', 'gold'],
        periods: [{ guaranteed: '30', max: '100', open: '0', issued: '0' }],
        ...{ open: '0', issued: '0' },
      },
      {
        pool: ['retail'],
        periods: [{ guaranteed: '10', open: '0', issued: '0' }],
        ...{ open: '0', issued: '0' },
      },
    ],
  },
})
