import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { PositiveQuantity } from '../../quantity.ts'
import { Pool } from '../allocation-fields.ts'
import { Expiry, ReservationLines, Wanted } from '../reservation-fields.ts'

const OF_ONE = ['reservation', 'quantity', 'lot', 'date', 'document', 'hard'] as const

export const ReserveStock = command('inventory.ReserveStock', {
  summary:
    'Asks to set stock aside, as one reservation or as several lines that are decided together; an order and what is reserved for it count once.',
  data: z
    .object({
      item: Id,
      /** One reservation: what is said beside `lines` is of it. */
      reservation: Id.optional(),
      quantity: PositiveQuantity.optional(),
      ...Wanted,
      /** Several of them; each says for itself what it is of. */
      lines: ReservationLines.optional(),
      /** A soft reservation needs it, unless the plant says otherwise. */
      ...Expiry,
      /**
       * all: every line whole, or nothing. part: as much of each as can be had, in their order; one of which nothing can
       * be had is left out. all where left out.
       */
      policy: z.enum(['all', 'part']).optional(),
      ...Pool.shape,
    })
    .superRefine((data, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      if (!data.lines) {
        if (data.reservation === undefined) refuse('reservation', 'must be said, or lines instead')
        if (data.quantity === undefined) refuse('quantity', 'must be said, or lines instead')
        return
      }
      for (const field of OF_ONE)
        if (data[field] !== undefined) refuse(field, 'must not be said beside lines: say it in each of them')
    }),
  example: {
    reservation: 'R-1',
    item: 'BRACKET',
    quantity: { amount: '10', unit: 'EA' },
    expiresAt: '2026-03-02T18:00:00Z',
  },
})
