import {
  add,
  compare,
  type DatedLine,
  type DocumentRef,
  type DocumentType,
  isPositive,
  isZero,
  type LineKind,
  type LineState,
  max,
  min,
  negate,
  poolPath,
  remembering,
  type ScheduledAmount,
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
/** Something that was promised once is still wanted: a run may promise it again. */
const isWaiting = ({ lines }: { lines: Record<string, Line> }) =>
  Object.values(lines).some(
    ({ promised, fulfilled, cancelled }) => promised && !cancelled && compare(fulfilled, promised.amount) < 0,
  )

/** A document's lines; a document without lines has one called ''. */
export const linesOf = (ledger: Ledger, document: DocumentRef): Readonly<Record<string, Line>> =>
  own(ledger.documents.entries, documentKey(document))?.lines ?? {}

export const lineOf = (ledger: Ledger, document: DocumentRef): Line | undefined =>
  own(linesOf(ledger, document), document.line ?? '')

/** The documents of lines, as they would be named. */
export const documentsOf = (ledger: Ledger, isWanted: (line: Line) => boolean): DocumentRef[] =>
  Object.entries(ledger.documents.entries).flatMap(([key, { lines }]) => {
    const at = key.indexOf(' ')
    const whole = { type: key.slice(0, at) as DocumentType, id: key.slice(at + 1) }
    return Object.keys(lines)
      .filter((id) => isWanted(lines[id] as Line))
      .map((id) => named(whole, id))
  })

/** A line as it was ordered: all on one day. */
export const plainSchedule = (date: string, amount: string, confirmed?: boolean): ScheduledAmount[] =>
  isPositive(amount) ? [{ date, amount, ...(confirmed === false ? { unconfirmed: true as const } : {}) }] : []

/** What is still open of a line, by day: what was fulfilled is taken from its earliest days. */
export function openOf(line: Line | undefined): ScheduledAmount[] {
  if (!line || line.cancelled) return []
  let fulfilled = line.fulfilled
  const open: ScheduledAmount[] = []
  for (const { date, amount, unconfirmed } of line.schedule) {
    const met = min(amount, fulfilled)
    fulfilled = subtract(fulfilled, met)
    if (compare(met, amount) < 0)
      open.push({ date, amount: subtract(amount, met), ...(unconfirmed ? { unconfirmed } : {}) })
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
  const day = (date: string) => days.get(date) ?? { date, amount: '0', of: '0' }
  for (const { date } of before?.schedule ?? []) days.set(date, day(date))
  for (const { date, amount } of after.schedule)
    days.set(date, { ...day(date), of: add(day(date).of, amount) })
  for (const { date, amount, unconfirmed } of openOf(after)) {
    const { amount: other, ...rest } = day(date)
    const partly =
      kind === 'supply' && unconfirmed && after.confirmed !== false ? { unconfirmed: amount } : {}
    days.set(date, { ...rest, amount: add(other, amount), ...partly })
  }
  const over = overOf(after)
  const attempt = (after.promised ?? before?.promised)?.attempt
  return {
    kind,
    document,
    fulfilled: after.fulfilled,
    confirmed: kind === 'supply' ? (after.confirmed ?? true) : after.promised !== undefined,
    ...(after.customer === undefined ? {} : { customer: after.customer }),
    ...(attempt === undefined ? {} : { attempt }),
    ...(after.pool === undefined ? {} : { pool: poolPath(after.pool) }),
    ...(after.requested ? { requested: after.requested } : {}),
    ...(isPositive(over) ? { over } : {}),
    ...(after.validUntil === undefined ? {} : { validUntil: after.validUntil }),
    ...(after.cancelled ? { cancelled: true } : {}),
    open: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
  }
}

/** What was received or issued beyond the whole line; nothing before the line is known. */
function overOf({ schedule, requested, fulfilled, reportedAt }: Line): string {
  if (reportedAt === undefined && schedule.length === 0) return '0'
  const scheduled = sum(schedule.map(({ amount }) => amount))
  return max('0', subtract(fulfilled, max(scheduled, requested?.amount ?? '0')))
}

/** Changes a line (made where there is none) and keeps the sums by day, in place. */
export function changeLine(ledger: Ledger, document: DocumentRef, change: (line: Line) => void): void {
  const { lines } = entryOf(ledger.documents, documentKey(document), noLines, isOver, isWaiting)
  const id = document.line ?? ''
  let line = own(lines, id)
  count(ledger, document.type, line, negate)
  if (!line) {
    line = { schedule: [], fulfilled: '0' }
    lines[id] = line
  }
  change(line)
  count(ledger, document.type, line, (amount) => amount)
  if (isNothing(line)) delete lines[id]
}

/** Nobody said anything of it, and what was fulfilled of it was taken back: it is as if it had never been. */
const isNothing = ({ schedule, fulfilled, ...said }: Line): boolean =>
  schedule.length === 0 && isZero(fulfilled) && Object.values(said).every((value) => value === undefined)

function count(
  ledger: Ledger,
  type: DocumentType,
  line: Line | undefined,
  sign: (amount: string) => string,
): void {
  for (const { date, amount, unconfirmed } of openOf(line)) {
    addTo(
      ledger.on,
      sumKey({ date, type, confirmed: !unconfirmed, validUntil: line?.validUntil }),
      sign(amount),
    )
    if (type !== 'quote') ledger.open = add(ledger.open, sign(amount))
  }
}

/** The key of a sum over lines that count, or do not, together. */
export const sumKey = ({ date, type, confirmed, validUntil }: Omit<DatedLine, 'amount'>): string =>
  `${date}|${type}|${confirmed ? '' : 'u'}|${validUntil ?? ''}`

/** The inverse of {@link sumKey}, without the day. */
export const kindOf = ([type, unconfirmed, validUntil]: readonly string[]): LineKind => ({
  type: type as DocumentType,
  confirmed: unconfirmed === '',
  validUntil: validUntil || undefined,
})

/** What is open, in sums by day and by all that decides whether it counts. */
export function openSums({ on }: Pick<Ledger, 'on'>): DatedLine[] {
  const sums: DatedLine[] = []
  for (const key in on) {
    const { date, type, confirmed, validUntil } = readSumKey(key)
    sums.push({ date, amount: on[key] as string, type, confirmed, validUntil })
  }
  return sums
}

/** The inverse of {@link sumKey}. The same keys are read for every promise of an item. */
const readSumKey = remembering((key: string) => {
  const [date = '', ...kind] = key.split('|')
  return { date, ...kindOf(kind) }
})

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
