import {
  type AllocatedPool,
  add,
  compare,
  type DataOf,
  isInForce,
  poolPath,
  poolsAbove,
  poolText,
  type ReallocateStock,
  remainingOf,
  StockReallocated,
  subtract,
  sum,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { inconsistent } from './allocation-checks.ts'
import { consumedIn, type PoolLimits } from './allocation-state.ts'
import { allocationsWithout, consumedSince, livePools, unknownPool } from './allocations.ts'
import { type Ask, measure, roundsToZero } from './ask.ts'
import { own } from './bounded.ts'
import { consumedWithout } from './consumption.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'
import { todayOf } from './stock-checks.ts'

/**
 * Moves what is guaranteed to a pool, neither consumed nor guaranteed to a pool below it, to another. The guarantees
 * above either change with theirs, but for those above both: what is set aside in all stays the same.
 */
export function reallocate(
  stock: StockItem,
  data: DataOf<typeof ReallocateStock>,
  ask: Ask,
): Decision<StockItemEvent> {
  const { item, reason } = data
  const [from, to] = [poolText(data.from), poolText(data.to)]
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const zero = roundsToZero(measured, ask)
  if (zero) return zero
  const pools = livePools(stock, ask)
  const giver = own(pools, from)
  if (!giver) return unknownPool(stock, from, item)
  const { amount } = measured.quantity
  const all = (allocationsWithout(stock, ask.expired) ?? []).filter((each) => isInForce(each, todayOf(ask)))
  const { unassigned } = remainingOf(all, from)
  if (from === to || compare(amount, unassigned) > 0) return tooMuch(from, to, amount, unassigned, ask)
  const taker = own(pools, to) ?? periodOf(giver)
  if (!isInForce(taker, todayOf(ask))) return notYet(to, taker, ask)
  const changed = {
    ...less(pools, from, to, amount),
    ...more({ ...pools, [to]: taker }, withPool(all, stock, to, ask), from, to, amount),
  }
  const refusal = Object.keys(changed).reduce<Rejection | undefined>(
    (found, pool) => found ?? inconsistent({ ...pools, ...changed }, pool, ask),
    undefined,
  )
  if (refusal) return refusal
  return [
    StockReallocated.create({
      item,
      from: data.from,
      to: data.to,
      ...measured,
      reason,
      pools: Object.entries(changed).map(([pool, { reportedAt, ...limits }]) => ({
        pool: poolPath(pool),
        ...limits,
        ...consumedSince(stock, pool, own(pools, pool)),
      })),
    }),
  ]
}

const periodOf = ({ from, until }: PoolLimits): PoolLimits => ({
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
})

/** Somebody may consume from a pool, or be guaranteed something below it, before it is allocated itself. */
function withPool(
  all: readonly AllocatedPool[],
  stock: StockItem,
  pool: string,
  { expired }: Ask,
): readonly AllocatedPool[] {
  if (all.some((each) => each.pool === pool)) return all
  const givenBack = consumedWithout(stock, expired, [])[pool] ?? '0'
  return [...all, { pool, consumed: subtract(consumedIn(stock.allocations, pool).open, givenBack) }]
}

const onlyAbove = (pool: string, other: string): string[] =>
  poolsAbove(pool).filter((each) => !poolsAbove(other).includes(each))

function less(pools: Record<string, PoolLimits>, from: string, to: string, amount: string) {
  const changed: Record<string, PoolLimits> = {}
  for (const pool of onlyAbove(from, to)) {
    const limits = own(pools, pool)
    if (limits?.guaranteed !== undefined)
      changed[pool] = { ...limits, guaranteed: subtract(limits.guaranteed, amount) }
  }
  return changed
}

/** A guarantee that is used up and more grows from what was consumed, so that the whole amount can still be taken. */
function more(
  pools: Record<string, PoolLimits>,
  all: readonly AllocatedPool[],
  from: string,
  to: string,
  amount: string,
) {
  const changed: Record<string, PoolLimits> = {}
  const raised = onlyAbove(to, from)
  // A pool above the giver has what it got already, if its guarantee says so.
  for (const pool of raised.includes(to) ? raised : [to]) {
    const limits = own(pools, pool)
    if (!limits || (limits.guaranteed === undefined && pool !== to)) continue
    const consumed = all.find((each) => each.pool === pool)?.consumed ?? '0'
    const left = sum([consumed, remainingOf(all, pool).remaining])
    const base =
      limits.guaranteed !== undefined && compare(limits.guaranteed, left) > 0 ? limits.guaranteed : left
    changed[pool] = { ...limits, guaranteed: raised.includes(pool) ? add(base, amount) : base }
  }
  return changed
}

const tooMuch = (from: string, to: string, requested: string, unconsumed: string, { item }: Ask) =>
  reject(
    'not-unconsumed',
    from === to
      ? `${from} of ${item.item} has its guarantee already.`
      : `${unconsumed} ${item.unit} of ${item.item} are guaranteed to ${from} and neither consumed nor guaranteed to a pool below it: ${requested} cannot move to ${to}.`,
    { item: item.item, from, to, requested, unconsumed, unit: item.unit },
  )

const notYet = (pool: string, { from, until }: PoolLimits, { item }: Ask) =>
  reject('not-in-force', `The allocation of ${pool} of ${item.item} starts on ${from} only.`, {
    item: item.item,
    pool,
    from,
    until,
  })
