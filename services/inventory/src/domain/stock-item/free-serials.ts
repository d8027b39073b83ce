import { isPromisable, statusUse } from '@takt/contracts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { placeIn, type SerialPlace } from './serials.ts'
import type { StockItem } from './state.ts'
import type { Reserving } from './taken.ts'

/** By lot, the serial numbers that can be picked and nobody has set aside. */
export type FreeSerials = ReadonlyMap<string, readonly string[]>

/** Looks at all of the item's, so only rare decisions ask; nothing for an item that is not kept by them. */
export function freeSerials(stock: StockItem, ask: Reserving): FreeSerials | undefined {
  if (!ask.item.serialControlled) return undefined
  const lots = new Map<string, string[]>()
  const picked = new Map<string, string[] | undefined>()
  const at = (place: string): string[] | undefined => {
    if (picked.has(place)) return picked.get(place)
    const found = placeIn(place)
    const lot = isPickable(found, ask) ? (lots.get(found.lot) ?? []) : undefined
    if (lot) lots.set(found.lot, lot)
    picked.set(place, lot)
    return lot
  }
  for (const [serial, place] of Object.entries(stock.serials.entries))
    if (typeof place === 'string' && place !== '' && !isReserved(stock, serial, ask)) at(place)?.push(serial)
  return lots
}

/** Where a serial number can be picked; nothing where it cannot, or it is not known where it is. */
export function pickedAt(stock: StockItem, serial: string, ask: Ask): SerialPlace | undefined {
  const place = own(stock.serials.entries, serial)
  if (typeof place !== 'string' || place === '') return undefined
  const found = placeIn(place)
  return isPickable(found, ask) ? found : undefined
}

/** Whom a serial number is set aside for; nobody where that is past its time. */
export function reservedBy(stock: StockItem, serial: string, { expired }: Ask): string | undefined {
  const reservation = own(stock.reservedSerials, serial)
  return reservation === undefined || expired.includes(reservation) ? undefined : reservation
}

export const isReserved = (stock: StockItem, serial: string, ask: Reserving): boolean =>
  ask.taken.serials.has(serial) || reservedBy(stock, serial, ask) !== undefined

const isPickable = ({ status, owner }: SerialPlace, { plant }: Ask): boolean =>
  isPromisable(owner) && statusUse(status, plant)?.picking === true
