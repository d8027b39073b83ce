import {
  add,
  allNodes,
  type DataOf,
  isInForce,
  isReleased,
  negate,
  type PoolNode,
  periodOn,
  poolPath,
  poolsAbove,
  poolText,
  poolTree,
  type ReallocateStock,
  StockReallocated,
  scaled,
  unscaled,
  withConsumption,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { inconsistent } from './allocation-checks.ts'
import { livePools } from './allocation-ends.ts'
import { periodsWith } from './allocation-periods.ts'
import { allocatedPool, type Pool, type PoolPeriod } from './allocation-state.ts'
import { consumedSince, unknownPool } from './allocations.ts'
import { type Ask, measure, roundsToZero } from './ask.ts'
import { own } from './bounded.ts'
import { consumptionWithout } from './consumption.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'
import { todayOf } from './stock-checks.ts'

type Pools = Readonly<Record<string, Pool>>

/**
 * Moves what is guaranteed to a pool, neither consumed nor guaranteed to a pool below it, to another, in the period of
 * one day. The guarantees above either change with theirs, but for those above both: what is set aside in all stays the
 * same.
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
  const live = livePools(stock, ask)
  const giver = own(live, from)
  if (!giver) return unknownPool(stock, from, item)
  const { amount } = measured.quantity
  const day = data.date ?? todayOf(ask)
  const given = periodOn(giver.periods, day)
  const pools = given ? withPool(live, stock, to, given, ask) : live
  const nodes = nodesOn(pools, stock, day, ask)
  const unassigned = unscaled(nodes.get(from)?.unassigned ?? 0n)
  if (!given || from === to || scaled(amount) > scaled(unassigned))
    return tooMuch(from, to, amount, unassigned, ask)
  const taken = periodOn(pools[to]?.periods ?? [], day)
  if (!taken || isReleased(taken, todayOf(ask))) return notInForce(to, day, taken, ask)
  const changed = changedPools(pools, nodes, from, to, amount, day)
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
      ...(data.date === undefined ? {} : { date: data.date }),
      pools: Object.entries(changed).map(([pool, { reportedAt, ...allocated }]) => ({
        pool: poolPath(pool),
        ...allocated,
        ...consumedSince(stock, pool, own(live, pool)),
      })),
    }),
  ]
}

/** Somebody may consume from a pool, or be guaranteed something below it, before it is allocated itself. */
function withPool(pools: Pools, stock: StockItem, pool: string, like: PoolPeriod, ask: Ask): Pools {
  if (own(pools, pool)) return pools
  const { from, until, releaseOn } = like
  const days = {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(releaseOn === undefined ? {} : { releaseOn }),
  }
  return { ...pools, [pool]: { periods: periodsWith(stock, pool, [days], undefined, ask) } }
}

/** The periods that hold a day, by their pool. */
function nodesOn(pools: Pools, stock: StockItem, day: string, ask: Ask): Map<string, PoolNode> {
  const all = Object.entries(pools).map(([pool, each]) => allocatedPool(pool, each))
  const tree = poolTree(withConsumption(all, consumptionWithout(stock, ask.expired, [])), todayOf(ask))
  return new Map([...allNodes(tree)].filter((n) => isInForce(n, day)).map((node) => [node.pool, node]))
}

function changedPools(
  pools: Pools,
  nodes: ReadonlyMap<string, PoolNode>,
  from: string,
  to: string,
  amount: string,
  day: string,
): Record<string, Pool> {
  const changed: Record<string, Pool> = {}
  const set = (pool: string, guaranteedOf: (period: PoolPeriod) => string | undefined) => {
    const allocated = own(pools, pool)
    const period = allocated && periodOn(allocated.periods, day)
    const guaranteed = period && guaranteedOf(period)
    if (!allocated || guaranteed === undefined) return
    const periods = allocated.periods.map((each) => (each === period ? { ...each, guaranteed } : each))
    changed[pool] = { ...allocated, periods }
  }
  for (const pool of onlyAbove(from, to))
    set(pool, ({ guaranteed }) => guaranteed && add(guaranteed, negate(amount)))
  const raised = onlyAbove(to, from)
  // A pool above the giver has what it got already, if its guarantee says so.
  for (const pool of raised.includes(to) ? raised : [to])
    set(pool, ({ guaranteed }) => {
      if (guaranteed === undefined && pool !== to) return undefined
      const base = couldTake(nodes.get(pool), guaranteed)
      return raised.includes(pool) ? add(base, amount) : base
    })
  return changed
}

/** A guarantee that is used up and more grows from what was consumed, so that the whole amount can still be taken. */
function couldTake(node: PoolNode | undefined, guaranteed = '0'): string {
  const left = node ? node.consumed + node.remaining : 0n
  return scaled(guaranteed) > left ? guaranteed : unscaled(left)
}

const onlyAbove = (pool: string, other: string): string[] =>
  poolsAbove(pool).filter((each) => !poolsAbove(other).includes(each))

const tooMuch = (from: string, to: string, requested: string, unconsumed: string, { item }: Ask) =>
  reject(
    'not-unconsumed',
    from === to
      ? `${from} of ${item.item} has its guarantee already.`
      : `${unconsumed} ${item.unit} of ${item.item} are guaranteed to ${from} and neither consumed nor guaranteed to a pool below it: ${requested} cannot move to ${to}.`,
    { item: item.item, from, to, requested, unconsumed, unit: item.unit },
  )

const notInForce = (pool: string, day: string, period: PoolPeriod | undefined, { item }: Ask) =>
  reject(
    'not-in-force',
    period
      ? `What ${pool} is guaranteed of ${item.item} was released on ${period.releaseOn}.`
      : `${pool} of ${item.item} has no period on ${day}: allocate it one first.`,
    { item: item.item, pool, date: day },
  )
