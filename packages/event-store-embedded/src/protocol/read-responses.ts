import { randomUUID } from 'node:crypto'
import type { ResolvedEvent } from '../engine/links.ts'
import type { StoredEvent } from '../storage/record.ts'
import { parseUuid, structuredUuid } from './uuid.ts'
import { chunkField, numberField } from './wire.ts'

/* ReadResp messages; field numbers are those of streams.proto. */

const EVENT = 1
const CONFIRMATION = 2
const CHECKPOINT = 3
const STREAM_NOT_FOUND = 4
const FIRST_STREAM_POSITION = 5
const LAST_STREAM_POSITION = 6
const CAUGHT_UP = 8

const EMPTY = Buffer.alloc(0)

export const caughtUpResponse = chunkField(CAUGHT_UP, EMPTY)

export function confirmationResponse(): Buffer {
  return chunkField(CONFIRMATION, chunkField(1, Buffer.from(randomUUID())))
}

export function checkpointResponse(position: number): Buffer {
  return chunkField(CHECKPOINT, Buffer.concat([numberField(1, position), numberField(2, position)]))
}

export function streamNotFoundResponse(stream: Buffer): Buffer {
  return chunkField(STREAM_NOT_FOUND, chunkField(1, chunkField(3, stream)))
}

export function firstStreamPositionResponse(revision: number): Buffer {
  return numberField(FIRST_STREAM_POSITION, revision)
}

export function lastStreamPositionResponse(revision: number): Buffer {
  return numberField(LAST_STREAM_POSITION, revision)
}

/** An event: stored bytes as they are, unless a link or the structured form of ids asks for other ones. */
export function eventResponse({ event, link }: ResolvedEvent, structuredIds: boolean): Buffer {
  if (event && !link && !structuredIds) return event.response
  const original = (link ?? event) as StoredEvent
  const parts = [
    ...(event ? [chunkField(1, recordedEvent(event, structuredIds))] : []),
    ...(link ? [chunkField(2, recordedEvent(link, structuredIds))] : []),
    numberField(3, original.position),
  ]
  return chunkField(EVENT, Buffer.concat(parts))
}

function recordedEvent(event: StoredEvent, structuredIds: boolean): Buffer {
  if (!structuredIds) return event.recorded
  const id = parseUuid(event.idText) as Buffer
  return Buffer.concat([chunkField(1, structuredUuid(id)), event.recordedBehindId])
}
