import { z } from 'zod'
import { command } from '../../define.ts'
import { Day, Id, Instant } from '../../fields.ts'
import { PositiveQuantity } from '../../quantity.ts'
import { Pool } from '../allocation-fields.ts'
import { HardReservation } from '../allotment.ts'
import { DocumentRef } from '../fields.ts'

export const ReserveStock = command('inventory.ReserveStock', {
  summary: 'Asks to set stock aside until a moment; an order and what is reserved for it count once.',
  data: z.object({
    reservation: Id,
    item: Id,
    quantity: PositiveQuantity,
    lot: Id.optional(),
    /** When it is needed; from stock on hand where left out. */
    date: Day.optional(),
    expiresAt: Instant,
    /** The order it is for. */
    document: DocumentRef.optional(),
    /** Sets stock of lots aside, which nobody else can take; any stock of the item where left out. */
    hard: HardReservation.optional(),
    /** All of it or nothing, or as much of it as can be had; all where left out. */
    policy: z.enum(['all', 'part']).optional(),
    ...Pool.shape,
  }),
  example: {
    reservation: 'R-1',
    item: 'BRACKET',
    quantity: { amount: '10', unit: 'EA' },
    expiresAt: '2026-03-02T18:00:00Z',
  },
})
