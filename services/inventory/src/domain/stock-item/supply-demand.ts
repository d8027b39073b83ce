import {
  add,
  DemandCancelled,
  DemandScheduled,
  type DocumentRef,
  isPositive,
  type LineState,
  poolText,
  SupplyCancelled,
  SupplyScheduled,
  subtract,
  utc,
} from '@takt/contracts'
import { type Decision, isRejection, reject } from '@takt/decider'
import { isAsAsked, stillAnswered } from './acknowledgements.ts'
import { type Ask, type Measured, measure } from './ask.ts'
import { own } from './bounded.ts'
import { earlyFor, lineOf, linesOf, openOf, plainSchedule, stateOf } from './ledger.ts'
import type { Demand, LineCancellation, StockItemEvent, Supply } from './messages.ts'
import type { Ledger, Line, StockItem } from './state.ts'

const NONE: readonly StockItemEvent[] = []
/** Flows schedule and cancel these, and a cancellation may overtake its schedule. */
const SCHEDULED_BY_FLOWS: ReadonlySet<DocumentRef['type']> = new Set(['workOrder', 'transferOrder'])

export function scheduleSupply(stock: StockItem, data: Supply, ask: Ask): Decision<StockItemEvent> {
  const decided = schedule(stock.supply, 'supply', data, ask)
  if (!decided || isRejection(decided)) return decided ?? NONE
  const { item, document, date } = data
  const { confirmed, schedule: answer, ...rest } = decided
  const said = {
    ...(confirmed === undefined ? {} : { confirmed }),
    ...(answer === undefined ? {} : { schedule: answer }),
  }
  return [SupplyScheduled.create({ item, document, ...rest, date, ...said })]
}

export function scheduleDemand(stock: StockItem, data: Demand, ask: Ask): Decision<StockItemEvent> {
  const decided = schedule(stock.demand, 'demand', data, ask)
  if (!decided || isRejection(decided)) return decided ?? NONE
  const { item, document, date, customer, pool, validUntil } = data
  const said = {
    ...(customer === undefined ? {} : { customer }),
    ...(pool ? { pool } : {}),
    ...(validUntil === undefined ? {} : { validUntil: utc(validUntil) }),
  }
  const { confirmed: _, schedule: __, ...rest } = decided
  return [DemandScheduled.create({ item, document, ...rest, date, ...said })]
}

export const cancelSupply = (stock: StockItem, data: LineCancellation, ask: Ask): Decision<StockItemEvent> =>
  cancel(stock.supply, 'supply', data, ask)

export const cancelDemand = (stock: StockItem, data: LineCancellation, ask: Ask): Decision<StockItemEvent> =>
  cancel(stock.demand, 'demand', data, ask)

/** Undefined where it is so already, or where something newer was said before. */
function schedule(ledger: Ledger, kind: LineState['kind'], data: Supply & Demand, ask: Ask) {
  const { document, date, customer, pool, validUntil } = data
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const before = lineOf(ledger, document)
  if (isStale(ledger, document, ask) || (before && isSame(before, data, measured))) return undefined
  const { amount } = measured.quantity
  const fulfilled = before?.fulfilled ?? '0'
  const early = isPositive(subtract(amount, fulfilled))
    ? earlyFor(ledger, document, subtract(amount, fulfilled))
    : '0'
  const answer = stillAnswered(before, data, amount)
  // Where its supplier's answer is void, the line waits for another one.
  const confirmed = answer ? true : (data.confirmed ?? (before?.acknowledged ? false : undefined))
  const after: Line = {
    schedule: answer ?? plainSchedule(date, amount, confirmed),
    fulfilled: add(fulfilled, early),
    reportedAt: ask.occurredAt,
    ...(answer ? { requested: { date, amount } } : {}),
    ...(confirmed === undefined ? {} : { confirmed }),
    ...(customer === undefined ? {} : { customer }),
    ...(pool ? { pool: poolText(pool) } : {}),
    ...(validUntil === undefined ? {} : { validUntil: utc(validUntil) }),
  }
  const lines = [stateOf(kind, document, before, after)]
  if (isPositive(early)) lines.push(tookEarly(ledger, kind, document, early))
  const schedule = answer ? { schedule: answer } : {}
  return { ...measured, ...schedule, confirmed, reportedAt: ask.occurredAt, lines }
}

