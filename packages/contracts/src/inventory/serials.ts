import { type Rejection, reject } from '@takt/decider'
import { z } from 'zod'
import { Id } from '../fields.ts'
import { compare, type Quantity } from '../quantity.ts'

/** The most serial numbers that one message may name. */
export const MAX_SERIALS = 1000

/** The serial numbers of what moves, one for each base unit; an item that is kept by serial numbers needs them. */
export const Serials = z
  .array(Id)
  .max(MAX_SERIALS, `must have at most ${MAX_SERIALS} serial numbers: send more messages`)
  .refine((all) => new Set(all).size === all.length, 'must name each serial number once')

/** The serial numbers that an event moved; left out where the item is not kept by them, or they were not told. */
export const MovedSerials = { serials: z.array(Id).optional() }

/** Refuses serial numbers that are not one for each base unit; `quantity` is in that unit. */
export const miscounted = (
  serials: readonly string[],
  { amount, unit }: Quantity,
  item: string,
): Rejection | undefined =>
  compare(amount, String(serials.length)) === 0
    ? undefined
    : reject(
        'serial-count',
        `${serials.length} serial numbers are named for ${amount} ${unit} of ${item}: name one for each.`,
        { item, serials: serials.length, quantity: amount, unit },
      )
