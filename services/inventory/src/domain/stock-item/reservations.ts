import {
  type DataOf,
  type ExpireReservations,
  type ReleaseReservation,
  ReservationExpired,
  ReservationReleased,
  StockReserved,
} from '@takt/contracts'
import { type Decision, reject } from '@takt/decider'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import type { StockItemEvent } from './messages.ts'
import type { Reservation, StockItem } from './state.ts'

const NONE: readonly StockItemEvent[] = []
/** What is past its time counts no more at once; it is recorded in portions that one append can take. */
const EXPIRED_AT_ONCE = 200

export function release(
  stock: StockItem,
  { reservation: id, item, reason }: DataOf<typeof ReleaseReservation>,
  ask: Ask,
): Decision<StockItemEvent> {
  const live = own(stock.reservations, id)
  if (!live) {
    if (own(stock.endedReservations.entries, id)) return NONE
    return reject('unknown-reservation', `${item} has no reservation ${id}.`, { item, reservation: id })
  }
  if (ask.expired.includes(id)) return NONE
  const quantity = { amount: live.open, unit: ask.item.unit }
  const said = reason === undefined ? {} : { reason }
  return [ReservationReleased.create({ reservation: id, item, quantity, ...said })]
}

/** Every decision records what is past its time; this one only that. */
export const expire = (
  _: StockItem,
  __: DataOf<typeof ExpireReservations>,
  ___: Ask,
): Decision<StockItemEvent> => NONE

/** Before a decision's own events: what is past its time, and of all of it what the decision makes anew. */
export function expirations(
  stock: StockItem,
  decision: readonly StockItemEvent[],
  { expired, item }: Ask,
): StockItemEvent[] {
  if (expired.length === 0) return []
  const past = new Set(expired)
  const again = decision.filter(StockReserved.is).map(({ data }) => data.reservation)
  const ids = new Set([...expired.slice(0, EXPIRED_AT_ONCE), ...again.filter((id) => past.has(id))])
  return [...ids].map((id) => {
    const { open, expiresAt = '' } = stock.reservations[id] as Reservation
    const quantity = { amount: open, unit: item.unit }
    return ReservationExpired.create({ reservation: id, item: item.item, quantity, expiresAt })
  })
}
