import type { Quantity } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { effectsIn, type Moved, movements, unitOf } from './movements.ts'

export const stockMovements = view({
  name: 'stock_movements',
  tables: [inventory.stockMovement],
  on: movements.map(([contract, kind]) =>
    project(contract, (event, write) => {
      const { data } = event
      const { document, reported } = aboutOf(data)
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
          reason: reasonOf(data),
          reverses: 'movement' in data ? data.movement : null,
          // A reversal that came before its movement was said by a message of its own.
          messageId: ('reversal' in data ? data.reversal : undefined) ?? event.messageId,
          correlationId: event.correlationId,
          source: event.source,
          occurredAt: event.occurredAt,
          recordedAt: event.recordedAt,
        })
      })
    }),
  ),
})

interface About {
  readonly document?:
    | { readonly type: string; readonly id: string; readonly line?: string | undefined }
    | undefined
  readonly reported?: Quantity | undefined
}

function aboutOf(data: Moved['data']): About {
  if ('count' in data) return { document: { type: 'count', id: data.count } }
  return 'quantity' in data ? data : {}
}

/** Of scrap the plant's code, and what else was said of it. */
function reasonOf(data: Moved['data']): string | null {
  const reason = 'reason' in data ? (data.reason ?? null) : null
  if (!('reasonCode' in data)) return reason
  return reason === null ? data.reasonCode : `${data.reasonCode}: ${reason}`
}
