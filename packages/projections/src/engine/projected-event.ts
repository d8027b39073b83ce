import type { RecordedEvent } from '@takt/event-sourcing'
import type { Projected } from '../projected.ts'

export function projectedEvent({ metadata, ...event }: RecordedEvent): Projected {
  return {
    type: event.type,
    data: event.data,
    id: event.id,
    stream: event.stream,
    revision: event.revision,
    position: event.position,
    plant: metadata.plant,
    occurredAt: metadata.occurredAt,
    recordedAt: metadata.recordedAt,
    messageId: metadata.messageId,
    correlationId: metadata.$correlationId,
    causationId: metadata.$causationId ?? null,
    source: metadata.source ?? null,
    actor: metadata.actor ?? null,
  }
}
