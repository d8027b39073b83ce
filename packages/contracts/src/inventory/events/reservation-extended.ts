import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { Expiry } from '../reservation-fields.ts'

export const ReservationExtended = event('inventory.ReservationExtended', {
  summary:
    'A reservation stands until a later moment, or until it is used or released; `quantity` is what is still reserved.',
  data: z.object({ reservation: Id, item: Id, quantity: Quantity, ...Expiry }),
  example: {
    reservation: 'R-1',
    item: 'BRACKET',
    quantity: { amount: '10', unit: 'EA' },
    expiresAt: '2026-03-03T18:00:00Z',
  },
})
