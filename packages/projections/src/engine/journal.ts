import type { RecordedEvent } from '@takt/event-sourcing'
import { takt } from '@takt/read-models'
import { TableFold } from '../fold/table-fold.ts'
import { tablePlan } from '../fold/table-plan.ts'

/** The rows that tell what caused what, one an event. */
export function journalRows(context: string, events: Iterable<RecordedEvent>): TableFold {
  const fold = new TableFold(tablePlan(takt.journal))
  for (const { id, position, stream, revision, storedType, metadata } of events)
    fold.append({
      eventId: id,
      context,
      position,
      stream,
      revision,
      type: storedType,
      plant: metadata.plant,
      messageId: metadata.messageId,
      correlationId: metadata.$correlationId,
      causationId: metadata.$causationId,
      source: metadata.source,
      actor: metadata.actor,
      occurredAt: metadata.occurredAt,
      recordedAt: metadata.recordedAt,
    })
  return fold
}
