import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { effectsIn, type Moved, movements, unitOf } from './movements.ts'

export const stockMovements = view({
  name: 'stock_movements',
  tables: [inventory.stockMovement],
  on: movements.map(([contract, kind]) =>
    project(contract, (event, write) => {
      const { id: eventId, position, plant, data, messageId, correlationId, source, occurredAt } = event
      effectsIn(event).forEach(({ location, lot, status, amount: quantity }, line) => {
        write(inventory.stockMovement).append({
          ...{ position, line, eventId, plant, item: data.item, kind, location, lot, status, quantity },
          unit: unitOf(data),
          ...said(data),
          ...{ messageId, correlationId, source, occurredAt, recordedAt: event.recordedAt },
        })
      })
    }),
  ),
})

/** What the source said of it. */
function said(data: Moved['data']) {
  const { document, reported } = 'moved' in data ? {} : data
  return {
    reportedAmount: reported?.amount ?? null,
    reportedUnit: reported?.unit ?? null,
    documentType: document?.type ?? null,
    documentId: document?.id ?? null,
    documentLine: document?.line ?? null,
    reason: data.reason ?? null,
  }
}
