import { MAX_SERIALS } from '@takt/contracts'
import { countsOf, placeIn } from './serials.ts'
import type { OpenCount, Serial, StockItem } from './state.ts'
import { isHeld } from './stock.ts'

/** So many serial numbers may differ in one count. */
export const MAX_DIFFERING = 2 * MAX_SERIALS

export type CountedAt = Pick<OpenCount, 'location' | 'lot' | 'status' | 'owner'>

export interface Differing {
  readonly missing: string[]
  readonly found: string[]
}

/**
 * By which serial numbers what is known of a place is off from what was found there, each as often as it is: so that
 * with them posted the place has exactly what was found. Looks at all of the item's, as a count is rare.
 */
export function differing(stock: StockItem, at: CountedAt, serials: readonly string[]): Differing {
  const isCounted = countedPlaces(stock, at)
  const wanted = new Set(serials)
  const missing: string[] = []
  const found: string[] = []
  const compareTo = (serial: string, known?: Serial) => {
    let off = Number(wanted.delete(serial))
    for (const [place, often] of Object.entries(countsOf(known))) if (isCounted(place)) off -= often
    for (; off < 0; off++) missing.push(serial)
    for (; off > 0; off--) found.push(serial)
  }
  for (const [serial, known] of Object.entries(stock.serials.entries)) compareTo(serial, known)
  for (const serial of [...wanted]) compareTo(serial)
  return { missing, found }
}

/** What an event tells of it; nothing where more differ than one count can tell. */
export const told = (off: Differing): Partial<Differing> =>
  off.missing.length + off.found.length <= MAX_DIFFERING ? off : {}

/** Whether a place (`placeOf`) is among those counted: who counts what is blocked finds what a hold blocks, too. */
export function countedPlaces(stock: StockItem, at: CountedAt): (place: string) => boolean {
  const isAny = at.status === 'blocked' && isHeld(stock, at.lot)
  const known = new Map<string, boolean>()
  const isCounted = (key: string) => {
    const { location, lot, status, owner } = placeIn(key)
    const isThere = location === at.location && lot === at.lot && owner === at.owner
    return isThere && (isAny || status === at.status)
  }
  return (key) => {
    const is = known.get(key) ?? isCounted(key)
    known.set(key, is)
    return is
  }
}
