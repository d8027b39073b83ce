import { add, compare, isPositive, negate, type StockStatus, type UsableStatus } from '@takt/contracts'
import { entryOf, own } from './bounded.ts'
import { addTo, type Bucket, type Lot, type StockItem } from './state.ts'

/** Where stock lies: its status, and the one it gets back when the hold on it is released. */
export interface Standing {
  readonly status: StockStatus
  readonly heldFrom?: UsableStatus | undefined
}

const BLOCKED: readonly Bucket[] = ['blocked', 'heldUnrestricted', 'heldInInspection']

const bucketOf = ({ status, heldFrom }: Standing): Bucket => {
  if (status !== 'blocked' || heldFrom === undefined) return status
  return heldFrom === 'unrestricted' ? 'heldUnrestricted' : 'heldInInspection'
}

const isOver = (lot: Lot): boolean => Object.keys(lot.places).length === 0 && !isPositive(lot.reserved)
const noLot = (): Lot => ({ places: {}, unrestricted: '0', reserved: '0' })

export const lotOf = (stock: StockItem, lot: string): Lot | undefined => own(stock.lots.entries, lot)
export const lotMade = (stock: StockItem, lot: string): Lot => entryOf(stock.lots, lot, noLot, isOver)

/** What is there by one standing, exactly. */
export const amountIn = (stock: StockItem, lot: string, location: string, standing: Standing): string =>
  placeOf(stock, lot, location)[bucketOf(standing)] ?? '0'

/** What is there by status, as the outside sees it. */
export function amountOf(stock: StockItem, lot: string, location: string, status: StockStatus): string {
  const place = placeOf(stock, lot, location)
  if (status !== 'blocked') return place[status] ?? '0'
  return BLOCKED.reduce((sum, bucket) => add(sum, place[bucket] ?? '0'), '0')
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
export const standing = (stock: StockItem, lot: string, status: StockStatus): Standing =>
  status !== 'blocked' && isHeld(stock, lot) ? { status: 'blocked', heldFrom: status } : { status }

/** Where stock of a status is taken from: of what is blocked, first what no hold gives back. */
export function source(
  stock: StockItem,
  lot: string,
  location: string,
  status: StockStatus,
  amount: string,
): Standing {
  if (status !== 'blocked') return standing(stock, lot, status)
  const kinds: Standing[] = [
    { status },
    { status, heldFrom: 'unrestricted' },
    { status, heldFrom: 'inInspection' },
  ]
  return kinds.find((kind) => compare(amountIn(stock, lot, location, kind), amount) >= 0) ?? { status }
}

/** Adds to (or takes from) one place, lot and standing, in place. */
export function move(stock: StockItem, lot: string, location: string, at: Standing, amount: string): void {
  const entry = lotMade(stock, lot)
  const place = own(entry.places, location) ?? {}
  addTo(place as Record<string, string>, bucketOf(at), amount)
  if (Object.keys(place).length === 0) delete entry.places[location]
  else entry.places[location] = place
  if (at.status === 'inInspection') stock.inInspection = add(stock.inInspection, amount)
  if (at.status !== 'unrestricted') return
  stock.unrestricted = add(stock.unrestricted, amount)
  entry.unrestricted = add(entry.unrestricted, amount)
  if (entry.expiresOn !== undefined) addTo(stock.expiring, entry.expiresOn, amount)
}

/** The lot's last day of use, in place: what is there of it counts until that day from now on. */
export function setExpiry(stock: StockItem, lot: string, expiresOn: string): void {
  const entry = lotMade(stock, lot)
  if (entry.expiresOn === expiresOn) return
  if (entry.expiresOn !== undefined) addTo(stock.expiring, entry.expiresOn, negate(entry.unrestricted))
  entry.expiresOn = expiresOn
  addTo(stock.expiring, expiresOn, entry.unrestricted)
}

/** Every place of a lot (or of all lots) with what lies there by bucket. */
export function* placesOf(stock: StockItem, lot?: string) {
  const lots = lot === undefined ? Object.keys(stock.lots.entries) : [lot]
  for (const id of lots)
    for (const [location, amounts] of Object.entries(lotOf(stock, id)?.places ?? {}))
      yield { lot: id, location, amounts }
}
