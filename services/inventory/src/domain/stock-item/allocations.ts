import {
  type AllocatedPool,
  type AllocateStock,
  AllocationReleased,
  type DataOf,
  type DocumentRef,
  poolText,
  type ReleaseAllocation,
  StockAllocated,
  withConsumption,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { inconsistent, sharesDays } from './allocation-checks.ts'
import { endOf, livePool, livePools } from './allocation-ends.ts'
import { type Limits, limitsOf, parted, periodsWith } from './allocation-periods.ts'
import { allocatedPools, consumedIn, type Pool } from './allocation-state.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { consumptionWithout } from './consumption.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'
import { todayOf } from './stock-checks.ts'

type Allocation = DataOf<typeof AllocateStock>

const NONE: readonly StockItemEvent[] = []
/** Pools that requests may allocate of one item: each is looked at whenever a share is worked out. */
const MAX_POOLS = 100

export function allocate(stock: StockItem, data: Allocation, ask: Ask): Decision<StockItemEvent> {
  const pool = poolText(data.pool)
  const said = limitsOf(data, ask)
  if (isRejection(said)) return said
  const before = livePool(stock, pool, ask)
  if (before?.reportedAt !== undefined && before.reportedAt > ask.occurredAt) return NONE
  const ahead = parted(said).filter(({ until }) => (until ?? '~') >= todayOf(ask))
  const refusal = ask.refusable ? unusable(data, pool, said, ahead, ask) : undefined
  if (refusal) return refusal
  const reason = why(data.reason)
  if (ahead.length === 0)
    return before ? [AllocationReleased.create({ ...endOf(stock, pool, before, ask), ...reason })] : NONE
  const after: Pool = {
    ...(data.carryOver === undefined ? {} : { carryOver: data.carryOver }),
    periods: periodsWith(stock, pool, ahead, before, ask),
  }
  if (before && isSame(before, after)) return NONE
  if (ask.refusable) {
    const clash =
      (before ? undefined : tooMany(stock, pool, ask)) ??
      inconsistent({ ...livePools(stock, ask), [pool]: after }, pool, ask)
    if (clash) return clash
  }
  const dropped = (before?.periods ?? [])
    .map(({ from }) => from)
    .filter((from) => !ahead.some((each) => each.from === from))
  return [
    StockAllocated.create({
      item: ask.item.item,
      unit: ask.item.unit,
      pool: data.pool,
      ...after,
      ...consumedSince(stock, pool, before),
      ...(dropped.length === 0 ? {} : { dropped: dropped.map((from) => from ?? '') }),
      ...reason,
      reportedAt: ask.occurredAt,
    }),
  ]
}

export function releaseAllocation(
  stock: StockItem,
  { pool: path, item, reason }: DataOf<typeof ReleaseAllocation>,
  ask: Ask,
): Decision<StockItemEvent> {
  const pool = poolText(path)
  const live = livePool(stock, pool, ask)
  if (live) return [AllocationReleased.create({ ...endOf(stock, pool, live, ask), ...why(reason) })]
  if (own(stock.allocations.pools, pool)) return NONE
  return unknownPool(stock, pool, item)
}

/** Pools as if some reservations and lines of demand consumed nothing; undefined where nothing is allocated. */
export function allocationsWithout(
  stock: StockItem,
  reservations: readonly string[],
  documents: readonly DocumentRef[] = [],
): AllocatedPool[] | undefined {
  const pools = allocatedPools(stock.allocations)
  if (pools.length === 0) return undefined
  return withConsumption(pools, consumptionWithout(stock, reservations, documents))
}

/** What is open of a pool counts from the start of its allocation too; what was issued before does not. */
export const consumedSince = (stock: StockItem, pool: string, before: Pool | undefined) => {
  const { open, issued } = consumedIn(stock.allocations, pool)
  return { open, issued: before ? issued : '0' }
}

/** What no request may say; a fact is taken as far as it can be understood. */
function unusable(
  { periods, ...single }: Allocation,
  pool: string,
  said: readonly Limits[],
  ahead: readonly Limits[],
  ask: Ask,
): Rejection | undefined {
  if (periods && Object.keys(single).some((key) => isLimit(key))) return bothWays(pool, ask)
  if (said.length === 0) return nothingSaid(pool, ask)
  const clash = sharesDays(pool, said, ask)
  if (clash) return clash
  return ahead.length === 0 ? alreadyEnded(pool, said, ask) : undefined
}

const isLimit = (key: string) => ['guaranteed', 'max', 'from', 'until', 'releaseOn'].includes(key)

const COMPARED = [
  ...(['from', 'until', 'releaseOn', 'guaranteed', 'max'] as const),
  ...(['carriedGuaranteed', 'carriedMax'] as const),
]
const isSame = (a: Pool, b: Pool): boolean =>
  (a.carryOver ?? 'lapse') === (b.carryOver ?? 'lapse') &&
  a.periods.length === b.periods.length &&
  a.periods.every((each, i) => COMPARED.every((key) => each[key] === b.periods[i]?.[key]))

const why = (reason: string | undefined) => (reason === undefined ? {} : { reason })

const nothingSaid = (pool: string, { item }: Ask) =>
  reject(
    'nothing-allocated',
    `Say what ${pool} is guaranteed of ${item.item}, or may take at most, or release it.`,
    { item: item.item, pool },
  )

const bothWays = (pool: string, { item }: Ask) =>
  reject(
    'allocated-both-ways',
    `Say of ${pool} either periods, each with what it has of ${item.item}, or one guarantee and maximum beside no periods.`,
    { item: item.item, pool },
  )

const alreadyEnded = (pool: string, said: readonly Limits[], ask: Ask) =>
  reject('already-ended', `The allocation of ${pool} would end on ${said.at(-1)?.until}, which is past.`, {
    item: ask.item.item,
    pool,
    until: said.at(-1)?.until,
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
