import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { MovedSerials } from '../../inventory/serials.ts'
import { Quantity } from '../../quantity.ts'

export const MaterialConsumed = event('production.MaterialConsumed', {
  summary: 'Material was used for an order.',
  data: z.object({
    order: Id,
    item: Id,
    operation: Id.optional(),
    location: Id,
    lot: Id.optional(),
    /** In the item's base unit. */
    quantity: Quantity,
    /** As reported, where that was another unit. */
    reported: Quantity.optional(),
    /** As they were reported. */
    ...MovedSerials,
  }),
  example: {
    order: 'WO-1001',
    item: 'STEEL',
    location: 'RAW-01',
    lot: 'S-77',
    quantity: { amount: '12.5', unit: 'KGM' },
  },
})
