import type { Message } from '@takt/decider'
import type { Aggregate } from '../aggregate/aggregate.ts'
import { eventId } from '../ids.ts'
import type { EventMetadata, NewEvent } from '../log/recorded-event.ts'
import type { Incoming } from '../message.ts'

/** The decided events as they go to the log: contract names with their versions, JSON, ids that a retry repeats. */
export function writeEvents(
  aggregate: Aggregate,
  stream: string,
  incoming: Incoming,
  events: readonly Message[],
  recordedAt: string,
): NewEvent[] {
  const metadata = JSON.stringify(metadataOf(incoming, recordedAt))
  return events.map((event, index) => ({
    id: eventId(stream, incoming.id, index),
    type: storedTypeOf(aggregate, event),
    data: JSON.stringify(event.data),
    metadata,
  }))
}

function metadataOf({ id, hash, plant, meta }: Incoming, recordedAt: string): EventMetadata {
  return {
    messageId: id,
    $correlationId: meta.correlationId,
    $causationId: id,
    source: meta.source,
    actor: meta.actor,
    plant,
    occurredAt: meta.occurredAt,
    recordedAt,
    ...(meta.traceparent === undefined ? {} : { traceparent: meta.traceparent }),
    hash,
  }
}

function storedTypeOf(aggregate: Aggregate, event: Message): string {
  const contract = aggregate.events.find(({ name }) => name === event.type)
  if (contract) return contract.storedType
  const { context, name } = aggregate
  throw new Error(`${context}.${name} decided ${event.type}, which is not among its "events"`)
}
