import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'

export const ReservationReleased = event('inventory.ReservationReleased', {
  summary: 'A reservation ended on request; `quantity` is what was still reserved.',
  data: z.object({ reservation: Id, item: Id, quantity: Quantity, reason: Text.optional() }),
  example: {
    reservation: 'R-1',
    item: 'BRACKET',
    quantity: { amount: '10', unit: 'EA' },
    reason: 'quote declined',
  },
})
