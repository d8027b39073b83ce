import { z } from 'zod'
import { Id, Text } from '../fields.ts'
import { Quantity } from '../quantity.ts'
import { DocumentRef, LineState, Reported, Stands } from './fields.ts'

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

/** The lines of supply and demand that an event settles. */
export const Settled = { lines: z.array(LineState).optional() }
