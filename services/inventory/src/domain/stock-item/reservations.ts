import {
  type DataOf,
  type ExpireReservations,
  isPositive,
  min,
  poolText,
  type ReleaseReservation,
  ReservationExpired,
  ReservationReleased,
  type ReserveStock,
  StockReserved,
  utc,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { hardOf } from './allotments.ts'
import { type Ask, type Measured, measure, roundsToZero } from './ask.ts'
import { own } from './bounded.ts'
import { allot, choose, found } from './hard-reservations.ts'
import { lineKey } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { notAvailable, reservable } from './reservable.ts'
import type { Reservation, StockItem } from './state.ts'
import { isItemHeld } from './stock.ts'
import { expiredLot, heldLot, todayOf } from './stock-checks.ts'

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
  const refusal = roundsToZero(measured, ask) ?? past(expiresAt, ask) ?? unusable(stock, data, ask)
  if (refusal) return refusal
  const wanted = measured.quantity.amount
  const isPart = data.policy === 'part'
  const choice = data.hard && choose(stock, data.hard, wanted, neededOn(data, ask), isPart, ask)
  if (choice && isRejection(choice)) return choice
  const most = isPart ? min(reservable(stock, data, ask), choice ? found(choice) : wanted) : wanted
  // Where nothing can be had the refusal tells of the whole.
  const amount = isPart && isPositive(most) ? min(wanted, most) : wanted
  const allotments = choice && allot(choice, amount, ask)
  if (allotments && isRejection(allotments)) return allotments
  const short = notAvailable(stock, data, amount, ask)
  if (short) return short
  return [
    StockReserved.create({
      reservation: id,
      item,
      ...measured,
      quantity: { ...measured.quantity, amount },
      ...(lot === undefined ? {} : { lot }),
      ...(date === undefined ? {} : { date }),
      expiresAt,
      ...(document ? { document } : {}),
      ...hardOf({
        strategy: choice?.strategy,
        allotments,
        requested: amount === wanted ? undefined : wanted,
      }),
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
    (live.requested ?? live.quantity) === quantity.amount &&
    live.lot === data.lot &&
    isSameHard(live, data.hard) &&
    live.date === data.date &&
    live.expiresAt === data.expiresAt &&
    live.pool === (data.pool && poolText(data.pool)) &&
    line(live.document) === line(data.document)
  )
}

/** What it held of given lots may be used in part since. */
function isSameHard({ strategy, allotments = [] }: Reservation, hard: Reserve['hard']): boolean {
  if (strategy !== hard?.strategy) return false
  if (strategy !== 'given') return true
  const named = new Set(hard?.lots?.map(({ lot }) => lot))
  return allotments.every(({ lot }) => named.has(lot))
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

function unusable(stock: StockItem, data: Reserve, ask: Ask): Rejection | undefined {
  const { lot, hard } = data
  if (lot === undefined) return isItemHeld(stock) ? heldLot(stock, '', ask) : undefined
  if (hard)
    return reject('lot-and-strategy', `Name lot ${lot} under hard, as given, and not beside it.`, {
      item: data.item,
      lot,
      strategy: hard.strategy,
    })
  return heldLot(stock, lot, ask) ?? expiredLot(stock, lot, neededOn(data, ask), ask)
}

const neededOn = ({ date }: Reserve, ask: Ask): string => {
  const today = todayOf(ask)
  return date === undefined || date < today ? today : date
}
