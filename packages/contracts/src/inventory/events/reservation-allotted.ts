import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { Allotment, ReservationStrategy } from '../allotment.ts'

export const ReservationAllotted = event('inventory.ReservationAllotted', {
  summary:
    'A soft reservation became hard: lots or serial numbers are set aside for all that is still reserved, `quantity`.',
  data: z.object({
    reservation: Id,
    item: Id,
    quantity: Quantity,
    strategy: ReservationStrategy,
    /** In the order in which they are used. */
    allotments: z.array(Allotment),
  }),
  example: {
    reservation: 'R-1',
    item: 'BRACKET',
    quantity: { amount: '10', unit: 'EA' },
    strategy: 'fefo',
    allotments: [{ lot: 'B-2026-10', quantity: '10' }],
  },
})
