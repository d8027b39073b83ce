import {
  add,
  compare,
  isPositive,
  isPromisable,
  negate,
  type StatusSettings,
  type StatusUse,
  type StockByStatus,
  type StockStatus,
  usableStock,
} from '@takt/contracts'
import { entryOf, own } from './bounded.ts'
import type { Effect } from './effects.ts'
import { bucketOf, type Standing, standingOf } from './standing.ts'
import { addTo, type Lot, type StockItem } from './state.ts'

const isOver = (lot: Lot): boolean => Object.keys(lot.places).length === 0 && lot.reserved === '0'
const noLot = (): Lot => ({ places: {}, onHand: {}, reserved: '0' })

export const lotOf = (stock: StockItem, lot: string): Lot | undefined => own(stock.lots.entries, lot)
export const lotMade = (stock: StockItem, lot: string): Lot => entryOf(stock.lots, lot, noLot, isOver)

/** What is there by one standing, exactly. */
export const amountIn = (stock: StockItem, lot: string, location: string, standing: Standing): string =>
  own(placeOf(stock, lot, location), bucketOf(standing)) ?? '0'

/** What is there by status and owner ('' the plant's own), as the outside sees it. */
export function amountOf(
  stock: StockItem,
  lot: string,
  location: string,
  status: StockStatus,
  owner = '',
): string {
  if (status !== 'blocked') return amountIn(stock, lot, location, { status, owner })
  let sum = '0'
  for (const [bucket, amount] of Object.entries(placeOf(stock, lot, location))) {
    const at = standingOf(bucket)
    if (at.status === status && at.owner === owner) sum = add(sum, amount)
  }
  return sum
}

const placeOf = (stock: StockItem, lot: string, location: string) =>
  own(lotOf(stock, lot)?.places ?? {}, location) ?? {}

export const isItemHeld = (stock: StockItem): boolean =>
  Object.values(stock.holds).some((hold) => hold.lot === undefined)

export const isHeld = (stock: StockItem, lot: string, except?: string): boolean =>
  Object.entries(stock.holds).some(
    ([id, hold]) => id !== except && (hold.lot === undefined || hold.lot === lot),
  )

/** Where stock of a status really lies: stock of a held lot is blocked, whatever its reporter knows. */
export const standing = (stock: StockItem, lot: string, status: StockStatus, owner: string): Standing =>
  status !== 'blocked' && isHeld(stock, lot)
    ? { status: 'blocked', heldFrom: status, owner }
    : { status, owner }

/** Of what is blocked, first what no hold gives back. */
const HELD_FROM = [undefined, 'unrestricted', 'inInspection'] as (string | undefined)[]

/** Where stock of a status is taken from. */
export function source(
  stock: StockItem,
  lot: string,
  location: string,
  status: StockStatus,
  amount: string,
  owner: string,
): Standing {
  if (status !== 'blocked') return standing(stock, lot, status, owner)
  const other = Object.keys(placeOf(stock, lot, location)).map((bucket) => standingOf(bucket).heldFrom)
  const kinds = [...new Set([...HELD_FROM, ...other.sort()])].map((heldFrom) =>
    heldFrom === undefined ? { status, owner } : { status, heldFrom, owner },
  )
  return kinds.find((kind) => compare(amountIn(stock, lot, location, kind), amount) >= 0) ?? { status, owner }
}

/** Adds to (or takes from) one place, lot and standing, in place; `by` is the message that says so. */
export function move(stock: StockItem, effect: Effect, by?: string): void {
  const { lot, location, status, owner, amount } = effect
  const entry = lotMade(stock, lot)
  if (entry.arrived === undefined && isPositive(amount)) {
    entry.arrived = ++stock.arrivals
    if (by !== undefined) entry.arrivedBy = by
  }
  const place = own(entry.places, location) ?? {}
  addTo(place, bucketOf(effect), amount)
  if (Object.keys(place).length === 0) delete entry.places[location]
  else entry.places[location] = place
  if (!isPromisable(owner)) return
  addTo(stock.onHand, status, amount)
  addTo(entry.onHand, status, amount)
  if (entry.expiresOn !== undefined) addExpiring(stock, status, entry.expiresOn, amount)
}

/** A lot that came by a movement which never was has not come yet, where nothing of it is there: in place. */
export function neverArrived(stock: StockItem, lot: string, movement: string): void {
  const entry = lotOf(stock, lot)
  if (entry?.arrivedBy !== movement || Object.keys(entry.places).length > 0) return
  delete entry.arrived
  delete entry.arrivedBy
}

/** The lot's last day of use (or none), in place: what is there of it counts until that day from now on. */
export function setExpiry(stock: StockItem, lot: string, expiresOn: string | undefined): void {
  const entry = lotMade(stock, lot)
  if (entry.expiresOn === expiresOn) return
  for (const [status, amount] of Object.entries(entry.onHand)) {
    if (entry.expiresOn !== undefined) addExpiring(stock, status, entry.expiresOn, negate(amount))
    if (expiresOn !== undefined) addExpiring(stock, status, expiresOn, amount)
  }
  if (entry.reserved !== '0') {
    if (entry.expiresOn !== undefined) addTo(stock.allotted, entry.expiresOn, negate(entry.reserved))
    if (expiresOn !== undefined) addTo(stock.allotted, expiresOn, entry.reserved)
  }
  if (expiresOn === undefined) delete entry.expiresOn
  else entry.expiresOn = expiresOn
}

function addExpiring(stock: StockItem, status: string, day: string, amount: string): void {
  const days = own(stock.expiring, status) ?? {}
  addTo(days, day, amount)
  if (Object.keys(days).length === 0) delete stock.expiring[status]
  else stock.expiring[status] = days
}

/** What is there by status, and what of it expires. */
export const stockByStatus = ({ onHand, expiring }: StockItem): StockByStatus => ({
  onHand,
  expiring: Object.entries(expiring).flatMap(([status, days]) =>
    Object.entries(days).map(([date, amount]) => ({ status, date, amount })),
  ),
})

/** Stock of an item, or of one lot, in the statuses that the plant flags for a use. */
export const usable = (
  of: Pick<StockByStatus, 'onHand'> | undefined,
  plant: StatusSettings,
  use: keyof StatusUse,
): string => (of ? usableStock(of, plant, use) : '0')

/** Every place of a lot (or of all lots) with what lies there by bucket. */
export function* placesOf(stock: StockItem, lot?: string) {
  const lots = lot === undefined ? Object.keys(stock.lots.entries) : [lot]
  for (const id of lots)
    for (const [location, amounts] of Object.entries(lotOf(stock, id)?.places ?? {}))
      yield { lot: id, location, amounts }
}

/** All that lies anywhere of a lot (or of all lots), by place and standing. */
export function* standings(stock: StockItem, lot?: string): Iterable<Omit<Effect, 'serials'>> {
  for (const place of placesOf(stock, lot))
    for (const [bucket, amount] of Object.entries(place.amounts))
      yield { lot: place.lot, location: place.location, ...standingOf(bucket), amount }
}
