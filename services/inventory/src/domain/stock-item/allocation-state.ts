import { type AllocatedPool, add, poolText } from '@takt/contracts'
import { own } from './bounded.ts'

/** What a pool is allocated. Amounts in base units, days in the plant's zone. */
export interface PoolLimits {
  guaranteed?: string
  max?: string
  from?: string
  /** The last day. */
  until?: string
  /** Whose clock said it last. */
  reportedAt?: string
}

/** By open promises, demand and reservations; and issued for them since the pool was allocated. */
export interface Consumed {
  open: string
  issued: string
}

/** Pools by their path as text. Those that are allocated, and those that somebody consumes from. */
export interface Allocations {
  pools: Record<string, PoolLimits>
  /** By each pool and all below it. */
  consumed: Record<string, Consumed>
  /** The earliest last day of a pool. */
  endsFirst?: string
}

const NOTHING: Consumed = { open: '0', issued: '0' }

export const noAllocations = (): Allocations => ({ pools: {}, consumed: {} })

export const consumedIn = (allocations: Allocations, pool: string): Consumed =>
  own(allocations.consumed, pool) ?? NOTHING

/** Pools as available to promise takes them. */
export const allocatedPools = (allocations: Allocations): AllocatedPool[] =>
  Object.entries(allocations.pools).map(([pool, { guaranteed, max, from, until }]) => {
    const { open, issued } = consumedIn(allocations, pool)
    return { pool, guaranteed, max, from, until, consumed: add(open, issued) }
  })

type Said = { readonly [K in keyof PoolLimits]: PoolLimits[K] | undefined } & {
  readonly pool: readonly string[]
}

/** In place; a pool that was not allocated before has nothing issued yet. */
export function setPool(allocations: Allocations, said: Said): void {
  const pool = poolText(said.pool)
  const before = own(allocations.pools, pool)
  const limits: PoolLimits = {}
  for (const key of ['guaranteed', 'max', 'from', 'until', 'reportedAt'] as const) {
    const value = said[key] ?? (key === 'reportedAt' ? before?.reportedAt : undefined)
    if (value !== undefined) limits[key] = value
  }
  allocations.pools[pool] = limits
  keepFirstEnd(allocations)
}

/** In place. What is open of it stays consumed. */
export function dropPool(allocations: Allocations, path: readonly string[]): void {
  const pool = poolText(path)
  delete allocations.pools[pool]
  setConsumed(allocations, pool, { open: consumedIn(allocations, pool).open, issued: '0' })
  keepFirstEnd(allocations)
}

/** In place; of a pool that is not allocated and that nobody consumes from nothing is kept. */
export function setConsumed(allocations: Allocations, pool: string, consumed: Consumed): void {
  if (consumed.open === '0' && !own(allocations.pools, pool)) delete allocations.consumed[pool]
  else allocations.consumed[pool] = consumed
}

function keepFirstEnd(allocations: Allocations): void {
  const ends = Object.values(allocations.pools).flatMap(({ until }) => until ?? [])
  const first = ends.sort()[0]
  if (first === undefined) delete allocations.endsFirst
  else allocations.endsFirst = first
}
