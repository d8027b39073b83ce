import { z } from 'zod'
import { Day, Id, Text } from '../fields.ts'
import { Amount, Quantity } from '../quantity.ts'
import { DocumentRef, LineState, Reported, ReservationState, Stands } from './fields.ts'

/** Where an event happened. */
export const At = {
  location: Id,
  /** '' where there is none. */
  lot: z.string(),
}

/** How much moved: in base units, and as it was said where that is another quantity. */
export const Measured = { quantity: Quantity, ...Reported.shape }

/** What moved, at one place. */
export const Moved = { ...At, ...Stands, ...Measured }

/** What a movement was for, and why. */
export const For = { document: DocumentRef.optional(), reason: Text.optional() }

/** The last days of lots; without one, none is known. */
export const LastDays = z.array(z.object({ lot: Id, expiresOn: Day.optional() }))

/** What a movement changed, as it was before it: so it can be reversed exactly at any distance. */
const Before = z.object({
  /** What was fulfilled of each of its lines, in their order; nothing of any where left out. */
  lines: z.array(Amount).optional(),
  reservations: z.array(ReservationState).optional(),
  expiries: LastDays.optional(),
})
export type Before = z.output<typeof Before>

/** The lines of supply and demand that a movement settles, and all that it changed beside stock, as it was before. */
export const Settled = {
  lines: z.array(LineState).optional(),
  /** Left out where nothing was. */
  before: Before.optional(),
}
