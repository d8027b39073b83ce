import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'

export const ReorderPointCleared = event('inventory.ReorderPointCleared', {
  summary: 'The inventory position is above the reorder point again, or the item has none any more.',
  data: z.object({
    item: Id,
    /** Left out where the item has none any more. */
    reorderPoint: Quantity.optional(),
    /** Inventory position: stock that is not blocked, plus open supply, minus open demand. */
    position: Quantity,
  }),
  example: {
    item: 'STEEL',
    reorderPoint: { amount: '100', unit: 'KGM' },
    position: { amount: '590', unit: 'KGM' },
  },
})
