import {
  add,
  type DatedAmount,
  type DocumentRef,
  isPositive,
  type LineState,
  min,
  negate,
  type ScheduledAmount,
  SupplyAcknowledged,
  subtract,
  sum,
} from '@takt/contracts'
import { type Decision, isRejection, reject } from '@takt/decider'
import { type Ask, measure } from './ask.ts'
import { lineOf, linesOf, stateOf } from './ledger.ts'
import type { Acknowledgement, StockItemEvent, Supply } from './messages.ts'
import type { Line, StockItem } from './state.ts'

const NONE: readonly StockItemEvent[] = []

/** What a supplier confirmed is what counts of a line from now on; what was ordered is kept beside it. */
export function acknowledge(stock: StockItem, data: Acknowledgement, ask: Ask): Decision<StockItemEvent> {
  const { item, document, reference } = data
  const measured = data.confirmed.map(({ date, quantity }) => ({ date, measured: measure(quantity, ask) }))
  const confirmed: DatedAmount[] = []
  for (const { date, measured: each } of measured) {
    if (isRejection(each)) return each
    confirmed.push({ date, amount: each.quantity.amount })
  }
  const answer = byDay(confirmed)
  const before = linesAsked(stock, document)
  if (ask.refusable && before.every(({ line }) => line?.requested === undefined && !line?.schedule.length))
    return unknown(data)
  const parts = split(before, answer).filter(({ line, schedule }) => isNews(line, schedule, reference, ask))
  if (parts.length === 0) return NONE
  const lines = parts.map(({ document: each, line, schedule }) =>
    stateOf('supply', each, line, {
      ...(line ?? { fulfilled: '0' }),
      ...askedOf(line),
      schedule,
      confirmed: true,
      acknowledged: { at: ask.occurredAt },
    }),
  )
  const isOtherUnit = data.confirmed.some(({ quantity }) => quantity.unit !== ask.item.unit)
  return [
    SupplyAcknowledged.create({
      item,
      document,
      confirmed: answer,
      unit: ask.item.unit,
      ...(isOtherUnit ? { reported: data.confirmed } : {}),
      ...(reference === undefined ? {} : { reference }),
      reportedAt: ask.occurredAt,
      lines,
    }),
  ]
}

/** What a line comes to by what an event says of its acknowledgement, in place. */
export function answered(line: Line, state: LineState, at: string, reference: string | undefined): void {
  line.schedule = state.open.flatMap(({ date, of: amount }) => (isPositive(amount) ? [{ date, amount }] : []))
  line.confirmed = true
  line.acknowledged = { at, ...(reference === undefined ? {} : { reference }) }
  if (state.requested) line.requested = state.requested
}

/**
 * What is left of a supplier's answer when the order changes: undefined where nothing. Another day asks the supplier
 * anew; less takes from the latest days; more leaves the answer as it is, and the rest open for an answer. An order
 * that takes over what was confirmed changes nothing.
 */
export function stillAnswered(
  line: Line | undefined,
  { date, confirmed }: Pick<Supply, 'date' | 'confirmed'>,
  amount: string,
): ScheduledAmount[] | undefined {
  if (!line?.acknowledged || confirmed === true || !isPositive(amount)) return undefined
  const { schedule, requested } = line
  const answer = schedule.filter((part) => !part.unconfirmed)
  if (!requested) return answer
  const isTaken = answer.at(-1)?.date === date && sum(answer.map((part) => part.amount)) === amount
  if (isTaken) return answer
  if (requested.date !== date) return undefined
  const more = subtract(amount, requested.amount)
  if (isPositive(more)) return [...schedule, { date, amount: more, unconfirmed: true as const }].sort(earlier)
  return upTo(schedule, amount)
}

/** The order is as it was when its supplier answered. */
export const isAsAsked = (line: Line, { date }: Pick<Supply, 'date'>, amount: string): boolean =>
  line.acknowledged !== undefined && line.requested?.date === date && line.requested.amount === amount

interface Asked {
  readonly document: DocumentRef
  readonly line: Line | undefined
}

/** The line that is answered; all lines of the document, earliest first, where none is named. */
function linesAsked(stock: StockItem, document: DocumentRef): Asked[] {
  const { type, id } = document
  const named = Object.entries(linesOf(stock.supply, document)).filter(([line]) => line !== '')
  if (document.line !== undefined || named.length === 0)
    return [{ document, line: lineOf(stock.supply, document) }]
  const dateOf = (line: Line) => line.requested?.date ?? line.schedule[0]?.date ?? '~'
  return named
    .sort(([, a], [, b]) => (dateOf(a) < dateOf(b) ? -1 : 1))
    .map(([line, each]) => ({ document: { type, id, line }, line: each }))
}

/** Gives each line of the answer what it asked for, the earliest first, and the last one all that is left. */
function split(lines: readonly Asked[], answer: readonly DatedAmount[]) {
  let left = [...answer]
  return lines.map((asked, i) => {
    const wanted = wantedOf(asked.line)
    const schedule = i === lines.length - 1 ? left : upTo(left, wanted)
    left = without(left, schedule)
    return { ...asked, schedule }
  })
}

const wantedOf = (line: Line | undefined): string =>
  line?.requested?.amount ?? sum((line?.schedule ?? []).map(({ amount }) => amount))

/** What was ordered, from the line as it was before its supplier answered the first time. */
function askedOf(line: Line | undefined): Pick<Line, 'requested'> {
  const asked = line?.requested ?? (line?.acknowledged ? undefined : line?.schedule[0])
  return asked ? { requested: { date: asked.date, amount: asked.amount } } : {}
}

/** An answer to what was ordered before the last change, or older than the last answer, says nothing new. */
function isNews(
  line: Line | undefined,
  schedule: readonly DatedAmount[],
  reference: string | undefined,
  { occurredAt }: Ask,
): boolean {
  if (!line) return true
  if ((line.reportedAt ?? '') > occurredAt || (line.acknowledged?.at ?? '') > occurredAt) return false
  const isSame =
    line.acknowledged !== undefined &&
    line.acknowledged.reference === reference &&
    JSON.stringify(line.schedule) === JSON.stringify(schedule)
  return !isSame
}

function byDay(parts: readonly DatedAmount[]): DatedAmount[] {
  const days = new Map<string, string>()
  for (const { date, amount } of parts) days.set(date, add(days.get(date) ?? '0', amount))
  return [...days]
    .filter(([, amount]) => isPositive(amount))
    .map(([date, amount]) => ({ date, amount }))
    .sort(earlier)
}

const earlier = (a: ScheduledAmount, b: ScheduledAmount): number => {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1
  return Number(a.unconfirmed ?? false) - Number(b.unconfirmed ?? false)
}

/** The first of a schedule up to an amount. */
function upTo<Part extends ScheduledAmount>(schedule: readonly Part[], amount: string): Part[] {
  let left = amount
  const kept: Part[] = []
  for (const part of schedule) {
    const taken = min(left, part.amount)
    if (!isPositive(taken)) break
    kept.push({ ...part, amount: taken })
    left = subtract(left, taken)
  }
  return kept
}

const without = (schedule: readonly DatedAmount[], taken: readonly DatedAmount[]): DatedAmount[] =>
  byDay([...schedule, ...taken.map(({ date, amount }) => ({ date, amount: negate(amount) }))])

const unknown = ({ item, document }: Acknowledgement) =>
  reject(
    'unknown-supply',
    `${item} has no supply of ${document.type} ${document.id}${document.line === undefined ? '' : ` line ${document.line}`} to acknowledge.`,
    { item, document },
  )
