import { z } from 'zod'
import { event } from '../../define.ts'
import { Day, Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'

export const TransferShipped = event('inventory.TransferShipped', {
  summary: 'Goods are on their way to another plant; the issue recorded with it took them from stock.',
  data: z.object({
    item: Id,
    transfer: Id,
    line: Id.optional(),
    toPlant: Id,
    lot: Id.optional(),
    expiresOn: Day.optional(),
    quantity: Quantity,
    expectedOn: Day,
  }),
  example: {
    item: 'BRACKET',
    transfer: 'TO-77',
    line: '10',
    toPlant: 'P2',
    lot: 'B-2026-10',
    quantity: { amount: '40', unit: 'EA' },
    expectedOn: '2026-03-05',
  },
})
