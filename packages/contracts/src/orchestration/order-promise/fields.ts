import { z } from 'zod'
import { Day, Id, Instant, Text } from '../../fields.ts'
import { Pool } from '../../inventory/allocation-fields.ts'
import { DatedAmount } from '../../inventory/fields.ts'
import { Alternative, LineRefusal, Priority, PromisePolicy } from '../../inventory/promise-fields.ts'
import { Amount, PositiveQuantity, UnitCode } from '../../quantity.ts'

const ORDER_LINES = 200
const PLANTS = 20

export const WantedLine = z.object({
  line: Id,
  item: Id,
  quantity: PositiveQuantity,
  date: Day,
  policy: PromisePolicy,
  priority: Priority.optional(),
  /** Where it may come from, the preferred one first. */
  plants: z
    .array(Id)
    .min(1, 'must have a plant')
    .max(PLANTS, `must have at most ${PLANTS} plants`)
    .refine((plants) => new Set(plants).size === plants.length, 'must name each plant once'),
  /** When no plant has it, the item's substitutes are tried, plant by plant. No where left out. */
  substitutes: z.boolean().optional(),
})

/** An order that is to be promised as a whole, or not at all unless `allOrNothing` is false. */
export const WantedOrder = z.object({
  /** The sales order: what is promised is its demand. */
  order: Id,
  customer: Id.optional(),
  lines: z
    .array(WantedLine)
    .min(1, 'must have a line')
    .max(ORDER_LINES, `must have at most ${ORDER_LINES} lines`)
    .refine((lines) => new Set(lines.map((l) => l.line)).size === lines.length, 'must name each line once'),
  ...Pool.shape,
  /** Yes where left out. */
  allOrNothing: z.boolean().optional(),
})

/** One item of one plant. */
export const Source = z.object({ plant: Id, item: Id })
export type Source = z.output<typeof Source>

/** A line with all it needs to be asked for: its amount in base units, and where it may come from, in order. */
export const PlannedLine = z.object({
  line: Id,
  item: Id,
  unit: UnitCode,
  requested: DatedAmount,
  policy: PromisePolicy,
  priority: Priority.optional(),
  sources: z.array(Source),
  /** Substitutes that do not count, and why. */
  skipped: z.array(z.object({ item: Id, reason: Text })),
})
export type PlannedLine = z.output<typeof PlannedLine>

/** What one item of one plant is asked for next, all its lines at once. */
export const AskedFor = Source.extend({
  unit: UnitCode,
  customer: Id.optional(),
  ...Pool.shape,
  lines: z.array(
    z.object({ line: Id, amount: Amount, date: Day, policy: PromisePolicy, priority: Priority.optional() }),
  ),
})
export type AskedFor = z.output<typeof AskedFor>

export const PromisedPart = z.object({ line: Id, promised: z.array(DatedAmount), short: Amount })

/** Promised lines that are given back. */
export const GivenBack = Source.extend({ lines: z.array(Id) })
export type GivenBack = z.output<typeof GivenBack>

/** What a line came to: where it comes from, what is short, and what every place that refused could do instead. */
export const LineOutcome = z.object({
  line: Id,
  item: Id,
  unit: UnitCode,
  requested: DatedAmount,
  from: z.array(Source.extend({ promised: z.array(DatedAmount) })),
  short: Amount,
  refusals: z.array(Source.extend({ code: z.string(), sentence: Text, alternatives: z.array(Alternative) })),
})
export type LineOutcome = z.output<typeof LineOutcome>

/** Why something else is promised for an order than it was told: a run, a cancelled or changed demand, another promise, or that it has it from elsewhere. */
export const ChangeCause = z.enum(['run', 'cancelled', 'rescheduled', 'promised-anew', 'settled'])

/** What became of promised lines of an order, at one item of one plant. */
export const OrderChange = Source.extend({
  order: Id,
  attempt: z.int().positive(),
  cause: ChangeCause,
  reason: Text,
  /** That changed it, where a run did. */
  run: Id.optional(),
  /** When it was recorded there. */
  changedAt: Instant,
})

/** What an item's stream answered. */
export const Answer = Source.extend({
  order: Id,
  attempt: z.int().positive(),
  promised: z.array(PromisedPart),
  refused: z.array(LineRefusal),
})
