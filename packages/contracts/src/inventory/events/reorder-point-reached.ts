import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'

export const ReorderPointReached = event('inventory.ReorderPointReached', {
  summary: 'The inventory position fell to the reorder point or below it.',
  data: z.object({
    item: Id,
    reorderPoint: Quantity,
    /** Inventory position: stock that is not blocked, plus open supply, minus open demand. */
    position: Quantity,
    supplier: Id.optional(),
    leadTimeDays: z.int().optional(),
  }),
  example: {
    item: 'STEEL',
    reorderPoint: { amount: '100', unit: 'KGM' },
    position: { amount: '90', unit: 'KGM' },
    supplier: 'ACME-STEEL',
    leadTimeDays: 10,
  },
})
