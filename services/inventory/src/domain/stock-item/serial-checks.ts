import { add, compare, isNegative, miscounted, negate, subtract } from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import type { Effect } from './effects.ts'
import { reservedBy } from './free-serials.ts'
import { countsOf, placeIn, placeOf } from './serials.ts'
import type { StockItem } from './state.ts'
import { amountIn } from './stock.ts'

type Place = Pick<Effect, 'location' | 'lot' | 'status' | 'heldFrom' | 'owner'>

/** What a request names: serial numbers, how much of the item, and where they are taken from or put. */
interface Named {
  readonly serials: readonly string[] | undefined
  /** Not below zero, in base units. */
  readonly amount: string
  readonly from?: Place
  readonly to?: Place
}

const AT_MOST = 20

/** Refuses a request whose serial numbers are not there, or not one for each base unit. */
export function serialFault(
  stock: StockItem,
  { serials, amount, from, to }: Named,
  ask: Ask,
): Rejection | undefined {
  const { item, refusable } = ask
  if (!refusable) return undefined
  if (!item.serialControlled) return notSerialControlled(serials, ask)
  if (!serials)
    return reject('serial-required', `${item.item} is kept by serial numbers: name ${amount} of them.`, {
      item: item.item,
      quantity: amount,
    })
  return (
    miscounted(serials, { amount, unit: item.unit }, item.item) ??
    (from && notThere(stock, serials, from, ask)) ??
    (to && !from ? inStock(stock, serials, ask) : undefined)
  )
}

/** Refuses a request that names serial numbers of an item that is not kept by them. */
export const notSerialControlled = (
  serials: readonly string[] = [],
  { item, refusable }: Ask,
): Rejection | undefined =>
  refusable && !item.serialControlled && serials.length > 0
    ? reject('not-serial-controlled', `${item.item} is not kept by serial numbers: leave them out.`, {
        item: item.item,
      })
    : undefined

/** Refuses to take serial numbers that are set aside for reservations other than `mine`. */
export function serialsOfOthers(
  stock: StockItem,
  serials: readonly string[] = [],
  mine: readonly string[],
  ask: Ask,
): Rejection | undefined {
  const of = serials.flatMap((serial) => {
    const reservation = reservedBy(stock, serial, ask)
    return reservation === undefined || mine.includes(reservation) ? [] : [{ serial, reservation }]
  })
  if (of.length === 0) return undefined
  const { item } = ask.item
  const named = of.slice(0, AT_MOST)
  return reject(
    'serial-reserved',
    `${named.map(({ serial, reservation }) => `${serial} (by ${reservation})`).join(', ')} of ${item} ${of.length === 1 ? 'is' : 'are'} set aside for others: take other serial numbers, or name the reservation.`,
    { item, reserved: of.length, serials: named },
  )
}

/** Refuses effects whose serial numbers are not where they would be taken from, or are in stock where they would come in. */
export function serialsGone(stock: StockItem, effects: readonly Effect[], ask: Ask): Rejection | undefined {
  const taken = effects.filter(({ amount }) => isNegative(amount))
  for (const effect of taken) {
    const refusal = notThere(stock, effect.serials, effect, ask)
    if (refusal) return refusal
  }
  const moved = new Set(taken.flatMap(({ serials }) => serials))
  const coming = effects.filter((e) => !taken.includes(e)).flatMap(({ serials }) => serials)
  return inStock(
    stock,
    coming.filter((serial) => !moved.has(serial)),
    ask,
  )
}

function notThere(stock: StockItem, serials: readonly string[], from: Place, { item }: Ask) {
  const place = placeOf(from)
  const missing = serials.filter((serial) => own(stock.serials.entries, serial) !== place)
  if (missing.length === 0) return undefined
  return reject(
    'serial-not-there',
    `${missing.slice(0, AT_MOST).join(', ')} of ${item.item} ${missing.length === 1 ? 'is' : 'are'} not at ${from.location}, ${from.status}.`,
    { item: item.item, location: from.location, serials: located(stock, missing) },
  )
}

function inStock(stock: StockItem, serials: readonly string[], { item }: Ask) {
  const here = serials.filter((serial) =>
    Object.values(countsOf(own(stock.serials.entries, serial))).some((n) => n > 0),
  )
  if (here.length === 0) return undefined
  return reject(
    'serial-in-stock',
    `${here.slice(0, AT_MOST).join(', ')} of ${item.item} ${here.length === 1 ? 'is' : 'are'} in stock already.`,
    { item: item.item, serials: located(stock, here) },
  )
}

const located = (stock: StockItem, serials: readonly string[]) =>
  serials.slice(0, AT_MOST).map((serial) => ({
    serial,
    at: Object.keys(countsOf(own(stock.serials.entries, serial))).map(placeIn),
  }))

/** What of a place is there by amount and not by serial number; below zero where it is the other way round. */
export function unnamed(stock: StockItem, at: Place): string {
  const { location, lot, status, heldFrom, owner } = at
  const free = heldFrom ?? status
  const amount = amountIn(stock, lot, location, { status: free, owner })
  const held =
    free === 'blocked' ? '0' : amountIn(stock, lot, location, { status: 'blocked', heldFrom: free, owner })
  return subtract(add(amount, held), String(own(stock.serialsAt, placeOf(at)) ?? 0))
}

/** An adjustment without serial numbers that brings what is there to what is known by them: so such stock is put right. */
export function rights(stock: StockItem, at: Place, amount: string): boolean {
  const open = unnamed(stock, at)
  return isNegative(amount) ? compare(open, negate(amount)) >= 0 : compare(negate(open), amount) >= 0
}
