import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { PositiveQuantity } from '../../quantity.ts'
import { Serials } from '../serials.ts'

export const PostConsumption = command('inventory.PostConsumption', {
  summary: 'A work order used material: stock goes down and so does the demand of the order, in one step.',
  audience: 'internal',
  data: z.object({
    item: Id,
    order: Id,
    operation: Id.optional(),
    location: Id.optional(),
    lot: Id.optional(),
    quantity: PositiveQuantity,
    serials: Serials.optional(),
  }),
  example: {
    item: 'STEEL',
    order: 'WO-1001',
    location: 'RAW-01',
    lot: 'S-77',
    quantity: { amount: '12.5', unit: 'KGM' },
  },
})
