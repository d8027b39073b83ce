import {
  type AllocateStock,
  add,
  consumptionOf,
  type DataOf,
  dayNumber,
  dayOf,
  isInForce,
  sum,
} from '@takt/contracts'
import { isRejection, type Rejection } from '@takt/decider'
import type { Pool, PoolPeriod } from './allocation-state.ts'
import { type Ask, measure } from './ask.ts'
import { openByDay } from './consumption.ts'
import type { StockItem } from './state.ts'
import { todayOf } from './stock-checks.ts'

type Allocation = DataOf<typeof AllocateStock>
type SaidPeriod = Pick<Allocation, 'from' | 'until' | 'releaseOn' | 'guaranteed' | 'max'>
/** What is said of a period, in base units. */
export type Limits = Omit<PoolPeriod, 'open' | 'issued'>

/** The periods that somebody names, earliest first; those that neither guarantee nor limit anything are left out. */
export function limitsOf(data: Allocation, ask: Ask): Limits[] | Rejection {
  const said: readonly SaidPeriod[] = data.periods ?? [data]
  const all: Limits[] = []
  for (const { from, until, releaseOn, guaranteed, max } of said) {
    const limits: Limits = {}
    for (const [key, quantity] of Object.entries({ guaranteed, max }) as [
      'guaranteed' | 'max',
      typeof max,
    ][]) {
      if (!quantity) continue
      const measured = measure(quantity, ask)
      if (isRejection(measured)) return measured
      limits[key] = measured.quantity.amount
    }
    for (const [key, day] of Object.entries({ from, until, releaseOn }) as ['from', typeof from][])
      if (day !== undefined) limits[key] = day
    if (limits.guaranteed !== undefined || limits.max !== undefined) all.push(limits)
  }
  return all.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
}

/** Periods as they can be understood: a day that two of them name is the earlier one's. */
export function parted(all: readonly Limits[]): Limits[] {
  const result: Limits[] = []
  for (const each of all) {
    const before = result.at(-1)?.until ?? (result.length > 0 ? '~' : '')
    if (before === '~') break
    const from = before !== '' && (each.from ?? '') <= before ? dayOf(dayNumber(before) + 1) : each.from
    const limits = from === undefined ? each : { ...each, from }
    if (isSomeDay(limits)) result.push(limits)
  }
  return result
}

const isSomeDay = ({ from = '', until = '~' }: Limits): boolean => from <= until

/**
 * Periods with what is consumed of them. A period of the same days keeps what was carried over into it; what was issued
 * in one goes to the new one that holds its first day, or else today.
 */
export function periodsWith(
  stock: StockItem,
  pool: string,
  limits: readonly Limits[],
  before: Pool | undefined,
  ask: Ask,
): PoolPeriod[] {
  const open = Object.entries(openByDay(stock, pool))
  const today = todayOf(ask)
  return limits.map((each) => {
    const same = before?.periods.find(({ from, until }) => from === each.from && until === each.until)
    const issued = (before?.periods ?? []).filter((period) => {
      const first = period.from ?? ''
      if (isInForce(each, first)) return true
      return (
        isInForce(period, today) && isInForce(each, today) && !limits.some((other) => isInForce(other, first))
      )
    })
    return {
      ...each,
      ...carriedInto(each, same),
      open: sum(open.filter(([key]) => isInForce(each, consumptionOf(key).day)).map(([, amount]) => amount)),
      issued: sum(issued.map((period) => period.issued)),
    }
  })
}

function carriedInto({ guaranteed, max }: Limits, before: PoolPeriod | undefined): Limits {
  const { carriedGuaranteed, carriedMax } = before ?? {}
  return {
    ...(carriedGuaranteed === undefined
      ? {}
      : { carriedGuaranteed, guaranteed: add(guaranteed ?? '0', carriedGuaranteed) }),
    ...(carriedMax === undefined || max === undefined ? {} : { carriedMax, max: add(max, carriedMax) }),
  }
}
