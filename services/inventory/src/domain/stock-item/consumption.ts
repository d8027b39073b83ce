import {
  AllocationConsumptionChanged,
  type Consumption,
  consumptionKey,
  type Dated,
  type DocumentRef,
  exceeding,
  GoodsIssued,
  isOrIsBelow,
  MovementReversed,
  negate,
  poolText,
  ReservationExpired,
  ReservationReleased,
  StockReserved,
  sum,
} from '@takt/contracts'
import { allocationsAfter } from './allocation-events.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { consumedBy, type Sums } from './consumed.ts'
import { effectsOf, linesOfEvent } from './effects.ts'
import { documentsOf, lineKey, lineOf, openOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { reservedForLine } from './reserved-sums.ts'
import { addTo, type StockItem } from './state.ts'

/** Who consumes: a line of demand by its days, or a reservation on one. */
interface Taker {
  readonly open: readonly Dated[]
  readonly pool?: string | undefined
}
interface Reserving {
  readonly open: string
  readonly pool?: string | undefined
  readonly document?: DocumentRef | undefined
  readonly date?: string | undefined
  readonly consumesOn?: string | undefined
}

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
const NO_LINE: Taker = { open: [] }
const NOBODY: Reserving = { open: '0' }

/** What the events of a decision change of what pools have consumed, in one event; what moved stock was issued. */
export function consumption(stock: StockItem, events: readonly StockItemEvent[], ask: Ask): StockItemEvent[] {
  if (!isAnyNamed(stock, events)) return []
  const changed = unchanged()
  const sums: Sums = { open: {}, issued: {} }
  for (const event of events) {
    const groups = groupsOf(stock, changed, event)
    if (groups.length === 0) continue
    const change = differenceIn(stock, changed, groups, () => apply(stock, changed, event))
    const isMovement = effectsOf(event).length > 0
    for (const [key, amount] of Object.entries(change)) {
      addTo(sums.open, key, amount)
      if (isMovement) addTo(sums.issued, key, negate(amount))
    }
  }
  const pools = consumedBy(allocationsAfter(stock.allocations, events), sums)
  if (pools.length === 0) return []
  const { item, unit } = ask.item
  return [AllocationConsumptionChanged.create({ item, unit, pools })]
}

/** What pools consume more, were some reservations and lines of demand not there: below zero, by pool and day. */
export function consumptionWithout(
  stock: StockItem,
  reservations: readonly string[],
  documents: readonly DocumentRef[],
): Consumption {
  const changed = unchanged()
  const groups = unique([
    ...documents.map((document) => ({ document })),
    ...reservations.map((id) => groupOf(stock, changed, id)),
  ])
  return differenceIn(stock, changed, groups, () => {
    for (const document of documents) changed.lines.set(lineKey(document), NO_LINE)
    for (const id of reservations) changed.reservations.set(id, NOBODY)
  })
}

/** What is open of a pool and of those below it, by pool and day. Looks at every line: for what is seldom asked. */
export function openByDay(stock: StockItem, pool: string): Consumption {
  const changed = unchanged()
  const isMine = (each: { readonly pool?: string | undefined }) => isOrIsBelow(each.pool, pool)
  const groups = [
    ...documentsOf(stock.demand, isMine).map((document) => ({ document })),
    ...Object.keys(stock.reservations)
      .filter((id) => isMine(stock.reservations[id] as Reserving))
      .map((id) => groupOf(stock, changed, id)),
  ]
  const sums: Record<string, string> = {}
  for (const group of unique(groups))
    count(stock, changed, group, (of, day, amount) => {
      if (isOrIsBelow(of, pool)) addTo(sums, consumptionKey(of, day), amount)
    })
  return sums
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
): Consumption {
  const sums: Record<string, string> = {}
  const countAll = (sign: (amount: string) => string) => {
    for (const group of groups)
      count(stock, changed, group, (pool, day, amount) =>
        addTo(sums, consumptionKey(pool, day), sign(amount)),
      )
  }
  countAll(negate)
  change()
  countAll((amount) => amount)
  return sums
}

/** A line consumes what is open of it on its days; a reservation made for it what exceeds that, on its own day. */
function count(
  stock: StockItem,
  changed: Changed,
  group: Group,
  book: (pool: string, day: string, amount: string) => void,
): void {
  let covered = '0'
  if ('document' in group) {
    const line = lineIn(stock, changed, group.document)
    covered = sum(line.open.map(({ amount }) => amount))
    if (line.pool !== undefined) for (const { date, amount } of line.open) book(line.pool, date, amount)
  }
  const takers = takersOf(stock, changed, group)
  const amounts = exceeding(
    covered,
    takers.map(({ open }) => open),
  )
  for (const [i, taker] of takers.entries())
    if (taker.pool !== undefined) book(taker.pool, consumedOn(taker), amounts[i] as string)
}

function lineIn(stock: StockItem, changed: Changed, document: DocumentRef): Taker {
  const found = changed.lines.get(lineKey(document))
  if (found) return found
  const line = lineOf(stock.demand, document)
  return { open: openOf(line), pool: line?.pool }
}

/** The day in whose period a reservation consumes; '' where it is not known. */
export const consumedOn = ({ consumesOn, date }: Pick<Reserving, 'consumesOn' | 'date'>): string =>
  consumesOn ?? date ?? ''

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
      open: open.filter(({ amount }) => amount !== '0'),
      pool: pool && poolText(pool),
    })
  if (StockReserved.is(event)) {
    const { reservation, quantity, pool, ...of } = event.data
    changed.reservations.set(reservation, { ...of, open: quantity.amount, pool: pool && poolText(pool) })
    changed.made.add(reservation)
  }
  for (const { reservation, open } of reservationsIn(event))
    changed.reservations.set(reservation, { ...reservationIn(stock, changed, reservation), open })
  if (MovementReversed.is(event))
    for (const { reservation, pool, ...of } of event.data.reservations ?? []) {
      changed.reservations.set(reservation, { ...of, pool: pool && poolText(pool) })
      if (!own(stock.reservations, reservation)) changed.made.add(reservation)
    }
}
