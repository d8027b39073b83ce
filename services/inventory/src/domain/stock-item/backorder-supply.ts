import {
  add,
  consumptionKey,
  type DatedAmount,
  type DocumentRef,
  dayOf,
  exceeding,
  max,
  negate,
  shareOf,
  subtract,
  sum,
  type Timeline,
  take,
  withConsumption,
} from '@takt/contracts'
import { allocationsWithout } from './allocations.ts'
import type { Ask } from './ask.ts'
import { timelineOf } from './availability.ts'
import { consumedOn } from './consumption.ts'
import { openOf } from './ledger.ts'
import { liveForLine, reservedForLine } from './reserved-sums.ts'
import { addTo, type Line, type StockItem } from './state.ts'

/** A promised line that takes part in a run. */
export interface Backorder {
  readonly document: DocumentRef
  readonly line: Line
}

/** What a run has to give: all that there is, less what lines keep and what was set aside for others. */
export interface BackorderSupply {
  /** For this line, that holds nothing at the moment. */
  for(backorder: Backorder): Timeline
  /** Gives a line so much; it holds what is reserved for it anyway. */
  give(backorder: Backorder, days: readonly DatedAmount[]): void
  /** Undoes the same {@link BackorderSupply.give}. */
  takeBack(backorder: Backorder, days: readonly DatedAmount[]): void
}

/** As if nothing was promised to any of these lines, or reserved for them. */
export function supplyOf(stock: StockItem, backorders: readonly Backorder[], ask: Ask): BackorderSupply {
  const documents = backorders.map(({ document }) => document)
  const reservations = documents.flatMap((document) => reservedForLine(stock, document))
  const demand = backorders.flatMap(({ document, line }) =>
    openOf(line).map(({ date, amount }) => ({
      ...{ date, amount: negate(amount), type: document.type, confirmed: true },
    })),
  )
  const without = { reservations, demand, documents }
  const line = { ...timelineOf(stock, ask, without), share: undefined }
  const today = dayOf(line.today)
  const pools = allocationsWithout(stock, [...ask.expired, ...reservations], documents)
  const consumed: Record<string, string> = {}

  /** What is reserved for a line beyond what it has, by reservation. */
  const beyond = ({ document }: Backorder, amount: string) => {
    const reserved = liveForLine(stock, document, ask)
    const amounts = exceeding(
      amount,
      reserved.map(({ open }) => open),
    )
    return reserved.map((of, i) => ({ of, amount: amounts[i] as string }))
  }

  function book(backorder: Backorder, given: readonly DatedAmount[], sign: (amount: string) => string): void {
    for (const { date, amount } of given) take(line, date, sign(amount))
    // What is reserved beyond it counts from today on, so that a line that is given less never holds more.
    const reserved = beyond(backorder, total(given))
    take(line, today, sign(total(reserved)))
    const { pool: own } = backorder.line
    if (own !== undefined)
      for (const { date, amount } of given) addTo(consumed, consumptionKey(own, date), sign(amount))
    for (const { of, amount } of reserved)
      if (of.pool !== undefined) addTo(consumed, consumptionKey(of.pool, consumedOn(of)), sign(amount))
  }

  return {
    for(backorder) {
      const { pool } = backorder.line
      const free = { ...line, demand: [...line.demand] }
      // However much it is given, what is reserved beyond all that it wants stays set aside.
      take(free, today, total(beyond(backorder, wantedOf(backorder))))
      return { ...free, share: pools && shareOf(withConsumption(pools, consumed), line.today, pool) }
    },
    give: (backorder, given) => book(backorder, given, same),
    takeBack: (backorder, given) => book(backorder, given, negate),
  }
}

/** What is still open of what it was promised, by day; past days are today's, as that is when it can be had. */
export function holds({ line }: Backorder, today: string): DatedAmount[] {
  const days = new Map<string, string>()
  for (const { date, amount } of openOf(line)) {
    const on = date < today ? today : date
    days.set(on, add(days.get(on) ?? '0', amount))
  }
  return [...days].map(([date, amount]) => ({ date, amount }))
}

/** What is still to be issued of what was asked for. */
export const wantedOf = ({ line }: Backorder): string =>
  max('0', subtract(line.promised?.amount ?? '0', line.fulfilled))

const total = (all: readonly { readonly amount: string }[]): string => sum(all.map(({ amount }) => amount))
const same = (amount: string) => amount
