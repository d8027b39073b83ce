import { ownerKey, RecountRequested, StockCountApproved, StockCounted } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

export const stockCounts = view({
  name: 'stock_counts',
  tables: [inventory.stockCount],
  on: [
    project(StockCounted, ({ plant, data, position, occurredAt }, write) => {
      const { item, count, location, lot, status, heldFrom, counted, book, difference, countedBy } = data
      write(inventory.stockCount).put(
        { plant, item, count },
        {
          ...{ location, lot, status: heldFrom ?? status, owner: ownerKey(data.owner) },
          ...{ counted: counted.amount, book, difference, posted: null, unit: counted.unit },
          ...{ serials: data.serials ?? null, missing: data.missing ?? null, found: data.found ?? null },
          ...{ state: 'open', countedBy: countedBy ?? null, countedAt: occurredAt, position },
        },
      )
    }),
    project(RecountRequested, ({ plant, data: { item, count, reason = null }, position }, write) =>
      write(inventory.stockCount).patch(
        { plant, item, count },
        { state: 'recount', recountReason: reason, position },
      ),
    ),
    project(StockCountApproved, ({ plant, data, position, recordedAt }, write) => {
      const { item, count, quantity, missing = null, found = null, withinTolerance, approvedBy = null } = data
      write(inventory.stockCount).patch(
        { plant, item, count },
        {
          ...{ state: 'approved', posted: quantity.amount, missing, found },
          ...{ withinTolerance, approvedBy, closedAt: recordedAt, position },
        },
      )
    }),
  ],
})
