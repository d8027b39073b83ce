import {
  add,
  compare,
  type DatedAmount,
  type DatedLine,
  type DocumentRef,
  type DocumentType,
  isPositive,
  type LineState,
  min,
  negate,
  poolPath,
  subtract,
  sum,
} from '@takt/contracts'
import { entryOf, own } from './bounded.ts'
import { addTo, type Ledger, type Line } from './state.ts'

export const documentKey = ({ type, id }: DocumentRef): string => `${type} ${id}`
export const lineKey = (document: DocumentRef): string => `${documentKey(document)} ${document.line ?? ''}`

const noLines = (): { lines: Record<string, Line> } => ({ lines: {} })
const isOver = ({ lines }: { lines: Record<string, Line> }) =>
  Object.values(lines).every((line) => openOf(line).length === 0)

/** A document's lines; a document without lines has one called ''. */
export const linesOf = (ledger: Ledger, document: DocumentRef): Readonly<Record<string, Line>> =>
  own(ledger.documents.entries, documentKey(document))?.lines ?? {}

export const lineOf = (ledger: Ledger, document: DocumentRef): Line | undefined =>
  own(linesOf(ledger, document), document.line ?? '')

/** What is still open of a line, by day: what was fulfilled is taken from its earliest days. */
export function openOf(line: Line | undefined): DatedAmount[] {
  if (!line || line.cancelled) return []
  let fulfilled = line.fulfilled
  const open: DatedAmount[] = []
  for (const { date, amount } of line.schedule) {
    const met = min(amount, fulfilled)
    fulfilled = subtract(fulfilled, met)
    if (compare(met, amount) < 0) open.push({ date, amount: subtract(amount, met) })
  }
  return open
}

export const openTotal = (line: Line | undefined): string => sum(openOf(line).map((o) => o.amount))

/** How an event states what a line comes to: every day of the line before and after. */
export function stateOf(
  kind: LineState['kind'],
  document: DocumentRef,
  before: Line | undefined,
  after: Line,
): LineState {
  const days = new Map<string, LineState['open'][number]>()
  for (const { date } of before?.schedule ?? []) days.set(date, { date, amount: '0', of: '0' })
  for (const { date, amount } of after.schedule) days.set(date, { date, amount: '0', of: amount })
  for (const { date, amount } of openOf(after))
    days.set(date, { date, amount, of: days.get(date)?.of ?? amount })
  return {
    kind,
    document,
    fulfilled: after.fulfilled,
    confirmed: kind === 'supply' ? (after.confirmed ?? true) : after.promised !== undefined,
    ...(after.customer === undefined ? {} : { customer: after.customer }),
    ...(after.pool === undefined ? {} : { pool: poolPath(after.pool) }),
    open: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
  }
}

/** Changes a line (made where there is none) and keeps the sums by day, in place. */
export function changeLine(ledger: Ledger, document: DocumentRef, change: (line: Line) => void): void {
  const { lines } = entryOf(ledger.documents, documentKey(document), noLines, isOver)
  const id = document.line ?? ''
  let line = own(lines, id)
  count(ledger, document, line, negate)
  if (!line) {
    line = { schedule: [], fulfilled: '0' }
    lines[id] = line
  }
  change(line)
  count(ledger, document, line, (amount) => amount)
}

function count(
  ledger: Ledger,
  { type }: DocumentRef,
  line: Line | undefined,
  sign: (amount: string) => string,
): void {
  const kind = line?.confirmed === false ? `${type}|?` : type
  for (const { date, amount } of openOf(line)) {
    addTo(ledger.on, `${date}|${kind}`, sign(amount))
    ledger.open = add(ledger.open, sign(amount))
  }
}

/** What is open, by day and kind of line. */
export function openSums(ledger: Ledger): DatedLine[] {
  return Object.entries(ledger.on).map(([key, amount]) => {
    const [date = '', type, unconfirmed] = key.split('|')
    return { date, amount, type: type as DocumentType, confirmed: unconfirmed === undefined }
  })
}

/**
 * What receiving or issuing an amount for a document does to its lines. With a line named, that line; else the open
 * ones, earliest day first. What is left is kept (`early`): the line it belongs to may be reported later.
 */
