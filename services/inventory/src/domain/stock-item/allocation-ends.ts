import {
  AllocationExpired,
  AllocationPeriodEnded,
  carried,
  type DataOf,
  type ExpireAllocations,
  livePeriods,
  type PeriodState,
  poolPath,
  withConsumption,
} from '@takt/contracts'
import type { Decision } from '@takt/decider'
import { allocatedPool, consumedIn, type Pool, periodOf } from './allocation-state.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { consumptionWithout } from './consumption.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'
import { todayOf } from './stock-checks.ts'

/** What is past counts no more at once; it is recorded in portions that one append can take. */
const ENDED_AT_ONCE = 200

/** Every decision records what is past its last day; this one only that. */
export const expireAllocations = (
  _: StockItem,
  __: DataOf<typeof ExpireAllocations>,
  ___: Ask,
): Decision<StockItemEvent> => []

export function endedAllocations(stock: StockItem, ask: Ask): StockItemEvent[] {
  if (!isAnyPast(stock, ask)) return []
  const { item, unit } = ask.item
  const today = todayOf(ask)
  const events: StockItemEvent[] = []
  for (const { pool, carryOver, periods } of poolsNow(stock, ask)) {
    let [ended, ...others] = periods
    while (ended && (ended.until ?? '~') < today) {
      const [next, ...rest] = others
      if (next === undefined) {
        events.push(
          AllocationExpired.create(
            endOf(stock, pool, { ...stock.allocations.pools[pool], periods: [ended] }, ask),
          ),
        )
        break
      }
      const after = carryOver === 'nextPeriod' ? carried(ended, next) : next
      const of = { item, unit, pool: poolPath(pool) }
      events.push(AllocationPeriodEnded.create({ ...of, ended: periodOf(ended), next: periodOf(after) }))
      ended = after
      others = rest
    }
  }
  return events.slice(0, ENDED_AT_ONCE)
}

/** What pools are allocated, without what is past. */
export function livePools(stock: StockItem, ask: Ask): Record<string, Pool> {
  if (!isAnyPast(stock, ask)) return stock.allocations.pools
  const today = todayOf(ask)
  const live: Record<string, Pool> = {}
  for (const each of poolsNow(stock, ask)) {
    const periods = livePeriods(each, today).map(periodOf)
    if (periods.length > 0) live[each.pool] = { ...stock.allocations.pools[each.pool], periods }
  }
  return live
}

/** What a reservation consumed that has expired since is left over, whether that is recorded or not. */
function poolsNow(stock: StockItem, { expired }: Ask) {
  const pools = Object.entries(stock.allocations.pools).map(([pool, state]) => allocatedPool(pool, state))
  return withConsumption(pools, consumptionWithout(stock, expired, []))
}

export const livePool = (stock: StockItem, pool: string, ask: Ask): Pool | undefined =>
  own(livePools(stock, ask), pool)

/** A pool as the event states it that ends it. */
export function endOf(stock: StockItem, pool: string, { carryOver, periods }: Pool, { item }: Ask) {
  return {
    ...{ item: item.item, unit: item.unit, pool: poolPath(pool) },
    ...(carryOver === undefined ? {} : { carryOver }),
    periods: periods.map((period): PeriodState => periodOf(period)),
    ...consumedIn(stock.allocations, pool),
  }
}

const isAnyPast = ({ allocations: { endsFirst } }: StockItem, ask: Ask): boolean =>
  endsFirst !== undefined && endsFirst < todayOf(ask)
