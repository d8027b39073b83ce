import {
  type AllocatedPool,
  type AllocateStock,
  AllocationExpired,
  AllocationReleased,
  type DataOf,
  type DocumentRef,
  type ExpireAllocations,
  poolPath,
  poolText,
  type ReleaseAllocation,
  StockAllocated,
  subtract,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { inconsistent } from './allocation-checks.ts'
import { allocatedPools, consumedIn, type PoolLimits } from './allocation-state.ts'
import { type Ask, measure } from './ask.ts'
import { own } from './bounded.ts'
import { consumedWithout } from './consumption.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'
import { todayOf } from './stock-checks.ts'

type Allocation = DataOf<typeof AllocateStock>

const NONE: readonly StockItemEvent[] = []
/** Pools that requests may allocate of one item: each is looked at whenever a share is worked out. */
const MAX_POOLS = 100

export function allocate(stock: StockItem, data: Allocation, ask: Ask): Decision<StockItemEvent> {
  const pool = poolText(data.pool)
  const limits = limitsOf(data, ask)
  if (isRejection(limits)) return limits
  const before = liveLimits(stock, pool, ask)
  if (before?.reportedAt !== undefined && before.reportedAt > ask.occurredAt) return NONE
  if (before && isSame(before, limits)) return NONE
  if (limits.guaranteed === undefined && limits.max === undefined)
    return ask.refusable ? nothingSaid(pool, ask) : ended(stock, pool, before, data.reason)
  const isPast = limits.until !== undefined && limits.until < todayOf(ask)
  if (ask.refusable) {
    const refusal =
      (isPast ? alreadyEnded(pool, limits, ask) : undefined) ??
      (before ? undefined : tooMany(stock, pool, ask)) ??
      inconsistent({ ...livePools(stock, ask), [pool]: limits }, pool, ask)
    if (refusal) return refusal
  } else if (isPast) return ended(stock, pool, before, data.reason)
  return [
    StockAllocated.create({
      item: ask.item.item,
      unit: ask.item.unit,
      pool: data.pool,
      ...limits,
      ...consumedSince(stock, pool, before),
      ...why(data.reason),
      reportedAt: ask.occurredAt,
    }),
  ]

  function ended(state: StockItem, text: string, limits: PoolLimits | undefined, reason: string | undefined) {
    return limits ? [AllocationReleased.create({ ...endOf(state, text, limits, ask), ...why(reason) })] : NONE
  }
}

export function releaseAllocation(
  stock: StockItem,
  { pool: path, item, reason }: DataOf<typeof ReleaseAllocation>,
  ask: Ask,
): Decision<StockItemEvent> {
  const pool = poolText(path)
  const limits = liveLimits(stock, pool, ask)
  if (limits) return [AllocationReleased.create({ ...endOf(stock, pool, limits, ask), ...why(reason) })]
  if (own(stock.allocations.pools, pool)) return NONE
  return unknownPool(stock, pool, item)
}

/** Every decision records what is past its last day; this one only that. */
export const expireAllocations = (
  _: StockItem,
  __: DataOf<typeof ExpireAllocations>,
  ___: Ask,
): Decision<StockItemEvent> => NONE

export const endedAllocations = (stock: StockItem, ask: Ask): StockItemEvent[] =>
  pastPools(stock, ask).map((pool) =>
    AllocationExpired.create(endOf(stock, pool, stock.allocations.pools[pool] as PoolLimits, ask)),
  )

/** Pools as if some reservations and lines of demand consumed nothing; undefined where nothing is allocated. */
export function allocationsWithout(
  stock: StockItem,
  reservations: readonly string[],
  documents: readonly DocumentRef[] = [],
): AllocatedPool[] | undefined {
  const pools = allocatedPools(stock.allocations)
  if (pools.length === 0) return undefined
  const less = consumedWithout(stock, reservations, documents)
  return pools.map((each) => ({ ...each, consumed: subtract(each.consumed, less[each.pool] ?? '0') }))
}

/** What pools are allocated, without those past their last day. */
export function livePools(stock: StockItem, ask: Ask): Record<string, PoolLimits> {
  const past = pastPools(stock, ask)
  if (past.length === 0) return stock.allocations.pools
  return Object.fromEntries(Object.entries(stock.allocations.pools).filter(([pool]) => !past.includes(pool)))
}

export const liveLimits = (stock: StockItem, pool: string, ask: Ask): PoolLimits | undefined =>
  own(livePools(stock, ask), pool)

function pastPools(stock: StockItem, ask: Ask): string[] {
  const { endsFirst, pools } = stock.allocations
  if (endsFirst === undefined) return []
  const today = todayOf(ask)
  if (endsFirst >= today) return []
  return Object.keys(pools).filter((pool) => (pools[pool]?.until ?? '~') < today)
}

/** What is open of a pool counts from the start of its allocation too; what was issued before does not. */
export const consumedSince = (stock: StockItem, pool: string, before: PoolLimits | undefined) => {
  const { open, issued } = consumedIn(stock.allocations, pool)
  return { open, issued: before ? issued : '0' }
}

function endOf(stock: StockItem, pool: string, { reportedAt, ...limits }: PoolLimits, { item }: Ask) {
  const consumed = consumedIn(stock.allocations, pool)
  return { item: item.item, unit: item.unit, pool: poolPath(pool), ...limits, ...consumed }
}

function limitsOf({ guaranteed, max, from, until }: Allocation, ask: Ask): PoolLimits | Rejection {
  const limits: PoolLimits = {}
  for (const [key, said] of [
    ['guaranteed', guaranteed],
    ['max', max],
  ] as const) {
    if (!said) continue
    const measured = measure(said, ask)
    if (isRejection(measured)) return measured
    limits[key] = measured.quantity.amount
  }
  if (from !== undefined) limits.from = from
  if (until !== undefined) limits.until = until
  return limits
}

const isSame = (a: PoolLimits, b: PoolLimits): boolean =>
  (['guaranteed', 'max', 'from', 'until'] as const).every((key) => a[key] === b[key])

const why = (reason: string | undefined) => (reason === undefined ? {} : { reason })

const nothingSaid = (pool: string, { item }: Ask) =>
  reject(
    'nothing-allocated',
    `Say what ${pool} is guaranteed of ${item.item}, or may take at most, or release it.`,
    {
      item: item.item,
      pool,
    },
  )

const alreadyEnded = (pool: string, { until }: PoolLimits, ask: Ask) =>
  reject('already-ended', `The allocation of ${pool} would end on ${until}, which is past.`, {
    item: ask.item.item,
    pool,
    until,
    today: todayOf(ask),
  })

function tooMany(stock: StockItem, pool: string, ask: Ask): Rejection | undefined {
  const pools = Object.keys(livePools(stock, ask)).length
  if (pools < MAX_POOLS) return undefined
  return reject(
    'too-many-pools',
    `${ask.item.item} is allocated to ${pools} pools, and at most ${MAX_POOLS} are allowed: release one before ${pool}.`,
    { item: ask.item.item, pool, pools, limit: MAX_POOLS },
  )
}

export const unknownPool = (stock: StockItem, pool: string, item: string) =>
  reject('unknown-pool', `${item} is not allocated to ${pool}.`, {
    item,
    pool,
    known: Object.keys(stock.allocations.pools),
  })