export function fulfil(
  ledger: Ledger,
  kind: LineState['kind'],
  document: DocumentRef,
  amount: string,
): LineState[] {
  if (document.line !== undefined) return [fulfilled(ledger, kind, document, amount)]
  const lines = Object.entries(linesOf(ledger, document))
    .map(([id, line]) => ({ id, open: openOf(line) }))
    .filter(({ open }) => open.length > 0)
    .sort((a, b) => ((a.open[0]?.date ?? '') < (b.open[0]?.date ?? '') ? -1 : 1))
  const states: LineState[] = []
  let left = amount
  for (const { id, open } of lines) {
    const met = min(left, sum(open.map((o) => o.amount)))
    if (!isPositive(met)) break
    states.push(fulfilled(ledger, kind, named(document, id), met))
    left = subtract(left, met)
  }
  if (!isPositive(left)) return states
  const whole = states.findIndex((state) => state.document.line === undefined)
  const early = add(
    left,
    whole < 0
      ? '0'
      : subtract((states[whole] as LineState).fulfilled, lineOf(ledger, document)?.fulfilled ?? '0'),
  )
  const state = fulfilled(ledger, kind, document, early)
  return whole < 0 ? [...states, state] : states.with(whole, state)
}

/**
 * What it does to a document's lines when an amount that was received or issued for it never was: the lines are open
 * again by as much, the latest day first, and never by more than was fulfilled.
 */
export function takeBack(
  ledger: Ledger,
  kind: LineState['kind'],
  document: DocumentRef,
  amount: string,
): LineState[] {
  const lines = Object.entries(linesOf(ledger, document))
    .filter(([id]) => document.line === undefined || document.line === id)
    .filter(([, line]) => isPositive(line.fulfilled))
    .sort(([, a], [, b]) => ((a.schedule.at(-1)?.date ?? '') < (b.schedule.at(-1)?.date ?? '') ? 1 : -1))
  const states: LineState[] = []
  let left = amount
  for (const [id, line] of lines) {
    const back = min(left, line.fulfilled)
    if (!isPositive(back)) break
    states.push(fulfilled(ledger, kind, named(document, id), negate(back)))
    left = subtract(left, back)
  }
  return states
}

/**
 * What it does to lines when a movement that changed what was fulfilled of them is undone. Where a line has less than
 * that by now (it gave to lines that were reported later), the document's other lines give, the latest day first.
 */
export function undoneLines(
  ledgers: Readonly<Record<LineState['kind'], Ledger>>,
  changes: readonly { kind: LineState['kind']; document: DocumentRef; amount: string }[],
): LineState[] {
  const after = new Map<string, { kind: LineState['kind']; document: DocumentRef; fulfilled: string }>()
  const give = (kind: LineState['kind'], document: DocumentRef, wanted: string): string => {
    const key = `${kind} ${lineKey(document)}`
    const now = after.get(key)?.fulfilled ?? lineOf(ledgers[kind], document)?.fulfilled ?? '0'
    const given = min(wanted, now)
    if (given !== '0') after.set(key, { kind, document, fulfilled: subtract(now, given) })
    return subtract(wanted, given)
  }
  for (const { kind, document, amount } of changes) {
    let left = give(kind, document, amount)
    if (!isPositive(left)) continue
    const others = Object.entries(linesOf(ledgers[kind], document)).sort(([, a], [, b]) =>
      (a.schedule.at(-1)?.date ?? '') < (b.schedule.at(-1)?.date ?? '') ? 1 : -1,
    )
    for (const [id] of others) left = isPositive(left) ? give(kind, named(document, id), left) : left
  }
  return [...after.values()].map(({ kind, document, fulfilled }) => {
    const line = lineOf(ledgers[kind], document)
    return stateOf(kind, document, line, { ...(line ?? { schedule: [] }), fulfilled })
  })
}

function fulfilled(
  ledger: Ledger,
  kind: LineState['kind'],
  document: DocumentRef,
  amount: string,
): LineState {
  const line = lineOf(ledger, document)
  const after = { ...(line ?? { schedule: [] }), fulfilled: add(line?.fulfilled ?? '0', amount) }
  return stateOf(kind, document, line, after)
}

const named = ({ type, id }: DocumentRef, line: string): DocumentRef =>
  line === '' ? { type, id } : { type, id, line }

/** The amount that was fulfilled for the document before this line of it was known, and that the line now takes. */
export function earlyFor(ledger: Ledger, document: DocumentRef, wanted: string): string {
  if (document.line === undefined) return '0'
  const whole = own(linesOf(ledger, document), '')
  return whole && whole.schedule.length === 0 ? min(whole.fulfilled, wanted) : '0'
}
