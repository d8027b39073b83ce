import {
  atpOn,
  compare,
  type DataOf,
  type DocumentRef,
  type ExpireReservations,
  isPositive,
  max,
  poolText,
  type ReleaseReservation,
  ReservationExpired,
  ReservationReleased,
  type ReserveStock,
  StockReserved,
  subtract,
  sum,
  utc,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { allocationExceeded } from './allocation-exceeded.ts'
import { type Ask, type Measured, measure, roundsToZero } from './ask.ts'
import { checkDay, shortage, timelineOf, told } from './availability.ts'
import { own } from './bounded.ts'
import { lineKey, lineOf, openTotal } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { reservedForLine } from './reserved.ts'
import type { Reservation, StockItem } from './state.ts'
import { isItemHeld, lotOf, usable } from './stock.ts'
import { expiredLot, heldLot, reservedByOthers, todayOf } from './stock-checks.ts'

type Reserve = DataOf<typeof ReserveStock>

const NONE: readonly StockItemEvent[] = []
/** What is past its time counts no more at once; it is recorded in portions that one append can take. */
const EXPIRED_AT_ONCE = 200

export function reserve(stock: StockItem, data: Reserve, ask: Ask): Decision<StockItemEvent> {
  const { reservation: id, item, lot, date, document, pool } = data
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const expiresAt = utc(data.expiresAt)
  const live = ask.expired.includes(id) ? undefined : own(stock.reservations, id)
  if (live) return isSame(live, { ...data, expiresAt }, measured) ? NONE : exists(id, live, ask)
  const refusal =
    roundsToZero(measured, ask) ??
    past(expiresAt, ask) ??
    unusable(stock, data, ask) ??
    notAvailable(stock, data, measured.quantity.amount, ask)
  if (refusal) return refusal
  return [
    StockReserved.create({
      reservation: id,
      item,
      ...measured,
      ...(lot === undefined ? {} : { lot }),
      ...(date === undefined ? {} : { date }),
      expiresAt,
      ...(document ? { document } : {}),
      ...(pool ? { pool } : {}),
    }),
  ]
}

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

export const expirations = (stock: StockItem, { expired, item }: Ask): StockItemEvent[] =>
  expired.slice(0, EXPIRED_AT_ONCE).map((id) => {
    const { open, expiresAt } = stock.reservations[id] as Reservation
    const quantity = { amount: open, unit: item.unit }
    return ReservationExpired.create({ reservation: id, item: item.item, quantity, expiresAt })
  })

function isSame(live: Reservation, data: Reserve, { quantity }: Measured): boolean {
  const line = (document: Reserve['document']) => document && lineKey(document)
  return (
    live.quantity === quantity.amount &&
    live.lot === data.lot &&
    live.date === data.date &&
    live.expiresAt === data.expiresAt &&
    live.pool === (data.pool && poolText(data.pool)) &&
    line(live.document) === line(data.document)
  )
}

const exists = (id: string, { quantity, open, expiresAt }: Reservation, { item }: Ask) =>
  reject(
    'reservation-exists',
    `Reservation ${id} of ${item.item} is there already with ${quantity} ${item.unit} until ${expiresAt}: release it first, or use another id.`,
    { item: item.item, reservation: id, quantity, open, unit: item.unit, expiresAt },
  )

const past = (expiresAt: string, { item, now }: Ask): Rejection | undefined =>
  expiresAt > now
    ? undefined
    : reject('already-expired', `The reservation would end at ${expiresAt}, which is past.`, {
        item: item.item,
        expiresAt,
        now,
      })

function unusable(stock: StockItem, { lot, date }: Reserve, ask: Ask): Rejection | undefined {
  if (lot === undefined) return isItemHeld(stock) ? heldLot(stock, '', ask) : undefined
  const today = todayOf(ask)
  return (
    heldLot(stock, lot, ask) ?? expiredLot(stock, lot, date === undefined || date < today ? today : date, ask)
  )
}

/** From stock on hand it takes what others have not set aside; and no later order may lack it. */
function notAvailable(
  stock: StockItem,
  { lot, date, document, pool }: Reserve,
  amount: string,
  ask: Ask,
): Rejection | undefined {
  const { item } = ask
  const onHand = usable(lot === undefined ? stock : lotOf(stock, lot), ask.plant, 'picking')
  if ((date === undefined || lot !== undefined) && compare(onHand, amount) < 0)
    return reject(
      'insufficient-stock',
      `${onHand} ${item.unit} of ${lot === undefined ? item.item : `lot ${lot} of ${item.item}`} can be picked, not ${amount}.`,
      { item: item.item, ...(lot === undefined ? {} : { lot }), requested: amount, onHand, unit: item.unit },
    )
  if (date === undefined || lot !== undefined) {
    const reserved = reservedByOthers(stock, lot, amount, [], ask)
    if (reserved) return reserved
  }
  const day = date ?? todayOf(ask)
  const line = timelineOf(stock, ask, { pool: pool && poolText(pool) }, true)
  const tooFar = checkDay(line, day, ask)
  if (tooFar) return tooFar
  const wanted = document ? subtract(amount, uncoveredDemand(stock, document, ask)) : amount
  if (!isPositive(wanted) || compare(atpOn(line, day) ?? '0', wanted) >= 0) return undefined
  const exceeded = allocationExceeded(line, wanted, day, ask)
  if (exceeded) return exceeded
  const short = shortage(line, wanted, day, ask)
  return reject('not-available', told(short, ask), { item: item.item, unit: item.unit, ...short })
}

/** What an order wants and nothing is reserved for yet: reserving it takes nothing from anybody. */
function uncoveredDemand(stock: StockItem, document: DocumentRef, { expired }: Ask): string {
  // A quote's demand does not count, so what is reserved for it takes from others.
  if (document.type === 'quote') return '0'
  const live = reservedForLine(stock, document).filter((id) => !expired.includes(id))
  const reserved = sum(live.map((id) => own(stock.reservations, id)?.open ?? '0'))
  return max('0', subtract(openTotal(lineOf(stock.demand, document)), reserved))
}
