import {
  type AllocationConsumptionChanged,
  add,
  type Consumption,
  consumptionOf,
  type DataOf,
  isNegative,
  periodOn,
  poolPath,
  poolsAbove,
} from '@takt/contracts'
import { type Allocations, type Consumed, consumedIn, type PoolPeriod } from './allocation-state.ts'
import { own } from './bounded.ts'
import { addTo } from './state.ts'

/** What changed, by pool and day. */
export interface Sums {
  readonly open: Record<string, string>
  readonly issued: Record<string, string>
}
type ChangedPool = DataOf<typeof AllocationConsumptionChanged>['pools'][number]

/** Every pool that consumed more or less, and those above it, in full: for any day, and in its periods. */
export function consumedBy(allocations: Allocations, changes: Sums): ChangedPool[] {
  const [open, issued] = [byPool(changes.open), byPool(changes.issued)]
  return [...new Set([...open.keys(), ...issued.keys()])].sort().flatMap((pool) => {
    const [more, gone] = [open.get(pool) ?? NONE, issued.get(pool) ?? NONE]
    const before = consumedIn(allocations, pool)
    const after = changedBy(before, total(more), total(gone))
    const allocated = own(allocations.pools, pool)
    const periods = (allocated?.periods ?? []).flatMap((period) => changedPeriod(period, more, gone))
    if (isSame(before, after) && periods.length === 0) return []
    return {
      pool: poolPath(pool),
      open: after.open,
      ...(allocated ? { issued: after.issued } : {}),
      ...(periods.length === 0 ? {} : { periods }),
    }
  })
}

const NONE: Consumption = {}

/** The days of each pool with those of the pools below it. */
function byPool(changes: Consumption): Map<string, Record<string, string>> {
  const pools = new Map<string, Record<string, string>>()
  for (const [key, amount] of Object.entries(changes)) {
    const { pool, day } = consumptionOf(key)
    for (const each of poolsAbove(pool)) {
      const days = pools.get(each) ?? {}
      addTo(days, day, amount)
      pools.set(each, days)
    }
  }
  return pools
}

function changedPeriod(period: PoolPeriod, open: Consumption, issued: Consumption) {
  const inPeriod = (days: Consumption) =>
    total(Object.fromEntries(Object.entries(days).filter(([day]) => periodOn([period], day))))
  const after = changedBy(period, inPeriod(open), inPeriod(issued))
  if (isSame(period, after)) return []
  return [{ ...(period.from === undefined ? {} : { from: period.from }), ...after }]
}

const total = (days: Consumption): string => Object.values(days).reduce(add, '0')

const changedBy = (before: Consumed, open: string, issued: string): Consumed => ({
  open: add(before.open, open),
  issued: notNegative(add(before.issued, issued)),
})

const isSame = (a: Consumed, b: Consumed): boolean => a.open === b.open && a.issued === b.issued

const notNegative = (amount: string): string => (isNegative(amount) ? '0' : amount)
