import {
  atpOn,
  compare,
  type DataOf,
  type DocumentRef,
  isPositive,
  max,
  min,
  poolText,
  type ReserveStock,
  subtract,
  sum,
} from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import { allocationExceeded } from './allocation-exceeded.ts'
import type { Ask } from './ask.ts'
import { checkDay, shortage, timelineOf, told } from './availability.ts'
import { own } from './bounded.ts'
import { lineOf, openTotal } from './ledger.ts'
import { reservedForLine } from './reserved.ts'
import type { StockItem } from './state.ts'
import { lotOf, usable } from './stock.ts'
import { freeFromHand, reservedByOthers, todayOf } from './stock-checks.ts'

type Reserve = DataOf<typeof ReserveStock>

/** It is of stock that is here now: no day is named, or a lot is. */
const isOfHand = ({ lot, date, hard }: Reserve) =>
  date === undefined || lot !== undefined || hard !== undefined

const onHandFor = (stock: StockItem, { lot }: Reserve, { plant }: Ask) =>
  usable(lot === undefined ? stock : lotOf(stock, lot), plant, 'picking')

/** From stock on hand it takes what others have not set aside; and no later order may lack it. */
export function notAvailable(
  stock: StockItem,
  data: Reserve,
  amount: string,
  ask: Ask,
): Rejection | undefined {
  const { lot, date, document, pool } = data
  const { item } = ask
  const onHand = onHandFor(stock, data, ask)
  if (isOfHand(data) && compare(onHand, amount) < 0)
    return reject(
      'insufficient-stock',
      `${onHand} ${item.unit} of ${lot === undefined ? item.item : `lot ${lot} of ${item.item}`} can be picked, not ${amount}.`,
      { item: item.item, ...(lot === undefined ? {} : { lot }), requested: amount, onHand, unit: item.unit },
    )
  const reserved = isOfHand(data) ? reservedByOthers(stock, lot, amount, [], ask) : undefined
  if (reserved) return reserved
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

/** The most that {@link notAvailable} lets pass; may be below zero. */
export function reservable(stock: StockItem, data: Reserve, ask: Ask): string {
  const { lot, date, document, pool } = data
  const line = timelineOf(stock, ask, { pool: pool && poolText(pool) }, true)
  const promisable = max('0', atpOn(line, date ?? todayOf(ask)) ?? '0')
  const most = document ? sum([promisable, uncoveredDemand(stock, document, ask)]) : promisable
  if (!isOfHand(data)) return most
  return [onHandFor(stock, data, ask), ...freeFromHand(stock, lot, [], ask).map(({ free }) => free)].reduce(
    (least, each) => min(least, each),
    most,
  )
}

/** What an order wants and nothing is reserved for yet: reserving it takes nothing from anybody. */
function uncoveredDemand(stock: StockItem, document: DocumentRef, { expired }: Ask): string {
  // A quote's demand does not count, so what is reserved for it takes from others.
  if (document.type === 'quote') return '0'
  const live = reservedForLine(stock, document).filter((id) => !expired.includes(id))
  const reserved = sum(live.map((id) => own(stock.reservations, id)?.open ?? '0'))
  return max('0', subtract(openTotal(lineOf(stock.demand, document)), reserved))
}
