import { z } from 'zod'
import { signal } from '../../define.ts'
import { Day, Id } from '../../fields.ts'
import { PositiveQuantity } from '../../quantity.ts'

export const ReplenishmentRequested = signal('orchestration.ReplenishmentRequested', {
  summary: 'A plant asks for more of an item: its stock fell under its reorder point.',
  data: z.object({
    plant: Id,
    item: Id,
    /** What is missing to the reorder point, at least; left out where the item has no such rule. */
    quantity: PositiveQuantity.optional(),
    neededBy: Day.optional(),
    supplier: Id.optional(),
  }),
  example: { plant: 'P1', item: 'STEEL', quantity: { amount: '10', unit: 'KGM' }, supplier: 'ACME-STEEL' },
})
