import { z } from 'zod'
import { Day, Id, Instant } from '../fields.ts'
import { PositiveQuantity } from '../quantity.ts'
import { HardReservation } from './allotment.ts'
import { DocumentRef } from './fields.ts'

/** The most reservations that one request makes. */
export const RESERVATION_LINES = 100

/** What a reservation is of. */
export const Wanted = {
  lot: Id.optional(),
  /** When it is needed; from stock on hand where left out. */
  date: Day.optional(),
  /** The order it is for. */
  document: DocumentRef.optional(),
  /** Sets stock of lots aside, which nobody else can take; any stock of the item where left out. */
  hard: HardReservation.optional(),
}

/** Several reservations of one item, decided together: what the first take, the later ones cannot have. */
export const ReservationLines = z
  .array(z.object({ reservation: Id, quantity: PositiveQuantity, ...Wanted }))
  .min(1, 'must have a line')
  .max(RESERVATION_LINES, `must have at most ${RESERVATION_LINES} lines`)
  .refine(
    (lines) => new Set(lines.map(({ reservation }) => reservation)).size === lines.length,
    'must name each reservation once',
  )

/** From this moment on it counts no more; without one it stands until it is used or released. */
export const Expiry = { expiresAt: Instant.optional() }
