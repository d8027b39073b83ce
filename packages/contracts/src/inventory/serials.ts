import { z } from 'zod'
import { Id } from '../fields.ts'

/** The most serial numbers that one message may name. */
export const MAX_SERIALS = 1000

/** The serial numbers of what moves, one for each base unit; an item that is kept by serial numbers needs them. */
export const Serials = z
  .array(Id)
  .max(MAX_SERIALS, `must have at most ${MAX_SERIALS} serial numbers: send more messages`)
  .refine((all) => new Set(all).size === all.length, 'must name each serial number once')

/** The serial numbers that an event moved; left out where the item is not kept by them, or they were not told. */
export const MovedSerials = { serials: z.array(Id).optional() }
