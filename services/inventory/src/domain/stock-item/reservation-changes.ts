import { type DataOf, type ExtendReservation, ReservationExtended, utc } from '@takt/contracts'
import { type Decision, type Rejection, reject } from '@takt/decider'
import { isOfLots } from './allotments.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import type { StockItemEvent } from './messages.ts'
import { lacksExpiry } from './reserve-line.ts'
import type { Reservation, StockItem } from './state.ts'

const NONE: readonly StockItemEvent[] = []

/** Takes nothing from anybody: it stands already, and only for longer. */
export function extend(
  stock: StockItem,
  { reservation: id, item, expiresAt: said }: DataOf<typeof ExtendReservation>,
  ask: Ask,
): Decision<StockItemEvent> {
  const live = liveOf(stock, id, ask)
  if (!live) return unknown(id, ask)
  const expiresAt = said === undefined ? undefined : utc(said)
  if (expiresAt === live.expiresAt) return NONE
  const refusal = lacksExpiry(expiresAt, { reservation: id, isHard: isOfLots(live) }, ask)
  if (refusal) return refusal
  if (expiresAt !== undefined && expiresAt < (live.expiresAt ?? '~'))
    return reject(
      'not-later',
      `Reservation ${id} of ${item} stands ${live.expiresAt === undefined ? 'without an end' : `until ${live.expiresAt}`} already, which is later than ${expiresAt}: release it instead.`,
      { item, reservation: id, expiresAt: live.expiresAt ?? null, asked: expiresAt },
    )
  const quantity = { amount: live.open, unit: ask.item.unit }
  const until = expiresAt === undefined ? {} : { expiresAt }
  return [ReservationExtended.create({ reservation: id, item, quantity, ...until })]
}

export const liveOf = (stock: StockItem, id: string, { expired }: Ask): Reservation | undefined =>
  expired.includes(id) ? undefined : own(stock.reservations, id)

export const unknown = (id: string, { item }: Ask): Rejection =>
  reject(
    'unknown-reservation',
    `${item.item} has no reservation ${id}, or it has been used, released or expired.`,
    { item: item.item, reservation: id },
  )