/** The document's own account of what came before its lines were known gives to a line. */
export function tookEarly(ledger: Ledger, kind: LineState['kind'], { type, id }: DocumentRef, early: string) {
  const whole = lineOf(ledger, { type, id })
  // All else of it stands as it was: a cancelled one stays so.
  const after = { schedule: [], ...whole, fulfilled: subtract(whole?.fulfilled ?? '0', early) }
  return stateOf(kind, { type, id }, whole, after)
}

function isSame(line: Line, data: Supply & Demand, { quantity }: Measured): boolean {
  const { date, confirmed, customer, pool, validUntil } = data
  if (line.reportedAt === undefined || line.cancelled) return false
  if (line.acknowledged) return confirmed !== true && isAsAsked(line, data, quantity.amount)
  if (line.validUntil !== (validUntil && utc(validUntil))) return false
  const asked = line.promised ?? line.schedule[0]
  const isOne = line.promised !== undefined || line.schedule.length <= 1
  const said = line.promised !== undefined || (line.confirmed === confirmed && line.customer === customer)
  const isSamePool = line.pool === (pool && poolText(pool))
  return (
    isOne &&
    isSamePool &&
    said &&
    (asked?.amount ?? '0') === quantity.amount &&
    (asked === undefined || asked.date === date)
  )
}

/** Somebody said something newer of the line before; at the same moment a cancellation has the last word. */
function isStale(ledger: Ledger, document: DocumentRef, { occurredAt }: Ask): boolean {
  const lines = linesOf(ledger, document)
  const line = own(lines, document.line ?? '')
  const whole = own(lines, '')
  if (line?.reportedAt !== undefined && line.reportedAt > occurredAt) return true
  return [line, whole].some((each) => each?.cancelled && (each.reportedAt ?? '') >= occurredAt)
}

function cancel(
  ledger: Ledger,
  kind: LineState['kind'],
  data: LineCancellation,
  ask: Ask,
): Decision<StockItemEvent> {
  const { item, document, reason } = data
  const known = linesOf(ledger, document)
  const line = own(known, document.line ?? '')
  const named = document.line === undefined ? Object.keys(known).filter((id) => id !== '') : []
  const isKnown = line?.reportedAt !== undefined || named.length > 0
  if (!isKnown && ask.refusable && !SCHEDULED_BY_FLOWS.has(document.type)) return unknownLine(kind, data)
  const isNewer = (each: Line | undefined) => (each?.reportedAt ?? '') <= ask.occurredAt
  const affected = [
    ...named.map((id) => ({ ...document, line: id })),
    ...(isKnown && line === undefined ? [] : [document]),
  ].filter((each) => isNewer(lineOf(ledger, each)))
  const open = affected.filter((each) => openOf(lineOf(ledger, each)).length > 0)
  const overtakes = !isKnown && !line?.cancelled
  if (open.length === 0 && !overtakes) return NONE
  const lines = (overtakes ? affected : open).map((each) => {
    const before = lineOf(ledger, each)
    return stateOf(kind, each, before, {
      ...(before ?? { schedule: [], fulfilled: '0' }),
      cancelled: true,
    })
  })
  const said = reason === undefined ? {} : { reason }
  const event = { item, document, ...said, reportedAt: ask.occurredAt, lines }
  return [kind === 'supply' ? SupplyCancelled.create(event) : DemandCancelled.create(event)]
}

const unknownLine = (kind: LineState['kind'], { item, document }: LineCancellation) =>
  reject(
    `unknown-${kind}`,
    `${item} has no ${kind} of ${document.type} ${document.id}${document.line === undefined ? '' : ` line ${document.line}`}.`,
    { item, document },
  )
