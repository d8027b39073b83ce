import {
  type Allotment,
  add,
  coverReservations,
  type DocumentRef,
  type LineKind,
  negate,
  poolText,
  type ReservationState,
  type ReservationStrategy,
  type Reserved,
} from '@takt/contracts'
import { allottedOf, countsFrom, difference, hardOf, serialsOf } from './allotments.ts'
import { own, remember } from './bounded.ts'
import { push, settle } from './expiry-queue.ts'
import { kindOf, lineKey, lineOf, openOf, sumKey } from './ledger.ts'
import { addTo, type Reservation, type StockItem } from './state.ts'
import { lotMade } from './stock.ts'

/** Reservation ids of one line of demand. */
export const reservedForLine = (stock: StockItem, document: DocumentRef): readonly string[] =>
  own(stock.reservedFor, lineKey(document)) ?? []

/** Everything reserved, in sums: by its own day, and by the day of the open demand that covers it. */
export function* reservedSums(sums: Readonly<Record<string, string>>): Iterable<Reserved> {
  for (const [key, amount] of Object.entries(sums)) {
    const [date, demandDate, ...kind] = key.split('|')
    yield { amount, date: date || undefined, ...(demandDate ? demandOf(demandDate, kindOf(kind)) : {}) }
  }
}

/** The sums as if some reservations did not exist. */
export function sumsWithout(stock: StockItem, ids: readonly string[]): Record<string, string> {
  if (ids.length === 0) return stock.reserved
  const sums = { ...stock.reserved }
  const gone = new Set(ids)
  const lines = new Map<string, DocumentRef>()
  for (const id of gone) {
    const reservation = own(stock.reservations, id)
    if (reservation?.document) lines.set(lineKey(reservation.document), reservation.document)
    else if (reservation) addTo(sums, keyOf(reservation), negate(reservation.open))
  }
  for (const document of lines.values()) {
    const all = reservedForLine(stock, document)
    addCovered(sums, stock, document, all, negate)
    addCovered(
      sums,
      stock,
      document,
      all.filter((id) => !gone.has(id)),
      same,
    )
  }
  return sums
}

/** Changes what is reserved for a line of demand, or what is open of it, and keeps the sums, in place. */
export function withCover(stock: StockItem, document: DocumentRef | undefined, change: () => void): void {
  if (document) addCovered(stock.reserved, stock, document, reservedForLine(stock, document), negate)
  change()
  if (document) addCovered(stock.reserved, stock, document, reservedForLine(stock, document), same)
}

function addCovered(
  sums: Record<string, string>,
  stock: StockItem,
  document: DocumentRef,
  ids: readonly string[],
  sign: (amount: string) => string,
): void {
  if (ids.length === 0) return
  const reserved = ids.map((id) => stock.reservations[id] as Reservation)
  const entries = reserved.map((each) => ({ amount: each.open, date: countsFrom(each) }))
  const line = lineOf(stock.demand, document)
  const open = openOf(line).map(({ unconfirmed, ...part }) => ({ ...part, confirmed: !unconfirmed }))
  for (const { amount, date, demandDate, demandConfirmed } of coverReservations(entries, open)) {
    const of = { type: document.type, confirmed: demandConfirmed, validUntil: line?.validUntil }
    const demand = demandDate === undefined ? '' : sumKey({ date: demandDate, ...of })
    addTo(sums, `${date ?? ''}|${demand}`, sign(amount))
  }
}

const demandOf = (demandDate: string, { type, confirmed, validUntil }: LineKind) => ({
  demandDate,
  ...{ demandType: type, demandConfirmed: confirmed, demandValidUntil: validUntil },
})

const same = (amount: string) => amount
const keyOf = (reservation: Reservation) => `${countsFrom(reservation) ?? ''}|`

/** In place. */
export function addReservation(stock: StockItem, id: string, reservation: Reservation): void {
  const { document, open, expiresAt } = reservation
  withCover(stock, document, () => {
    stock.reservations[id] = reservation
    if (document) stock.reservedFor[lineKey(document)] = [...reservedForLine(stock, document), id]
    else addTo(stock.reserved, keyOf(reservation), open)
  })
  reserveLots(stock, id, NOTHING, allottedOf(reservation))
  if (expiresAt !== undefined) push(stock.expiries, expiresAt, id)
}

