import { type Projected, project, view, type Write } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { linesOfEvent } from '../domain/stock-item/effects.ts'
import type { StockItemEvent } from '../domain/stock-item/messages.ts'
import { settling, unitOfLines } from './settling.ts'

/** Events say of every day of a line that they touch what is open of it: it has a row while that is not nothing. */
export const atpLines = view({
  name: 'atp_lines',
  tables: [inventory.atpLine],
  on: settling.map((contract) =>
    project(contract, (event, write) => settle(event, unitOfLines(event.data), write)),
  ),
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
