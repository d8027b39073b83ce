import { z } from 'zod'
import { Day, Id, Text } from '../fields.ts'
import { Amount, NotNegativeQuantity } from '../quantity.ts'

/** The levels that a pool may have, as `web / gold / EU` has three. */
export const POOL_DEPTH = 5
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

/** What a pool is allocated in full. Days are the plant's own; without `until` it holds until it is released. */
export const Allocation = z.object({
  item: Id,
  pool: PoolPath,
  /** Set aside for the pool and those below it: nobody else is promised it. */
  guaranteed: NotNegativeQuantity.optional(),
  /** The pool and those below it are promised no more. */
  max: NotNegativeQuantity.optional(),
  from: Day.optional(),
  /** The last day. */
  until: Day.optional(),
  reason: Text.optional(),
})

/** A pool as an event leaves it, in base units. */
export const PoolState = z.object({
  pool: PoolPath,
  guaranteed: Amount.optional(),
  max: Amount.optional(),
  from: Day.optional(),
  until: Day.optional(),
  /** Consumed by it and those below it: by promises, demand and reservations that are open, */
  open: Amount,
  /** and what has been issued for them since it was allocated. */
  issued: Amount,
})
export type PoolState = z.output<typeof PoolState>
