import { z } from 'zod'
import { command } from '../../define.ts'
import { Day, Id, Text } from '../../fields.ts'
import { PositiveQuantity } from '../../quantity.ts'
import { PoolPath } from '../allocation-fields.ts'

export const ReallocateStock = command('inventory.ReallocateStock', {
  summary: 'Asks to move what a pool is guaranteed and has not consumed to another pool.',
  data: z.object({
    item: Id,
    from: PoolPath,
    to: PoolPath,
    quantity: PositiveQuantity,
    /** A day of the period it moves in; today where left out. */
    date: Day.optional(),
    reason: Text,
  }),
  example: {
    item: 'BRACKET',
    from: ['web', 'gold'],
    to: ['retail'],
    quantity: { amount: '10', unit: 'EA' },
    reason: 'the shops sell more',
  },
})
