import {
  atpOn,
  compare,
  consume,
  type DataOf,
  isPositive,
  type Lacking,
  lackingAfter,
  max,
  min,
  poolText,
  type Quantity,
  type ReserveStock,
  type Timeline,
  take,
} from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import { allocationExceeded } from './allocation-exceeded.ts'
import { isOfLots } from './allotments.ts'
import type { Ask } from './ask.ts'
import { checkDay, shortage, timelineOf, told } from './availability.ts'
import { beyondRoom, mostWith, roomIn } from './room-in-demand.ts'
import type { Reservation, StockItem } from './state.ts'
import { lotOf, usable } from './stock.ts'
import { freeFromHand, reservedByOthers, todayOf } from './stock-checks.ts'
import { type Reserving, setAside, takenOf } from './taken.ts'

type Reserve = DataOf<typeof ReserveStock>
/** One reservation that is asked for. */
export interface ReserveLine extends Omit<Reserve, 'lines' | 'reservation' | 'quantity'> {
  readonly reservation: string
  readonly quantity: Quantity
}

/** It is of stock that is here now: no day is named, or a lot is. */
const isOfHand = ({ lot, date, hard }: ReserveLine) =>
  date === undefined || lot !== undefined || hard !== undefined

const onHandFor = (stock: StockItem, { lot }: ReserveLine, { plant }: Reserving) =>
  usable(lot === undefined ? stock : lotOf(stock, lot), plant, 'picking')

/** The day from which it counts. */
const dayOf = (data: ReserveLine, ask: Reserving): string =>
  (isOfHand(data) ? undefined : data.date) ?? todayOf(ask)

/** The day it is needed, today at the earliest: its pool consumes in that day's period. */
export const neededOn = ({ date }: Pick<ReserveLine, 'date'>, ask: Ask): string => {
  const today = todayOf(ask)
  return date === undefined || date < today ? today : date
}

/** What can be promised beside what the request took before; worked out once for all its lines. */
function timelineFor(stock: StockItem, { pool }: ReserveLine, ask: Reserving): Timeline {
  ask.taken.timeline ??= timelineOf(stock, ask, { pool: pool && poolText(pool) })
  return ask.taken.timeline
}

/** From stock on hand it takes what others have not set aside; and no later order may lack it. */
export function notAvailable(
  stock: StockItem,
  data: ReserveLine,
  amount: string,
  ask: Reserving,
): Rejection | undefined {
  const { lot, document } = data
  const { item, taken } = ask
  const onHand = onHandFor(stock, data, ask)
  if (isOfHand(data) && compare(onHand, amount) < 0)
    return reject(
      'insufficient-stock',
      `${onHand} ${item.unit} of ${lot === undefined ? item.item : `lot ${lot} of ${item.item}`} can be picked, not ${amount}.`,
      { item: item.item, ...(lot === undefined ? {} : { lot }), requested: amount, onHand, unit: item.unit },
    )
  const beside = { fromHand: taken.fromHand, ofLot: takenOf(ask, lot) }
  const reserved = isOfHand(data) ? reservedByOthers(stock, lot, amount, [], ask, beside) : undefined
  if (reserved) return reserved
  const day = dayOf(data, ask)
  const line = timelineFor(stock, data, ask)
  const tooFar = checkDay(line, day, ask)
  if (tooFar) return tooFar
  const wanted = beyondRoom(roomIn(stock, document, ask), amount)
  if (!isPositive(wanted) || compare(atpOn(line, day) ?? '0', wanted) >= 0) return undefined
  const exceeded = allocationExceeded(line, wanted, day, ask)
  if (exceeded) return exceeded
  const short = shortage(line, wanted, day, ask)
  return reject('not-available', told(short, ask), { item: item.item, unit: item.unit, ...short })
}

/** The most that {@link notAvailable} lets pass; may be below zero. */
export function reservable(stock: StockItem, data: ReserveLine, ask: Reserving): string {
  const { lot, document } = data
  const line = timelineFor(stock, data, ask)
  const promisable = max('0', atpOn(line, dayOf(data, ask)) ?? '0')
  const most = mostWith(roomIn(stock, document, ask), promisable)
  if (!isOfHand(data)) return most
  const beside = { fromHand: ask.taken.fromHand, ofLot: takenOf(ask, lot) }
  return [
    onHandFor(stock, data, ask),
    ...freeFromHand(stock, lot, [], ask, beside).map(({ free }) => free),
  ].reduce((least, each) => min(least, each), most)
}

/**
 * Takes a reservation from what the lines after it may have, in place; undone, and told, where its lots are what others
 * would lack.
 */
export function setAsideFor(
  stock: StockItem,
  data: ReserveLine,
  reservation: Reservation,
  ask: Reserving,
): Lacking | undefined {
  const wanted = beyondRoom(roomIn(stock, data.document, ask), reservation.open)
  const line = timelineFor(stock, data, ask)
  if (isOfLots(reservation)) {
    const held = timelineOf(stock, ask, { made: [...ask.taken.made, reservation] })
    held.share = line.share
    if (isPositive(wanted)) consume(held, neededOn(data, ask), wanted)
    const lacking = lackingAfter(line, held)
    if (lacking) return lacking
    ask.taken.timeline = held
  } else if (isPositive(wanted)) take(line, dayOf(data, ask), wanted, neededOn(data, ask))
  setAside(ask, reservation, dayOf(data, ask) <= todayOf(ask))
  return undefined
}

/** Refuses to set lots aside that others would lack: from now on they are nobody else's, and use up nothing else. */
export function othersLack(amount: string, { date, amount: lacking }: Lacking, { item }: Ask): Rejection {
  const { unit } = item
  return reject(
    'others-would-lack',
    `Were ${amount} ${unit} of ${item.item} set aside now, others would lack ${lacking} ${unit} on ${date}: what else is there comes later, or expires before. Reserve less, soft for its day, or what expires first.`,
    { item: item.item, requested: amount, lacking, date, unit },
  )
}
