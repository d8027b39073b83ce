import { randomUUID } from 'node:crypto'
import type { Message } from '@takt/decider'
import type { Aggregate } from '../aggregate/aggregate.ts'
import type { EventMetadata, NewEvent } from '../log/recorded-event.ts'
import type { Incoming } from '../message.ts'

/**
 * The decided events as they go to the log: stored types, JSON, and ids that every retry of this append repeats.
 *
 * The ids are drawn, not derived from the message: the store takes an append of known ids at their revision as one
 * already made, so that derived ids would let a second instance believe that *its* decision on the message had been
 * recorded where another one was.
 */
export function writeEvents(
  aggregate: Aggregate,
  incoming: Incoming,
  events: readonly Message[],
  recordedAt: string,
): NewEvent[] {
  const metadata = metadataOf(incoming, recordedAt)
  const written = JSON.stringify(metadata)
  return events.map((event) => {
    const claims = aggregate.claims?.(event) ?? []
    return {
      id: randomUUID(),
      type: storedTypeOf(aggregate, event),
      data: JSON.stringify(event.data),
      metadata: claims.length === 0 ? written : JSON.stringify({ ...metadata, claims }),
    }
  })
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
