import { z } from 'zod'
import { Id } from '../fields.ts'
import { Amount, PositiveQuantity } from '../quantity.ts'
import { Serials } from './serials.ts'

/** Lots a request may name; what it reserves by a strategy may be of more. */
const MAX_LOTS = 100

/** How a hard reservation finds its lots: by their last day of use, in the order they first came in, or as named. */
export const ReservationStrategy = z.enum(['fefo', 'fifo', 'given'])
export type ReservationStrategy = z.output<typeof ReservationStrategy>

/** Asks for stock of lots, or for serial numbers, and not only for so much of the item. */
export const HardReservation = z.object({
  strategy: ReservationStrategy,
  /** Where they are given: together they make the quantity of the reservation. */
  lots: z
    .array(z.object({ lot: Id, quantity: PositiveQuantity }))
    .max(MAX_LOTS)
    .optional(),
  /** Where they are given, of an item that is kept by them: one for each base unit of the reservation. */
  serials: Serials.optional(),
})
export type HardReservation = z.output<typeof HardReservation>

/** What of a lot is set aside for one reservation, in base units. */
export const Allotment = z.object({
  /** '' where there is none. */
  lot: z.string(),
  quantity: Amount,
  /** Of an item that is kept by serial numbers: which, one for each unit. */
  serials: z.array(Id).optional(),
})
export type Allotment = z.output<typeof Allotment>

/** What a hard reservation holds, in the order in which it is used; together all that is open of it. */
export const Hard = z.object({
  strategy: ReservationStrategy.optional(),
  allotments: z.array(Allotment).optional(),
  /** What was asked for, in base units, where only part of it could be reserved. */
  requested: Amount.optional(),
})
