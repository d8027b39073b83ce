import { type DataOf, ownerKey, type StockCountApproved, type StockCounted, subtract } from '@takt/contracts'
import { remember } from './bounded.ts'
import { countedPlaces, MAX_DIFFERING } from './count-serials.ts'
import type { Effect } from './effects.ts'
import { placeOf } from './serials.ts'
import type { OpenCount, StockItem } from './state.ts'

export function openCountOf(data: DataOf<typeof StockCounted>): OpenCount {
  const { location, lot, status, heldFrom, counted, difference, serials, missing, found } = data
  return {
    ...{ location, lot, status: heldFrom ?? status, owner: ownerKey(data.owner) },
    ...{ difference, counted: counted.amount },
    ...(serials ? { serials } : {}),
    ...(missing && found ? { missing, found } : {}),
  }
}

/** In place. */
export function openCount(stock: StockItem, data: DataOf<typeof StockCounted>): void {
  stock.counts[data.count] = openCountOf(data)
}

/** In place. */
export function closeCount(stock: StockItem, data: DataOf<typeof StockCountApproved>): void {
  const { count: id, quantity } = data
  delete stock.counts[id]
  remember(stock.closedCounts, id, true)
  // What it puts right of a place, no other count of it has to. By serial number they compare with what is known then.
  for (const other of Object.values(stock.counts))
    if (!other.serials && isOfPlace(other, data))
      other.difference = subtract(other.difference, quantity.amount)
}

const isOfPlace = (
  { location, lot, status, owner }: OpenCount,
  data: DataOf<typeof StockCountApproved>,
): boolean =>
  location === data.location &&
  lot === data.lot &&
  status === (data.heldFrom ?? data.status) &&
  owner === ownerKey(data.owner)

/** In place. Serial numbers that an open count found off, and that come or go there now. */
export function noteMoved(stock: StockItem, effects: readonly Effect[]): void {
  const moving = effects.filter(({ serials }) => serials.length > 0)
  if (moving.length === 0) return
  for (const count of Object.values(stock.counts)) {
    const off = new Set([...(count.missing ?? []), ...(count.found ?? [])])
    if (off.size === 0) continue
    const isCounted = countedPlaces(stock, count)
    const moved = moving.flatMap((effect) =>
      isCounted(placeOf(effect)) ? effect.serials.filter((serial) => off.has(serial)) : [],
    )
    if (moved.length > 0) count.moved = [...(count.moved ?? []), ...moved].slice(0, MAX_DIFFERING)
  }
}
