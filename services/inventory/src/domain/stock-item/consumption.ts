import {
  AllocationConsumptionChanged,
  AllocationExpired,
  add,
  type DocumentRef,
  GoodsIssued,
  isNegative,
  MovementReversed,
  min,
  negate,
  poolPath,
  poolsAbove,
  poolText,
  ReservationExpired,
  ReservationReleased,
  StockReserved,
  subtract,
  sum,
} from '@takt/contracts'
import { consumedIn } from './allocation-state.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { effectsOf, linesOfEvent } from './effects.ts'
import { lineKey, lineOf, openTotal } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { reservedForLine } from './reserved.ts'
import { addTo, type StockItem } from './state.ts'

/** Who consumes: a line of demand, or a reservation. */
interface Taker {
  readonly open: string
  readonly pool?: string | undefined
}
type Reserving = Taker & { readonly document?: DocumentRef | undefined }

/** What differs from the state: of lines by their key, of reservations by their id. Nobody is left with nothing. */
interface Changed {
  readonly lines: Map<string, Taker>
  readonly reservations: Map<string, Reserving>
  /** Reservations that are new, though one of the same id may be there. */
  readonly made: Set<string>
}

/** A line of demand with the reservations made for it, or one reservation made for none: they count once. */
type Group = { readonly document: DocumentRef } | { readonly reservation: string }

const unchanged = (): Changed => ({ lines: new Map(), reservations: new Map(), made: new Set() })
const NOBODY: Taker = { open: '0' }

/** What the events of a decision change of what pools have consumed, in one event; what moved stock was issued. */
export function consumption(stock: StockItem, events: readonly StockItemEvent[], ask: Ask): StockItemEvent[] {
  if (!isAnyNamed(stock, events)) return []
  const changed = unchanged()
  const open: Record<string, string> = {}
  const issued: Record<string, string> = {}
  for (const event of events) {
    const groups = groupsOf(stock, changed, event)
    if (groups.length === 0) continue
    const change = differenceIn(stock, changed, groups, () => apply(stock, changed, event))
    const isMovement = effectsOf(event).length > 0
    for (const [pool, amount] of Object.entries(change))
      for (const each of poolsAbove(pool)) {
        addTo(open, each, amount)
        if (isMovement) addTo(issued, each, negate(amount))
      }
  }
  const ended = new Set(events.filter(AllocationExpired.is).map((e) => poolText(e.data.pool)))
  const pools = [...new Set([...Object.keys(open), ...Object.keys(issued)])].sort()
  if (pools.length === 0) return []
  const { item, unit } = ask.item
  return [
    AllocationConsumptionChanged.create({
      item,
      unit,
      pools: pools.map((pool) => {
        const before = consumedIn(stock.allocations, pool)
        const isAllocated = own(stock.allocations.pools, pool) !== undefined && !ended.has(pool)
        return {
          pool: poolPath(pool),
          open: add(before.open, open[pool] ?? '0'),
          ...(isAllocated ? { issued: notNegative(add(before.issued, issued[pool] ?? '0')) } : {}),
        }
      }),
    }),
  ]
}

/** What pools consume less, were some reservations and lines of demand not there: by pool, each with those below it. */
export function consumedWithout(
  stock: StockItem,
  reservations: readonly string[],
  documents: readonly DocumentRef[],
): Record<string, string> {
  const changed = unchanged()
  const groups = unique([
    ...documents.map((document) => ({ document })),
    ...reservations.map((id) => groupOf(stock, changed, id)),
  ])
  const change = differenceIn(stock, changed, groups, () => {
    for (const document of documents) changed.lines.set(lineKey(document), NOBODY)
    for (const id of reservations) changed.reservations.set(id, NOBODY)
  })
  const less: Record<string, string> = {}
  for (const [pool, amount] of Object.entries(change))
    for (const each of poolsAbove(pool)) addTo(less, each, negate(amount))
  return less
}

/** Nothing is looked at for an item that nobody allocates. */
function isAnyNamed(stock: StockItem, events: readonly StockItemEvent[]): boolean {
  for (const _ in stock.allocations.consumed) return true
  return events.some(
    (event) =>
      (StockReserved.is(event) && event.data.pool !== undefined) ||
      (MovementReversed.is(event) && event.data.reservations?.some(({ pool }) => pool !== undefined)) ||
      linesOfEvent(event).some(({ pool }) => pool !== undefined),
  )
}

