import {
  type Before,
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  MovementReversed,
  poolPath,
  type ReservationState,
  StockAdjusted,
  StockStatusChanged,
} from '@takt/contracts'
import { hardOf } from './allotments.ts'
import { own } from './bounded.ts'
import { linesOfEvent } from './effects.ts'
import { lineOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import type { Reservation, StockItem } from './state.ts'
import { lotOf } from './stock.ts'

/** Movements that change more than stock. */
const isSettling = (event: StockItemEvent) =>
  GoodsReceived.is(event) ||
  GoodsIssued.is(event) ||
  GoodsReturned.is(event) ||
  StockAdjusted.is(event) ||
  StockStatusChanged.is(event) ||
  MovementReversed.is(event)

/** A movement with what it is about to change beside stock, as it is now: its reversal needs no more than its events. */
export function withBefore(stock: StockItem, event: StockItemEvent): StockItemEvent {
  if (!isSettling(event)) return event
  const before = beforeOf(stock, event)
  return Object.keys(before).length === 0
    ? event
    : ({ ...event, data: { ...event.data, before } } as StockItemEvent)
}

function beforeOf(stock: StockItem, event: StockItemEvent): Before {
  const before: Before = {}
  const lines = linesOfEvent(event).map(
    ({ kind, document }) => lineOf(stock[kind], document)?.fulfilled ?? '0',
  )
  if (lines.some((amount) => amount !== '0')) before.lines = lines
  const reservations = 'reservations' in event.data ? (event.data.reservations ?? []) : []
  const live = reservations.flatMap(({ reservation: id }) => {
    const reservation = own(stock.reservations, id)
    return reservation ? [reservationState(id, reservation)] : []
  })
  if (live.length > 0) before.reservations = live
  const expiries = lotsRedated(event).flatMap((lot) => {
    const expiresOn = lotOf(stock, lot)?.expiresOn
    return expiresOn === undefined ? [] : [{ lot, expiresOn }]
  })
  if (expiries.length > 0) before.expiries = expiries
  return before
}

function lotsRedated(event: StockItemEvent): readonly string[] {
  if (MovementReversed.is(event)) return (event.data.expiries ?? []).map(({ lot }) => lot)
  return GoodsReceived.is(event) && event.data.expiresOn !== undefined ? [event.data.lot] : []
}

/** A reservation as an event states it. */
export function reservationState(id: string, reservation: Reservation): ReservationState {
  const { quantity, open, lot, date, expiresAt, document, pool, consumesOn } = reservation
  return {
    reservation: id,
    quantity,
    open,
    ...(lot === undefined ? {} : { lot }),
    ...(date === undefined ? {} : { date }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...hardOf(reservation),
    ...(document === undefined ? {} : { document }),
    ...(pool === undefined ? {} : { pool: poolPath(pool) }),
    ...(consumesOn === undefined ? {} : { consumesOn }),
  }
}
