import {
  type Allotment,
  GoodsIssued,
  MovementReversed,
  ReservationAllotted,
  ReservationExpired,
  ReservationReleased,
  StockReserved,
} from '@takt/contracts'
import { allottedOf } from './allotments.ts'
import { own } from './bounded.ts'
import type { StockItemEvent } from './messages.ts'
import { reservationOf } from './reserved.ts'
import type { StockItem } from './state.ts'

/** What a reservation holds of lots before and after an event. */
export interface AllotmentChange {
  readonly reservation: string
  readonly before: readonly Allotment[]
  readonly after: readonly Allotment[]
}

/** How events, one after the other, change what reservations hold of lots. */
export function allotmentChanges(stock: StockItem, events: readonly StockItemEvent[]): AllotmentChange[] {
  const now = new Map<string, readonly Allotment[]>()
  return events.flatMap((event) =>
    allottedBy(stock, event).map(([reservation, after]) => {
      const live = own(stock.reservations, reservation)
      const before = now.get(reservation) ?? (live ? allottedOf(live) : [])
      now.set(reservation, after)
      return { reservation, before, after }
    }),
  )
}

function allottedBy(stock: StockItem, event: StockItemEvent): [string, readonly Allotment[]][] {
  if (StockReserved.is(event)) {
    const { reservation, quantity, lot, allotments } = event.data
    const open = quantity.amount
    return [
      [reservation, allottedOf({ open, ...(lot ? { lot } : {}), ...(allotments ? { allotments } : {}) })],
    ]
  }
  if (ReservationAllotted.is(event)) return [[event.data.reservation, event.data.allotments]]
  if (ReservationReleased.is(event) || ReservationExpired.is(event)) return [[event.data.reservation, []]]
  if (GoodsIssued.is(event))
    return (event.data.reservations ?? []).map(({ reservation, open, allotments }) => {
      const lot = own(stock.reservations, reservation)?.lot
      return [reservation, allotments ?? allottedOf({ open, ...(lot ? { lot } : {}) })]
    })
  if (MovementReversed.is(event))
    return (event.data.reservations ?? []).map((s) => [s.reservation, allottedOf(reservationOf(s))])
  return []
}
