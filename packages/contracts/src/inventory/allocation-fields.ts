import { z } from 'zod'
import { Day, Id, Text } from '../fields.ts'
import { Amount, NotNegativeQuantity } from '../quantity.ts'

/** The levels that a pool may have, as `web / gold / EU` has three. */
export const POOL_DEPTH = 5
/** A year of weeks. */
export const POOL_PERIODS = 53
const NAME_LENGTH = 64

/** A value of a characteristic: a channel, a customer group, a region. */
const PoolName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(NAME_LENGTH, `must have at most ${NAME_LENGTH} characters`)
  .regex(/^[^\p{Cc}/]*$/u, 'must hold neither "/" nor control characters')
  .refine((name) => name !== '__proto__', 'must not be "__proto__"')

/** A pool by its characteristics, the widest first: what is allocated to `[web, gold]` counts within `[web]`. */
export const PoolPath = z
  .array(PoolName)
  .min(1, 'must name a characteristic')
  .max(POOL_DEPTH, `must have at most ${POOL_DEPTH} levels`)

/** The pool that it is for: it may take what is guaranteed to it, and consumes that. */
export const Pool = z.object({ pool: PoolPath.optional() })

/** The day in whose period a reservation consumes, where it names none or one that was past when it was made. */
export const ConsumesOn = z.object({ consumesOn: Day.optional() })

const Limits = z.object({
  /** Set aside for the pool and those below it: nobody else is promised it. */
  guaranteed: NotNegativeQuantity.optional(),
  /** The pool and those below it are promised no more. */
  max: NotNegativeQuantity.optional(),
  /** From this day on what is guaranteed and not consumed is free for everybody. */
  releaseOn: Day.optional(),
})

/** What a pool is allocated for the days of a period, both of them included. */
export const AllocationPeriod = z.object({ from: Day, until: Day, ...Limits.shape })

/** `lapse`: what is left of a period at its end is nobody's. `nextPeriod`: the pool's next one has it too. */
export const CarryOver = z.enum(['lapse', 'nextPeriod'])

/**
 * What a pool is allocated in full, for the days on which stock is promised or required: one period, with or without a
 * beginning and an end, or several. Days are the plant's own.
 */
export const Allocation = z.object({
  item: Id,
  pool: PoolPath,
  ...Limits.shape,
  from: Day.optional(),
  /** The last day. */
  until: Day.optional(),
  /** Instead of all that: several, as weeks or months; no two share a day. */
  periods: z
    .array(AllocationPeriod)
    .min(1, 'must have a period')
    .max(POOL_PERIODS, `must have at most ${POOL_PERIODS} periods`)
    .optional(),
  /** `lapse` where left out. */
  carryOver: CarryOver.optional(),
  reason: Text.optional(),
})

/** Consumed by a pool and those below it. */
const Consumed = z.object({
  /** By promises, demand and reservations that are open, */
  open: Amount,
  /** and what has been issued for them since it was allocated. */
  issued: Amount,
})

/** A period as an event leaves it, in base units; what is consumed in it is for its days. */
export const PeriodState = z.object({
  from: Day.optional(),
  until: Day.optional(),
  releaseOn: Day.optional(),
  guaranteed: Amount.optional(),
  max: Amount.optional(),
  /** Of the two above, what the period before left over. */
  carriedGuaranteed: Amount.optional(),
  carriedMax: Amount.optional(),
  ...Consumed.shape,
})
export type PeriodState = z.output<typeof PeriodState>

/** A pool as an event leaves it. */
export const PoolState = z.object({
  pool: PoolPath,
  carryOver: CarryOver.optional(),
  /** Earliest first. */
  periods: z.array(PeriodState).min(1),
  /** For any day, in a period or not. */
  ...Consumed.shape,
})
export type PoolState = z.output<typeof PoolState>
