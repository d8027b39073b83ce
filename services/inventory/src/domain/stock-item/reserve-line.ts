import { type DataOf, isPositive, min, poolText, StockReserved, subtract, utc } from '@takt/contracts'
import { isRejection, type Rejection, reject } from '@takt/decider'
import { hardOf } from './allotments.ts'
import { type Ask, type Measured, measure, roundsToZero } from './ask.ts'
import { own } from './bounded.ts'
import { allot, type Choice, choose, found } from './hard-reservations.ts'
import { lineKey } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import {
  neededOn,
  notAvailable,
  othersLack,
  type ReserveLine,
  reservable,
  setAsideFor,
} from './reservable.ts'
import { reservationOf } from './reserved.ts'
import type { Reservation, StockItem } from './state.ts'
import { isItemHeld } from './stock.ts'
import { expiredLot, heldLot } from './stock-checks.ts'
import type { Reserving } from './taken.ts'

/** One reservation, beside what the lines before it take; nothing where it is there already. */
export function reserveLine(
  stock: StockItem,
  data: ReserveLine,
  ask: Reserving,
): StockItemEvent | Rejection | undefined {
  const { reservation: id, lot } = data
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const expiresAt = data.expiresAt === undefined ? undefined : utc(data.expiresAt)
  const live = ask.expired.includes(id) ? undefined : own(stock.reservations, id)
  if (live) return isSame(live, { ...data, expiresAt }, measured) ? undefined : exists(id, live, ask)
  const refusal =
    roundsToZero(measured, ask) ??
    past(expiresAt, ask) ??
    lacksExpiry(expiresAt, { reservation: id, isHard: lot !== undefined || data.hard !== undefined }, ask) ??
    unusable(stock, data, ask)
  if (refusal) return refusal
  const wanted = measured.quantity.amount
  const isPart = data.policy === 'part'
  const choice = data.hard && choose(stock, data.hard, wanted, neededOn(data, ask), isPart, ask)
  if (choice && isRejection(choice)) return choice
  const most = isPart ? mostOf(stock, data, choice, wanted, ask) : wanted
  // Where nothing can be had the refusal tells of the whole.
  let amount = isPositive(most) ? most : wanted
  for (;;) {
    const made = reservedBy(stock, data, measured, choice, amount, ask)
    if (isRejection(made)) return made
    const lacking = setAsideFor(stock, data, reservationOf({ ...made, quantity: amount, open: amount }), ask)
    if (!lacking) return StockReserved.create(made)
    // Each unit less leaves others at most one more, so it never comes below what can be had.
    const less = wholeFor(choice, subtract(amount, lacking.amount), ask)
    if (!isPart || !isPositive(less)) return othersLack(wanted, lacking, ask)
    amount = less
  }
}

/** The reservation of an amount, where that is there for it. */
function reservedBy(
  stock: StockItem,
  data: ReserveLine,
  measured: Measured,
  choice: Choice | undefined,
  amount: string,
  ask: Reserving,
): DataOf<typeof StockReserved> | Rejection {
  const { reservation, item, lot, date, expiresAt, document, pool } = data
  const allotments = choice && allot(choice, amount, ask)
  if (allotments && isRejection(allotments)) return allotments
  const short = notAvailable(stock, data, amount, ask)
  if (short) return short
  const wanted = measured.quantity.amount
  const requested = amount === wanted ? undefined : wanted
  return {
    reservation,
    item,
    ...measured,
    quantity: { ...measured.quantity, amount },
    ...(lot === undefined ? {} : { lot }),
    ...(date === undefined ? {} : { date }),
    ...(expiresAt === undefined ? {} : { expiresAt: utc(expiresAt) }),
    ...(document ? { document } : {}),
    ...hardOf({ strategy: choice?.strategy, allotments, requested }),
    ...(pool ? { pool, ...consumesOn(data, ask) } : {}),
  }
}

/** From stock on hand, or of a day that is past, it consumes what a pool has today. */
function consumesOn(data: ReserveLine, ask: Ask): { consumesOn?: string } {
  const day = neededOn(data, ask)
  return day === data.date ? {} : { consumesOn: day }
}

/** What of it can be had; of an item that is kept by serial numbers whole units only. */
function mostOf(
  stock: StockItem,
  data: ReserveLine,
  choice: Choice | undefined,
  wanted: string,
  ask: Reserving,
): string {
  const most = min(min(reservable(stock, data, ask), choice ? found(choice) : wanted), wanted)
  return wholeFor(choice, most, ask)
}

const wholeFor = (choice: Choice | undefined, amount: string, { item }: Ask): string =>
  choice && item.serialControlled && isPositive(amount) ? (amount.split('.')[0] as string) : amount

function isSame(live: Reservation, data: ReserveLine, { quantity }: Measured): boolean {
  const line = (document: ReserveLine['document']) => document && lineKey(document)
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

/** What it held of given lots, or of given serial numbers, may be used in part since. */
export function isSameHard({ strategy, allotments = [] }: Reservation, hard: ReserveLine['hard']): boolean {
  if (strategy !== hard?.strategy) return false
  if (strategy !== 'given') return true
  const lots = new Set(hard?.lots?.map(({ lot }) => lot))
  const serials = new Set(hard?.serials)
  return allotments.every((part) =>
    hard?.serials ? (part.serials ?? []).every((serial) => serials.has(serial)) : lots.has(part.lot),
  )
}

const exists = (id: string, { quantity, open, expiresAt }: Reservation, { item }: Ask) =>
  reject(
    'reservation-exists',
    `Reservation ${id} of ${item.item} is there already with ${quantity} ${item.unit}${expiresAt === undefined ? '' : ` until ${expiresAt}`}: release it first, or use another id.`,
    { item: item.item, reservation: id, quantity, open, unit: item.unit, expiresAt: expiresAt ?? null },
  )

const past = (expiresAt: string | undefined, { item, now }: Ask): Rejection | undefined =>
  expiresAt === undefined || expiresAt > now
    ? undefined
    : reject('already-expired', `The reservation would end at ${expiresAt}, which is past.`, {
        item: item.item,
        expiresAt,
        now,
      })

/** Refuses a soft reservation that nothing would ever end by itself, unless the plant allows it. */
export function lacksExpiry(
  expiresAt: string | undefined,
  { reservation, isHard }: { reservation: string; isHard: boolean },
  { item, plant }: Ask,
): Rejection | undefined {
  if (expiresAt !== undefined || isHard || plant.softReservationsWithoutExpiry) return undefined
  return reject(
    'expiry-required',
    `Reservation ${reservation} of ${item.item} is of no lot and would never end by itself: say when it expires, or reserve hard.`,
    { item: item.item, reservation },
  )
}

function unusable(stock: StockItem, data: ReserveLine, ask: Ask): Rejection | undefined {
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
