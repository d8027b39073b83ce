import {
  add,
  atpOn,
  compare,
  type DataOf,
  type DatedAmount,
  type DocumentRef,
  dayOf,
  earliestDate,
  isPositive,
  max,
  min,
  negate,
  type PromisePolicy,
  type PromiseStock,
  partOn,
  poolText,
  StockPromised,
  spread,
  subtract,
  sum,
  type Timeline,
  take,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { allocationExceeded } from './allocation-exceeded.ts'
import { type Ask, type Measured, measure, roundsToZero } from './ask.ts'
import { checkDay, shortage, timelineOf, told } from './availability.ts'
import { lineOf, openOf, stateOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { reservedForLine } from './reserved.ts'
import type { StockItem } from './state.ts'
import { isItemHeld } from './stock.ts'
import { heldLot } from './stock-checks.ts'

type Promise = DataOf<typeof PromiseStock>
type Wanted = Measured & { line: string; date: string; document: DocumentRef }
type Decided = Wanted & { promised: DatedAmount[]; short: string }

/**
 * Decides lines in their order against what the ones before leave, by look-ahead ATP: no promise breaks a later order
 * or an earlier promise. What the same lines were promised before counts as free, and is replaced.
 */
export function promise(stock: StockItem, data: Promise, ask: Ask): Decision<StockItemEvent> {
  const wanted: Wanted[] = []
  for (const { line, quantity, date } of data.lines) {
    const measured = measure(quantity, ask)
    if (isRejection(measured)) return measured
    const refusal = roundsToZero(measured, ask)
    if (refusal) return refusal
    wanted.push({ line, date, ...measured, document: { type: 'salesOrder', id: data.promise, line } })
  }
  if (wanted.every((each) => isPromised(stock, each, data))) return []
  if (isItemHeld(stock)) return heldLot(stock, '', ask) as Rejection
  const line = freeOf(stock, wanted, ask, data.pool)
  const lines: Decided[] = []
  for (const each of wanted) {
    const tooFar = checkDay(line, each.date, ask)
    if (tooFar) return tooFar
    const fulfilled = lineOf(stock.demand, each.document)?.fulfilled ?? '0'
    const open = max('0', subtract(each.quantity.amount, fulfilled))
    const given = allot(line, open, each.date, data.policy, ask)
    if (isRejection(given)) return { ...given, details: { line: each.line, ...given.details } }
    const short = subtract(open, totalOf(given))
    lines.push({
      ...each,
      promised: scheduleOf(each.date, min(fulfilled, each.quantity.amount), given),
      short,
    })
  }
  const [first] = lines
  if (first && lines.every(({ promised }) => promised.length === 0))
    return notAvailable(line, first.quantity.amount, first.date, ask, first.line)
  return [promised(stock, data, lines, ask)]
}

function promised(stock: StockItem, data: Promise, lines: readonly Decided[], ask: Ask): StockItemEvent {
  const { promise: id, item, policy, customer, pool } = data
  return StockPromised.create({
    promise: id,
    item,
    policy,
    ...(customer === undefined ? {} : { customer }),
    ...(pool ? { pool } : {}),
    unit: ask.item.unit,
    lines: lines.map(({ line, date, quantity, reported, promised: days, short }) => ({
      line,
      requested: { date, amount: quantity.amount },
      ...(reported ? { reported } : {}),
      promised: days,
      short,
    })),
    reportedAt: ask.occurredAt,
    demand: lines.map(({ document, date, quantity, promised: schedule }) => {
      const before = lineOf(stock.demand, document)
      return stateOf('demand', document, before, {
        schedule,
        fulfilled: before?.fulfilled ?? '0',
        promised: { date, amount: quantity.amount, policy },
        ...customerOf(customer ?? before?.customer),
        ...(pool ? { pool: poolText(pool) } : {}),
      })
    }),
  })
}

const customerOf = (customer: string | undefined) => (customer === undefined ? {} : { customer })

/** The timeline as if nothing had been promised, ordered or reserved for these lines. */
function freeOf(stock: StockItem, wanted: readonly Wanted[], ask: Ask, asked: Promise['pool']): Timeline {
  const documents = wanted.map(({ document }) => document)
  const pool = asked && poolText(asked)
  const reservations = documents.flatMap((document) => reservedForLine(stock, document))
  const demand = documents
    .flatMap((document) => openOf(lineOf(stock.demand, document)))
    .map(({ date, amount }) => ({ date, amount: negate(amount) }))
  const near = timelineOf(stock, ask, { reservations, demand, documents, pool })
  const isNear = wanted.every(({ date }) => atpOn(near, date) !== null)
  return isNear ? near : timelineOf(stock, ask, { reservations, demand, documents, pool }, true)
}

/** What of an amount is promised, by day, and takes it from the timeline; a rejection where the policy gives nothing. */
function allot(
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

function notAvailable(line: Timeline, amount: string, date: string, ask: Ask, asked?: string): Rejection {
  const exceeded = allocationExceeded(line, amount, date, ask)
  if (exceeded) return exceeded
  const { item } = ask
  const short = shortage(line, amount, date, ask)
  const named = asked === undefined ? {} : { line: asked }
  return reject('not-available', told(short, ask), { item: item.item, ...named, unit: item.unit, ...short })
}

/** The line's days: what was issued for it already counts on the day wished for. */
function scheduleOf(date: string, done: string, given: readonly DatedAmount[]): DatedAmount[] {
  const all = new Map(isPositive(done) ? [[date, done]] : [])
  for (const part of given) all.set(part.date, add(all.get(part.date) ?? '0', part.amount))
  return [...all].map(([day, amount]) => ({ date: day, amount }))
}

/** The very same was asked and promised before. */
function isPromised(
  stock: StockItem,
  { document, date, quantity }: Wanted,
  { policy, pool }: Promise,
): boolean {
  const line = lineOf(stock.demand, document)
  const before = line?.cancelled ? undefined : line?.promised
  if (line?.pool !== (pool && poolText(pool))) return false
  return before?.date === date && before.amount === quantity.amount && before.policy === policy
}
