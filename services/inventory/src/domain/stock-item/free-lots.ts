import { isPositive, max, min, subtract, sum } from '@takt/contracts'
import { allottedIn } from './allotments.ts'
import { own } from './bounded.ts'
import type { FreeSerials } from './free-serials.ts'
import type { Lot, StockItem } from './state.ts'
import { isHeld, lotOf, usable } from './stock.ts'
import { isExpired } from './stock-checks.ts'
import { type Reserving, takenOf } from './taken.ts'

/** What is free of a lot, and which serial numbers, where the item is kept by them. */
export interface FreeLot {
  readonly lot: string
  readonly free: string
  readonly serials?: readonly string[]
  readonly expiresOn?: string | undefined
}

/** Every lot of which something is free, by its last day of use or in the order in which they first came in. */
export function freeLots(
  stock: StockItem,
  strategy: 'fefo' | 'fifo',
  day: string,
  serials: FreeSerials | undefined,
  ask: Reserving,
): FreeLot[] {
  const lots = Object.entries(stock.lots.entries).flatMap(([lot, { expiresOn = '~', arrived = 0 }]) => {
    // Without a lot it is by their serial numbers only that units are told apart.
    if (lot === '' && !serials) return []
    const found = freeLot(stock, lot, day, serials, ask)
    return isPositive(found.free) ? [{ found, expiresOn, arrived }] : []
  })
  const byDay = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)
  return lots
    .sort((a, b) => (strategy === 'fefo' ? byDay(a.expiresOn, b.expiresOn) : 0) || a.arrived - b.arrived)
    .map(({ found, expiresOn }) => ({ ...found, expiresOn: expiresOn === '~' ? undefined : expiresOn }))
}

/** What of a lot can be picked on a day and nobody has reserved; nothing of a held one. */
export function freeLot(
  stock: StockItem,
  lot: string,
  day: string,
  serials: FreeSerials | undefined,
  ask: Reserving,
): FreeLot {
  const free = freeOf(stock, lot, day, ask)
  if (!serials) return { lot, free }
  const named = serials.get(lot) ?? []
  return { lot, free: min(free, String(named.length)), serials: named }
}

function freeOf(stock: StockItem, lot: string, day: string, ask: Reserving): string {
  const entry = lotOf(stock, lot)
  const onHand = usable(entry, ask.plant, 'picking')
  if (!isPositive(onHand) || isExpired(stock, lot, day) || isHeld(stock, lot)) return '0'
  return max('0', subtract(onHand, reservedOf(stock, lot, entry, ask)))
}

const reservedOf = (stock: StockItem, lot: string, entry: Lot | undefined, ask: Reserving): string => {
  const over = ask.expired.flatMap((id) => own(stock.reservations, id) ?? []).map((r) => allottedIn(r, lot))
  return subtract(sum([entry?.reserved ?? '0', takenOf(ask, lot)]), sum(over))
}
