import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Instant } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'

export const ReservationExtended = event('inventory.ReservationExtended', {
  summary: 'A reservation stands until a later moment; `quantity` is what is still reserved.',
  data: z.object({ reservation: Id, item: Id, quantity: Quantity, expiresAt: Instant }),
  example: {
    reservation: 'R-1',
    item: 'BRACKET',
    quantity: { amount: '10', unit: 'EA' },
    expiresAt: '2026-03-03T18:00:00Z',
  },
})
