import {
  type ConvertReservation,
  type DataOf,
  DemandScheduled,
  type ExtendReservation,
  ReservationExtended,
  ReservationReleased,
  utc,
} from '@takt/contracts'
import { type Decision, type Rejection, reject } from '@takt/decider'
import { isOfLots } from './allotments.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { lineKey, lineOf, plainSchedule, stateOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { lacksExpiry } from './reserve-line.ts'
import type { Line, Reservation, StockItem } from './state.ts'

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

/** The reservation ends and its demand begins in one append, so what can be promised on its day stays as it is. */
export function convert(
  stock: StockItem,
  { reservation: id, item, document, date, customer }: DataOf<typeof ConvertReservation>,
  ask: Ask,
): Decision<StockItemEvent> {
  const live = liveOf(stock, id, ask)
  if (!live)
    return own(stock.endedReservations.entries, id) === 'released' && lineOf(stock.demand, document)
      ? NONE
      : unknown(id, ask)
  const before = lineOf(stock.demand, document)
  if (before?.reportedAt !== undefined || (before?.schedule.length ?? 0) > 0)
    return reject(
      'line-exists',
      `${document.type} ${document.id} is demand of ${item} already: reserve for that document instead, and both count once.`,
      { item, reservation: id, document },
    )
  if (live.document && lineKey(live.document) !== lineKey(document))
    return reject(
      'reserved-for-document',
      `Reservation ${id} of ${item} is for ${live.document.type} ${live.document.id}, not for ${document.type} ${document.id}.`,
      { item, reservation: id, document: live.document },
    )
  const quantity = { amount: live.open, unit: ask.item.unit }
  const pool = live.pool === undefined ? {} : { pool: live.pool }
  const after: Line = {
    schedule: plainSchedule(date, live.open),
    fulfilled: before?.fulfilled ?? '0',
    reportedAt: ask.occurredAt,
    ...(customer === undefined ? {} : { customer }),
    ...pool,
  }
  const line = stateOf('demand', document, before, after)
  return [
    ReservationReleased.create({
      reservation: id,
      item,
      quantity,
      reason: `became demand of ${document.type} ${document.id}`,
    }),
    DemandScheduled.create({
      item,
      document,
      quantity,
      date,
      ...(customer === undefined ? {} : { customer }),
      ...(line.pool === undefined ? {} : { pool: line.pool }),
      reportedAt: ask.occurredAt,
      lines: [line],
    }),
  ]
}

export const liveOf = (stock: StockItem, id: string, { expired }: Ask): Reservation | undefined =>
  expired.includes(id) ? undefined : own(stock.reservations, id)

export const unknown = (id: string, { item }: Ask): Rejection =>
  reject(
    'unknown-reservation',
    `${item.item} has no reservation ${id}, or it has been used, released or expired.`,
    { item: item.item, reservation: id },
  )
