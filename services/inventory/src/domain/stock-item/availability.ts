import {
  type AllocatedPool,
  type AtpInput,
  atpOn,
  consumptionKey,
  countedStock,
  type DatedLine,
  type DocumentRef,
  dayOf,
  earliestDate,
  isWithin,
  MAX_HORIZON_DAYS,
  max,
  type Timeline,
  timeline,
  withConsumption,
} from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import { allocationsWithout } from './allocations.ts'
import { alternatives } from './alternatives.ts'
import type { Ask } from './ask.ts'
import { consumedOn } from './consumption.ts'
import { openSums } from './ledger.ts'
import { reservedSums, supposedAllotted, supposedSums } from './reserved-sums.ts'
import { addTo, type Reservation, type StockItem } from './state.ts'
import { isItemHeld, stockByStatus } from './stock.ts'

/** What a decision leaves out: reservations, and (as amounts below zero) demand that it decides anew; and what it adds. */
export interface Without {
  readonly reservations?: readonly string[]
  /** Reservations that it makes, and which are not there yet. */
  readonly made?: readonly Reservation[]
  readonly demand?: readonly DatedLine[]
  /** The lines of that demand. */
  readonly documents?: readonly DocumentRef[]
  /** Who asks, as text; everybody where left out. */
  readonly pool?: string | undefined
}

/** Supply and demand as they stand now, in day buckets of the longest horizon. */
export const timelineOf = (stock: StockItem, ask: Ask, without: Without = {}): Timeline =>
  timeline({ ...atpInputOf(stock, ask, without), horizonDays: MAX_HORIZON_DAYS })

/** All that ATP of a stock item depends on. */
export function atpInputOf(
  stock: StockItem,
  { item, plant, now, expired }: Pick<Ask, 'item' | 'plant' | 'now' | 'expired'>,
  without: Without = {},
): AtpInput {
  const ignored = [...expired, ...(without.reservations ?? [])]
  const supposed = { without: ignored, made: without.made ?? [] }
  return {
    now,
    plant,
    item: { ...item, held: isItemHeld(stock) },
    stock: countedStock(stockByStatus(stock), plant),
    supply: [...openSums(stock.supply)],
    demand: [...openSums(stock.demand), ...(without.demand ?? [])],
    reserved: [...reservedSums(supposedSums(stock, supposed))],
    allotted: supposedAllotted(stock, supposed),
    allocations: withMade(allocationsWithout(stock, ignored, without.documents), supposed.made),
    pool: without.pool,
  }
}

/** What pools are allocated, when such reservations of no line consume of it too. */
function withMade(pools: AllocatedPool[] | undefined, made: readonly Reservation[]) {
  const more: Record<string, string> = {}
  for (const each of made)
    if (each.pool !== undefined) addTo(more, consumptionKey(each.pool, consumedOn(each)), each.open)
  return pools && withConsumption(pools, more)
}

/** Refuses a day that is further away than can be decided. */
export function checkDay(line: Timeline, date: string, { item }: Ask): Rejection | undefined {
  if (isWithin(line, date)) return undefined
  return reject('beyond-horizon', `${date} is more than ${line.horizon} days away: ask for an earlier day.`, {
    item: item.item,
    date,
    horizonDays: line.horizon,
  })
}

/** The numbers behind a refusal: how much there is on the day, from which day on there is all of it, and what else could be had. */
export function shortage(line: Timeline, amount: string, date: string, { item }: Ask) {
  return {
    requested: amount,
    date,
    available: max('0', atpOn(line, date) ?? '0'),
    from: earliestDate(line, amount, date),
    alternatives: alternatives(line, amount, date, item.decimals),
    ...(item.leadTimeDays === undefined ? {} : { replenishableFrom: dayOf(line.today + item.leadTimeDays) }),
  }
}

/** One sentence of a {@link shortage}. */
export function told(short: ReturnType<typeof shortage>, { item }: Ask): string {
  const { requested, date, available, from, replenishableFrom } = short
  const there = `${available} ${item.unit} of ${item.item} can be promised for ${date}, not ${requested}`
  if (from !== null) return `${there}; ${requested} ${item.unit} can from ${from} on.`
  const horizon = `${there}, and no day within the horizon has ${requested} ${item.unit}`
  if (replenishableFrom === undefined) return `${horizon}.`
  return `${horizon}; ordered today it could be here on ${replenishableFrom}.`
}