function differenceIn(
  stock: StockItem,
  changed: Changed,
  groups: readonly Group[],
  change: () => void,
): Record<string, string> {
  const sums: Record<string, string> = {}
  for (const group of groups)
    count(stock, changed, group, (pool, amount) => addTo(sums, pool, negate(amount)))
  change()
  for (const group of groups) count(stock, changed, group, (pool, amount) => addTo(sums, pool, amount))
  return sums
}

/** A line consumes what is open of it; a reservation made for it what exceeds that. */
function count(
  stock: StockItem,
  changed: Changed,
  group: Group,
  book: (pool: string, amount: string) => void,
): void {
  let covered = '0'
  if ('document' in group) {
    const line = lineIn(stock, changed, group.document)
    covered = line.open
    if (line.pool !== undefined) book(line.pool, line.open)
  }
  for (const { open, pool } of takersOf(stock, changed, group)) {
    const met = min(covered, open)
    covered = subtract(covered, met)
    if (pool !== undefined) book(pool, subtract(open, met))
  }
}

function lineIn(stock: StockItem, changed: Changed, document: DocumentRef): Taker {
  const found = changed.lines.get(lineKey(document))
  if (found) return found
  const line = lineOf(stock.demand, document)
  return { open: openTotal(line), pool: line?.pool }
}

const reservationIn = (stock: StockItem, changed: Changed, id: string): Reserving =>
  changed.reservations.get(id) ?? own(stock.reservations, id) ?? NOBODY

/** In the order of their ids: whoever reads them elsewhere has the same order. */
function takersOf(stock: StockItem, changed: Changed, group: Group): Reserving[] {
  if ('reservation' in group) return [reservationIn(stock, changed, group.reservation)]
  const key = lineKey(group.document)
  const before = reservedForLine(stock, group.document).filter((id) => !changed.made.has(id))
  const made = [...changed.made].filter((id) => {
    const { document } = reservationIn(stock, changed, id)
    return document && lineKey(document) === key
  })
  return [...before, ...made].sort().map((id) => reservationIn(stock, changed, id))
}

const groupOf = (stock: StockItem, changed: Changed, reservation: string): Group => {
  const { document } = reservationIn(stock, changed, reservation)
  return document ? { document } : { reservation }
}

function unique(groups: readonly Group[]): Group[] {
  const keyOf = (group: Group) =>
    'document' in group ? `line ${lineKey(group.document)}` : `reservation ${group.reservation}`
  return [...new Map(groups.map((group) => [keyOf(group), group])).values()]
}

/** The reservations an event changes, with what is left of them. */
function reservationsIn(event: StockItemEvent): { reservation: string; open: string }[] {
  if (ReservationReleased.is(event) || ReservationExpired.is(event))
    return [{ reservation: event.data.reservation, open: '0' }]
  return GoodsIssued.is(event) ? (event.data.reservations ?? []) : []
}

const demandIn = (event: StockItemEvent) => linesOfEvent(event).filter(({ kind }) => kind === 'demand')

function groupsOf(stock: StockItem, changed: Changed, event: StockItemEvent): Group[] {
  const groups: Group[] = demandIn(event).map(({ document }) => ({ document }))
  if (StockReserved.is(event)) {
    const { document, reservation } = event.data
    groups.push(document ? { document } : { reservation })
  }
  if (MovementReversed.is(event))
    for (const { document, reservation } of event.data.reservations ?? [])
      groups.push(document ? { document } : { reservation })
  for (const { reservation } of reservationsIn(event)) groups.push(groupOf(stock, changed, reservation))
  return unique(groups)
}

function apply(stock: StockItem, changed: Changed, event: StockItemEvent): void {
  for (const { document, open, pool } of demandIn(event))
    changed.lines.set(lineKey(document), {
      open: sum(open.map((o) => o.amount)),
      pool: pool && poolText(pool),
    })
  if (StockReserved.is(event)) {
    const { reservation, quantity, pool, document } = event.data
    changed.reservations.set(reservation, { open: quantity.amount, pool: pool && poolText(pool), document })
    changed.made.add(reservation)
  }
  for (const { reservation, open } of reservationsIn(event))
    changed.reservations.set(reservation, { ...reservationIn(stock, changed, reservation), open })
  if (MovementReversed.is(event))
    for (const { reservation, open, document, pool } of event.data.reservations ?? []) {
      changed.reservations.set(reservation, { open, pool: pool && poolText(pool), document })
      if (!own(stock.reservations, reservation)) changed.made.add(reservation)
    }
}

const notNegative = (amount: string): string => (isNegative(amount) ? '0' : amount)
