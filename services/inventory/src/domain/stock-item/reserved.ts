import {
  type Allotment,
  add,
  type DocumentRef,
  negate,
  poolText,
  type ReservationState,
  type ReservationStrategy,
} from '@takt/contracts'
import { allottedOf, difference, hardOf, serialsOf } from './allotments.ts'
import { own, remember } from './bounded.ts'
import { push, settle } from './expiry-queue.ts'
import { lineKey } from './ledger.ts'
import { keyOf, reservedForLine, withCover } from './reserved-sums.ts'
import { addTo, type Reservation, type StockItem } from './state.ts'
import { lotMade } from './stock.ts'

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
  if (lot.expiresOn !== undefined) addTo(stock.allotted, lot.expiresOn, amount)
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
