import {
  DemandCancelled,
  DemandScheduled,
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  MovementReversed,
  PromisesRedistributed,
  StockAdjusted,
  StockPromised,
  StockStatusChanged,
  SupplyAcknowledged,
  SupplyCancelled,
  SupplyScheduled,
  TransferAwaited,
  TransferClosed,
} from '@takt/contracts'
import { type Projected, project, view, type Write } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { linesOfEvent } from '../domain/stock-item/effects.ts'
import type { StockItemEvent } from '../domain/stock-item/messages.ts'

/** Events say of every day of a line that they touch what is open of it: it has a row while that is not nothing. */
export const atpLines = view({
  name: 'atp_lines',
  tables: [inventory.atpLine],
  on: [
    project(GoodsReceived, (event, write) => settle(event, event.data.quantity.unit, write)),
    project(GoodsIssued, (event, write) => settle(event, event.data.quantity.unit, write)),
    project(StockAdjusted, (event, write) => settle(event, event.data.quantity.unit, write)),
    project(GoodsReturned, (event, write) => settle(event, event.data.quantity.unit, write)),
    project(TransferAwaited, (event, write) => settle(event, event.data.quantity.unit, write)),
    project(TransferClosed, (event, write) => settle(event, event.data.lost.unit, write)),
    project(MovementReversed, (event, write) => settle(event, event.data.unit, write)),
    project(StockStatusChanged, (event, write) => settle(event, event.data.quantity.unit, write)),
    project(SupplyAcknowledged, (event, write) => settle(event, event.data.unit, write)),
    project(SupplyScheduled, (event, write) => settle(event, event.data.quantity.unit, write)),
    project(DemandScheduled, (event, write) => settle(event, event.data.quantity.unit, write)),
    project(StockPromised, (event, write) => settle(event, event.data.unit, write)),
    project(PromisesRedistributed, (event, write) => settle(event, event.data.unit, write)),
    // Nothing is open of a line after it: no row needs a unit.
    project(SupplyCancelled, (event, write) => settle(event, '', write)),
    project(DemandCancelled, (event, write) => settle(event, '', write)),
  ],
})

function settle(event: Projected, unit: string, write: Write): void {
  const { type, plant, position } = event
  const data = event.data as StockItemEvent['data']
  for (const state of linesOfEvent({ type, data } as StockItemEvent)) {
    const { kind, document, confirmed, customer = null, requested, validUntil = null, open } = state
    for (const { date, amount: quantity, of: originalQuantity, unconfirmed: part = '0' } of open) {
      const { type: documentType, id: documentId, line: documentLine = '' } = document
      const row = { plant, item: data.item, kind, documentType, documentId, documentLine, date }
      const unconfirmed = confirmed ? part : quantity
      const said = {
        ...{ quantity, originalQuantity, unconfirmed, unit, confirmed, customer, validUntil, position },
        requestedDate: requested?.date ?? null,
        requestedQuantity: requested?.amount ?? null,
      }
      if (quantity === '0') write(inventory.atpLine).remove(row)
      else write(inventory.atpLine).put(row, said)
    }
  }
}
