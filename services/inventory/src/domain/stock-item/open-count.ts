import { type DataOf, ownerKey, type StockCountApproved, type StockCounted } from '@takt/contracts'
import { remember } from './bounded.ts'
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
export function closeCount(stock: StockItem, { count: id }: DataOf<typeof StockCountApproved>): void {
  delete stock.counts[id]
  remember(stock.closedCounts, id, true)
}
