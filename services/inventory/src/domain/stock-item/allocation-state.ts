import {
  type AllocatedPeriod,
  type AllocatedPool,
  add,
  type CarryOver,
  type PeriodState,
  poolText,
} from '@takt/contracts'
import { own } from './bounded.ts'

/** By open promises, demand and reservations; and issued for them since the pool was allocated. */
export interface Consumed {
  open: string
  issued: string
}

/** What a pool is allocated for the days of a period. Amounts in base units, days in the plant's zone. */
export interface PoolPeriod extends Consumed {
  from?: string
  /** The last day. */
  until?: string
  releaseOn?: string
  guaranteed?: string
  max?: string
  /** Of the two above, what the period before left over. */
  carriedGuaranteed?: string
  carriedMax?: string
}

/** What a pool is allocated. */
export interface Pool {
  carryOver?: CarryOver
  /** Earliest first; no two share a day. */
  periods: PoolPeriod[]
  /** Whose clock said it last. */
  reportedAt?: string
}

/** Pools by their path as text. Those that are allocated, and those that somebody consumes from. */
export interface Allocations {
  pools: Record<string, Pool>
  /** By each pool and all below it, for any day. */
  consumed: Record<string, Consumed>
  /** The earliest last day of a period. */
  endsFirst?: string
}

const NOTHING: Consumed = { open: '0', issued: '0' }

export const noAllocations = (): Allocations => ({ pools: {}, consumed: {} })

export const consumedIn = (allocations: Allocations, pool: string): Consumed =>
  own(allocations.consumed, pool) ?? NOTHING

/** A pool as available to promise takes it. */
export const allocatedPool = (
  pool: string,
  { carryOver, periods }: Pool,
): AllocatedPool<PoolPeriod & AllocatedPeriod> => ({
  ...{ pool, carryOver },
  periods: periods.map((period) => ({ ...period, consumed: add(period.open, period.issued) })),
})

export const allocatedPools = (allocations: Allocations): AllocatedPool[] =>
  Object.entries(allocations.pools).map(([pool, each]) => allocatedPool(pool, each))

/** A period as an event states it. */
export function periodOf(said: PeriodState): PoolPeriod {
  const { open, issued } = said
  const period: PoolPeriod = { open, issued }
  for (const key of LIMITS) if (said[key] !== undefined) period[key] = said[key]
  return period
}
const LIMITS = [
  ...(['from', 'until', 'releaseOn', 'guaranteed', 'max'] as const),
  ...(['carriedGuaranteed', 'carriedMax'] as const),
]

interface Said {
  readonly pool: readonly string[]
  readonly carryOver?: CarryOver | undefined
  readonly periods: readonly PeriodState[]
  readonly reportedAt?: string | undefined
}

/** In place. */
export function setPool(allocations: Allocations, said: Said): void {
  const pool = poolText(said.pool)
  const reportedAt = said.reportedAt ?? own(allocations.pools, pool)?.reportedAt
  allocations.pools[pool] = {
    ...(said.carryOver === undefined ? {} : { carryOver: said.carryOver }),
    periods: said.periods.map(periodOf),
    ...(reportedAt === undefined ? {} : { reportedAt }),
  }
  keepFirstEnd(allocations)
}

/** In place. What is open of it stays consumed. */
export function dropPool(allocations: Allocations, path: readonly string[]): void {
  const pool = poolText(path)
  delete allocations.pools[pool]
  setConsumed(allocations, pool, { open: consumedIn(allocations, pool).open, issued: '0' })
  keepFirstEnd(allocations)
}

/** In place: the first period of a pool is over, and the next one may have what was left of it. */
export function endPeriod(
  allocations: Allocations,
  { pool: path, next }: { readonly pool: readonly string[]; readonly next: PeriodState },
): void {
  const pool = own(allocations.pools, poolText(path))
  if (!pool) return
  allocations.pools[poolText(path)] = { ...pool, periods: [periodOf(next), ...pool.periods.slice(2)] }
  keepFirstEnd(allocations)
}

interface PeriodConsumed extends Consumed {
  readonly from?: string | undefined
}

/** In place; of a pool that is not allocated and that nobody consumes from nothing is kept. */
export function setConsumed(
  allocations: Allocations,
  pool: string,
  consumed: Consumed,
  periods: readonly PeriodConsumed[] = [],
): void {
  const allocated = own(allocations.pools, pool)
  if (consumed.open === '0' && !allocated) delete allocations.consumed[pool]
  else allocations.consumed[pool] = consumed
  for (const { from, open, issued } of periods) {
    const period = allocated?.periods.find((each) => each.from === from)
    if (period) Object.assign(period, { open, issued })
  }
}

function keepFirstEnd(allocations: Allocations): void {
  const ends = Object.values(allocations.pools).flatMap(({ periods }) => periods[0]?.until ?? [])
  const first = ends.sort()[0]
  if (first === undefined) delete allocations.endsFirst
  else allocations.endsFirst = first
}
