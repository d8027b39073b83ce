import {
  type BackorderFilter,
  type BackorderSelection,
  type BackorderSort,
  compare,
  type DocumentRef,
  isPositive,
  poolsAbove,
  poolText,
  type RedistributedLine,
  SELECTED_LINES,
  subtract,
  sum,
} from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import type { Ask } from './ask.ts'
import { type Backorder, wantedOf } from './backorder-supply.ts'
import { openOf } from './ledger.ts'
import type { Line, StockItem } from './state.ts'

/** A line that takes part in a run, and how. */
export type Selected = Pick<RedistributedLine, 'document' | 'class' | 'segment'>

interface Candidate extends Backorder {
  readonly line: Line & { readonly promised: NonNullable<Line['promised']> }
  readonly wanted: string
  readonly short: string
  /** The last day on which something is promised and open. */
  readonly until: string | undefined
}

const USUAL: BackorderSort[] = [{ by: 'priority' }, { by: 'requiredDate' }, { by: 'askedAt' }]

/** The lines that rules select of those that are promised and not all issued, in the order of their turns. */
export function selectedBy(
  stock: StockItem,
  { segments, rest, order = USUAL }: BackorderSelection,
  { item: { item } }: Ask,
): Selected[] | Rejection {
  const left = new Set(candidates(stock))
  const selected: Selected[] = []
  const all: BackorderSelection['segments'] = rest ? [...segments, { class: rest, where: {} }] : segments
  for (const { name, where, class: of, order: own = order } of all) {
    const fitting = [...left].filter((each) => fits(each, where)).sort(byTurn(own))
    for (const each of fitting) {
      left.delete(each)
      selected.push({ document: each.document, class: of, ...(name === undefined ? {} : { segment: name }) })
    }
  }
  if (selected.length <= SELECTED_LINES) return selected
  return reject(
    'too-many-lines',
    `${selected.length} lines of ${item} are selected, and a run takes at most ${SELECTED_LINES} of an item: narrow its segments.`,
    { item, lines: selected.length, max: SELECTED_LINES },
  )
}

function candidates({ demand }: StockItem): Candidate[] {
  const found: Candidate[] = []
  for (const [key, { lines }] of Object.entries(demand.documents.entries)) {
    for (const [id, line] of Object.entries(lines)) {
      if (line.cancelled || !line.promised) continue
      const document = refOf(key, id)
      const wanted = wantedOf({ document, line })
      if (!isPositive(wanted)) continue
      const open = openOf(line)
      const short = subtract(wanted, sum(open.map(({ amount }) => amount)))
      found.push({ document, line: line as Candidate['line'], wanted, short, until: open.at(-1)?.date })
    }
  }
  return found
}

/** The inverse of `documentKey`: a type has no space. */
function refOf(key: string, line: string): DocumentRef {
  const at = key.indexOf(' ')
  const document = { type: key.slice(0, at) as DocumentRef['type'], id: key.slice(at + 1) }
  return line === '' ? document : { ...document, line }
}

const isOneOf = <Value>(values: readonly Value[] | undefined, value: Value | undefined): boolean =>
  values === undefined || (value !== undefined && values.includes(value))
const isBetween = (day: string | undefined, from: string | undefined, until: string | undefined): boolean =>
  (from === undefined && until === undefined) ||
  (day !== undefined && (from ?? '') <= day && day <= (until ?? '~'))

function fits({ document, line, short, until }: Candidate, where: BackorderFilter): boolean {
  const { promised, customer, pool, schedule } = line
  const isWithin = where.pool === undefined || poolsAbove(pool ?? '').includes(poolText(where.pool))
  const isLate = schedule.some(({ date }) => date > promised.date) && (until ?? '') > promised.date
  return (
    isOneOf(where.customers, customer) &&
    isOneOf(where.priorities, promised.priority) &&
    (where.documents === undefined || where.documents.some((ref) => covers(ref, document))) &&
    isWithin &&
    isBetween(promised.date, where.requiredFrom, where.requiredUntil) &&
    isBetween(until, where.promisedFrom, where.promisedUntil) &&
    (where.short === undefined || where.short === isPositive(short)) &&
    (where.late === undefined || where.late === isLate)
  )
}

const covers = (ref: DocumentRef, { type, id, line }: DocumentRef): boolean =>
  ref.type === type && ref.id === id && (ref.line === undefined || ref.line === line)

type Compare = (a: Candidate, b: Candidate) => number
const byText =
  (of: (each: Candidate) => string): Compare =>
  (a, b) =>
    of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0

const comparisons: { readonly [By in BackorderSort['by']]: Compare } = {
  priority: (a, b) => (a.line.promised.priority ?? 100) - (b.line.promised.priority ?? 100),
  requiredDate: byText(({ line }) => line.promised.date),
  promisedDate: byText(({ until }) => until ?? '~'),
  askedAt: byText(({ line }) => line.reportedAt ?? ''),
  quantity: (a, b) => compare(a.wanted, b.wanted),
  short: (a, b) => compare(a.short, b.short),
}
/** Where nothing else tells them apart, so that a run is the same every time. */
const byName = byText(({ document: { id, line = '' } }) => `${id}\n${line}`)

const byTurn =
  (order: readonly BackorderSort[]): Compare =>
  (a, b) => {
    for (const { by, descending } of order) {
      const which = comparisons[by](a, b)
      if (which !== 0) return descending ? -which : which
    }
    return byName(a, b)
  }
