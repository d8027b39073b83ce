import { z } from 'zod'
import { Id, Text } from '../fields.ts'

/** The most items that one run takes. */
export const RUN_ITEMS = 2000

export const RunItems = z
  .array(Id)
  .max(RUN_ITEMS, `must have at most ${RUN_ITEMS} items`)
  .refine((items) => new Set(items).size === items.length, 'must name each item once')

/** What a run came to for one item. */
export const ItemOutcome = z.object({
  /** How many lines took part, */
  selected: z.int().nonnegative(),
  /** and how many of them it changed. */
  changed: z.int().nonnegative(),
  /** Why nothing was changed, where a rule refused it. */
  refusal: z.object({ code: z.string(), sentence: Text }).optional(),
})
export type ItemOutcome = z.output<typeof ItemOutcome>

export const DecidedItem = z.object({ item: Id, run: Id, ...ItemOutcome.shape })

export const BackorderSearch = z.object({ run: Id })

/** The items of a plant with promised lines that are not all issued. */
export const FoundItems = BackorderSearch.extend({
  /** By name; the first ones, where a run cannot take them all. */
  items: RunItems,
  /** How many there are. */
  total: z.int().nonnegative(),
})
