import {
  add,
  atpOn,
  compare,
  type DatedAmount,
  type DocumentRef,
  dayOf,
  earliestDate,
  isPositive,
  max,
  min,
  negate,
  type PromisePolicy,
  partOn,
  poolText,
  spread,
  subtract,
  sum,
  type Timeline,
  take,
} from '@takt/contracts'
import { isRejection, type Rejection, reject } from '@takt/decider'
import { allocationExceeded } from './allocation-exceeded.ts'
import type { Ask, Measured } from './ask.ts'
import { checkDay, shortage, timelineOf, told } from './availability.ts'
import { lineOf, openOf } from './ledger.ts'
import { reservedBeyond } from './reserved-beyond.ts'
import { reservedForLine } from './reserved-sums.ts'
import type { StockItem } from './state.ts'

type PoolPath = readonly string[]

/** A line that asks for a promise. */
export interface Wanted extends Measured {
  readonly line: string
  readonly date: string
  readonly policy: PromisePolicy
  readonly priority?: number | undefined
  readonly document: DocumentRef
}

/** A line with what it is given, by day, and what is short of it. */
export interface Given extends Wanted {
  readonly promised: DatedAmount[]
  readonly short: string
}

/** The timeline as if nothing had been promised or ordered for these lines, or reserved within what they ask for. */
export function freeOf(stock: StockItem, wanted: readonly Wanted[], ask: Ask, asked?: PoolPath): Timeline {
  const pool = asked && poolText(asked)
  const documents = wanted.map(({ document }) => document)
  const reservations = documents.flatMap((document) => reservedForLine(stock, document))
  const demand = documents.flatMap((document) => {
    const line = lineOf(stock.demand, document)
    const kind = { type: document.type, confirmed: line?.confirmed !== false }
    return openOf(line).map(({ date, amount }) => ({ date, amount: negate(amount), ...kind }))
  })
  const made = wanted.flatMap((each) => reservedBeyond(stock, each.document, openOfWanted(stock, each), ask))
  const without = { reservations, made, demand, documents, pool }
  return timelineOf(stock, ask, without)
}

/**
 * What a line is given, and takes it from the timeline; a rejection where its policy gives nothing. A line in part may
 * be given nothing.
 */
export function allot(stock: StockItem, line: Timeline, wanted: Wanted, ask: Ask): Given | Rejection {
  const { date, quantity, document, policy } = wanted
  const tooFar = checkDay(line, date, ask)
  if (tooFar) return tooFar
  const fulfilled = lineOf(stock.demand, document)?.fulfilled ?? '0'
  const open = openOfWanted(stock, wanted)
  const given = daysOf(line, open, date, policy, ask)
  if (isRejection(given)) return given
  return {
    ...wanted,
    promised: scheduleOf(date, min(fulfilled, quantity.amount), given),
    short: subtract(open, totalOf(given)),
  }
}

/** What of it is not issued yet. */
const openOfWanted = (stock: StockItem, { quantity, document }: Wanted): string =>
  max('0', subtract(quantity.amount, lineOf(stock.demand, document)?.fulfilled ?? '0'))

/** By day; takes it from the timeline. */
function daysOf(
  line: Timeline,
  amount: string,
  wished: string,
  policy: PromisePolicy,
  ask: Ask,
): DatedAmount[] | Rejection {
  const first = wished < dayOf(line.today) ? dayOf(line.today) : wished
  const { decimals } = ask.item
  if (policy === 'part') {
    const part = partOn(line, amount, first, decimals)
    take(line, first, part)
    return isPositive(part) ? [{ date: first, amount: part }] : []
  }
  if (policy === 'split') {
    const parts = spread(line, amount, first, decimals)
    if (compare(totalOf(parts), amount) >= 0) return parts
    for (const part of parts) take(line, part.date, negate(part.amount))
  } else {
    const date = policy === 'all' ? first : earliestDate(line, amount, first)
    if (date !== null && compare(atpOn(line, date) ?? '0', amount) >= 0) {
      take(line, date, amount)
      return isPositive(amount) ? [{ date, amount }] : []
    }
  }
  return notAvailable(line, amount, first, ask)
}

const totalOf = (parts: readonly DatedAmount[]): string => sum(parts.map((part) => part.amount))

export function notAvailable(
  line: Timeline,
  amount: string,
  date: string,
  ask: Ask,
  asked?: string,
): Rejection {
  const exceeded = allocationExceeded(line, amount, date, ask)
  if (exceeded) return exceeded
  const { item } = ask
  const short = shortage(line, amount, date, ask)
  const named = asked === undefined ? {} : { line: asked }
  return reject('not-available', told(short, ask), { item: item.item, ...named, unit: item.unit, ...short })
}

/** The line's days: what was issued for it already counts on the day wished for. */
export function scheduleOf(date: string, done: string, given: readonly DatedAmount[]): DatedAmount[] {
  const all = new Map(isPositive(done) ? [[date, done]] : [])
  for (const part of given) all.set(part.date, add(all.get(part.date) ?? '0', part.amount))
  return [...all].map(([day, amount]) => ({ date: day, amount }))
}
