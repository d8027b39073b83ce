import {
  add,
  atpOn,
  type ConvertReservation,
  compare,
  consume,
  counting,
  type DataOf,
  DemandScheduled,
  type DocumentRef,
  dayNumber,
  lackingAfter,
  MAX_HORIZON_DAYS,
  ReservationReleased,
} from '@takt/contracts'
import { type Decision, type Rejection, reject } from '@takt/decider'
import { allocationExceeded } from './allocation-exceeded.ts'
import type { Ask } from './ask.ts'
import { timelineOf } from './availability.ts'
import { own } from './bounded.ts'
import { lineKey, lineOf, plainSchedule, stateOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { neededOn } from './reservable.ts'
import { liveOf, unknown } from './reservation-changes.ts'
import type { Line, Reservation, StockItem } from './state.ts'

/**
 * The reservation ends and its demand begins in one append, so what can be promised on its day stays as it is. On
 * another day it may take nothing that others have by then, nor more than its pool may there.
 */
export function convert(
  stock: StockItem,
  { reservation: id, item, document, date, customer }: DataOf<typeof ConvertReservation>,
  ask: Ask,
): Decision<StockItemEvent> {
  const live = liveOf(stock, id, ask)
  if (!live)
    return own(stock.endedReservations.entries, id) === 'released' && lineOf(stock.demand, document)
      ? []
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
  const refusal =
    wouldNotCount(document, date, ask) ?? takesFromOthers(stock, { id, live, document, date }, ask)
  if (refusal) return refusal
  const quantity = { amount: live.open, unit: ask.item.unit }
  // What was issued for it before is met already: all that is open of the reservation is still to come.
  const ordered = add(live.open, before?.fulfilled ?? '0')
  const pool = live.pool === undefined ? {} : { pool: live.pool }
  const after: Line = {
    schedule: plainSchedule(date, ordered),
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
      quantity: { ...quantity, amount: ordered },
      date,
      ...(customer === undefined ? {} : { customer }),
      ...(line.pool === undefined ? {} : { pool: line.pool }),
      reportedAt: ask.occurredAt,
      lines: [line],
    }),
  ]
}

/** Refuses demand that does not count: what it was reserved from would be free for others. */
function wouldNotCount(
  document: DocumentRef,
  date: string,
  { item, plant, now }: Ask,
): Rejection | undefined {
  const count = counting({ plant, now, horizonDays: MAX_HORIZON_DAYS })
  const { type, id } = document
  const bucket = count.bucket('demand', dayNumber(date) - count.today)
  if (bucket !== undefined && count.counts('demand', { type })) return undefined
  return reject(
    'would-not-count',
    `As demand of ${type} ${id} on ${date} it would not count at this plant, and what is reserved would be free for others: convert it for a day and an order that do, or keep it reserved.`,
    { item: item.item, document, date },
  )
}

interface Conversion {
  readonly id: string
  readonly live: Reservation
  readonly document: DocumentRef
  readonly date: string
}

function takesFromOthers(
  stock: StockItem,
  { id, live, document, date }: Conversion,
  ask: Ask,
): Rejection | undefined {
  const { open, pool } = live
  const { item, unit } = ask.item
  if ((live.consumesOn ?? neededOn(live, ask)) !== date) {
    const without = timelineOf(stock, ask, { reservations: [id], pool })
    const isShort = compare(atpOn(without, date) ?? '0', open) < 0
    const exceeded = isShort ? allocationExceeded(without, open, date, ask) : undefined
    if (exceeded) return exceeded
  }
  const demand = [{ date, amount: open, type: document.type }]
  const before = timelineOf(stock, ask, { pool })
  const after = timelineOf(stock, ask, { reservations: [id], pool, demand })
  consume(after, date, open)
  const lacking = lackingAfter(before, after)
  if (!lacking) return undefined
  return reject(
    'others-would-lack',
    `As demand of ${document.type} ${document.id} on ${date}, ${open} ${unit} of ${item} would leave others without ${lacking.amount} ${unit} on ${lacking.date}: convert it for a later day, or reserve anew for ${date}.`,
    { item, reservation: id, requested: open, lacking: lacking.amount, date: lacking.date, unit },
  )
}
