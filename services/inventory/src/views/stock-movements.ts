import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { effectsIn, movements, unitOf } from './movements.ts'

export const stockMovements = view({
  name: 'stock_movements',
  tables: [inventory.stockMovement],
  on: movements.map(([contract, kind]) =>
    project(contract, (event, write) => {
      const { data } = event
      const { document, reported } = 'quantity' in data ? data : {}
      // One plain literal: spreads of this many fields cost more than all else that a movement goes through.
      effectsIn(event).forEach(({ location, lot, status, owner, amount, serials }, line) => {
        write(inventory.stockMovement).append({
          position: event.position,
          line,
          eventId: event.id,
          plant: event.plant,
          item: data.item,
          kind,
          location,
          lot,
          status,
          owner,
          quantity: amount,
          unit: unitOf(data),
          reportedAmount: reported?.amount ?? null,
          reportedUnit: reported?.unit ?? null,
          serials: serials.length > 0 ? [...serials] : null,
          documentType: document?.type ?? null,
          documentId: document?.id ?? null,
          documentLine: document?.line ?? null,
          reason: data.reason ?? null,
          reverses: 'movement' in data ? data.movement : null,
          messageId: event.messageId,
          correlationId: event.correlationId,
          source: event.source,
          occurredAt: event.occurredAt,
          recordedAt: event.recordedAt,
        })
      })
    }),
  ),
})