/**
 * It stands until a later moment, or without end, in place; what the queue holds of it from before is dropped when its
 * time comes.
 */
export function extendTo(stock: StockItem, id: string, expiresAt: string | undefined): void {
  const reservation = own(stock.reservations, id)
  if (!reservation) return
  if (expiresAt === undefined) delete reservation.expiresAt
  else {
    reservation.expiresAt = expiresAt
    push(stock.expiries, expiresAt, id)
  }
  settle(stock.expiries, (each, at) => own(stock.reservations, each)?.expiresAt === at)
}

/** A soft one becomes hard, in place: what is reserved in all stays as it is, and counts from now on. */
export function allotTo(
  stock: StockItem,
  id: string,
  strategy: ReservationStrategy,
  allotments: readonly Allotment[],
): void {
  const reservation = own(stock.reservations, id)
  if (!reservation) return
  const { document, open } = reservation
  const before = allottedOf(reservation)
  withCover(stock, document, () => {
    if (!document) addTo(stock.reserved, keyOf(reservation), negate(open))
    reservation.strategy = strategy
    reservation.allotments = [...allotments]
    if (!document) addTo(stock.reserved, keyOf(reservation), open)
  })
  reserveLots(stock, id, before, allotments)
}

/** What is left of a reservation, and of its lots; nothing left ends it, in place. */
export function leave(
  stock: StockItem,
  id: string,
  open: string,
  how: 'used' | 'released' | 'expired',
  allotments: readonly Allotment[] = [],
): void {
  const reservation = own(stock.reservations, id)
  if (!reservation) return
  const { document } = reservation
  const before = allottedOf(reservation)
  const change = add(open, negate(reservation.open))
  withCover(stock, document, () => {
    reservation.open = open
    if (reservation.allotments) reservation.allotments = [...allotments]
    if (!document) addTo(stock.reserved, keyOf(reservation), change)
    if (open === '0') drop(stock, id, document)
  })
  reserveLots(stock, id, before, allottedOf(reservation))
  if (open === '0') remember(stock.endedReservations, id, how)
  settle(stock.expiries, (each, at) => own(stock.reservations, each)?.expiresAt === at)
}

function drop(stock: StockItem, id: string, document: DocumentRef | undefined): void {
  delete stock.reservations[id]
  if (!document) return
  const left = reservedForLine(stock, document).filter((each) => each !== id)
  if (left.length === 0) delete stock.reservedFor[lineKey(document)]
  else stock.reservedFor[lineKey(document)] = left
}

const NOTHING: readonly Allotment[] = []

function reserveLots(
  stock: StockItem,
  id: string,
  before: readonly Allotment[],
  after: readonly Allotment[],
): void {
  for (const { lot, quantity } of difference(after, before)) reserveLot(stock, lot, quantity)
  // One that has expired and is not recorded as such may have lost its serial numbers to another by now.
  for (const serial of serialsOf(before))
    if (own(stock.reservedSerials, serial) === id) delete stock.reservedSerials[serial]
  for (const serial of serialsOf(after)) stock.reservedSerials[serial] = id
}

function reserveLot(stock: StockItem, id: string, amount: string): void {
  const lot = lotMade(stock, id)
  lot.reserved = add(lot.reserved, amount)
  if (lot.reserved === '0') delete stock.reservedLots[id]
  else stock.reservedLots[id] = true
}

/** A reservation as the state keeps it, from how an event states it. */
export const reservationOf = ({ reservation: _, ...rest }: ReservationState): Reservation => {
  const { lot, date, expiresAt, document, pool, consumesOn, strategy, allotments, requested, ...needed } =
    rest
  return {
    ...needed,
    ...hardOf({ strategy, allotments, requested }),
    ...(lot === undefined ? {} : { lot }),
    ...(date === undefined ? {} : { date }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(document === undefined ? {} : { document }),
    ...(pool === undefined ? {} : { pool: poolText(pool) }),
    ...(consumesOn === undefined ? {} : { consumesOn }),
  }
}
