import type { EpcisContent } from '@takt/contracts'
import { type OpenedEvent, openDocument } from './document.ts'
import type { EpcisReading } from './epcis-event.ts'
import { eventHashId } from './hash/event-hash.ts'
import type { JsonObject } from './json.ts'
import type { EpcisMasterData } from './master-data.ts'
import { usedNamespaces } from './namespaces.ts'
import { readEvent } from './read-content.ts'
import type { EpcisProblem } from './validate/place.ts'

/** One event as it goes to its aggregate. */
export interface CapturedEvent {
  /** The message id: the event's id, for an error declaration with `#error` behind it. */
  readonly messageId: string
  /** When it happened, or was declared erroneous: ISO 8601 in UTC. */
  readonly occurredAt: string
  readonly content: EpcisContent
  /** What it is and moves now. An error declaration moves nothing: the declared event says what to take back. */
  readonly reading: EpcisReading
}

/** An event that cannot be taken. */
export interface RefusedEvent {
  readonly path: string
  readonly event: unknown
  readonly problems: readonly EpcisProblem[]
}

interface Translation {
  readonly events: readonly CapturedEvent[]
  readonly refused: readonly RefusedEvent[]
  /** What is wrong with the document around its events: nothing of it can be taken. */
  readonly problems: readonly EpcisProblem[]
}

/** Reads an EPCIS document or single event: each event as it is to be recorded, or why it cannot be. Never throws. */
export function translateEpcis(document: unknown, master: EpcisMasterData): Translation {
  const opened = openDocument(document)
  const events: CapturedEvent[] = []
  const refused: RefusedEvent[] = []
  const seen = new Map<string, string>()
  for (const each of opened.events) {
    const captured = each.problems.length === 0 ? capture(each, master) : undefined
    if (captured) checkId(captured, each, seen)
    if (captured && each.problems.length === 0) events.push(captured)
    else refused.push({ path: each.place.path, event: each.raw, problems: each.problems })
  }
  return { events, refused, problems: opened.problems }
}

function capture({ event, raw, place, namespaces }: OpenedEvent, master: EpcisMasterData): CapturedEvent {
  const contentId = eventHashId(event, namespaces)
  const eventId = String(event['eventID'] ?? event['id'] ?? contentId)
  const reading = readEvent(event, place, master)
  return {
    messageId: reading.declaration ? `${eventId}#error` : eventId,
    occurredAt: reading.declaration?.declaredAt ?? reading.about.eventTime,
    content: { eventId, contentId, event: contentOf(raw), namespaces: usedNamespaces(event, namespaces) },
    reading,
  }
}

/** What the capturing side does not say: recordTime is the repository's, and the context is kept as namespaces. */
function contentOf(raw: JsonObject): JsonObject {
  const { recordTime: _, '@context': __, ...content } = raw
  return content
}

/** The same eventID for two contents in one document: it is known before anything of it is recorded. */
function checkId(
  { messageId, content }: CapturedEvent,
  { place }: OpenedEvent,
  seen: Map<string, string>,
): void {
  const before = seen.get(messageId)
  if (before === undefined) seen.set(messageId, content.contentId)
  else if (before !== content.contentId)
    place
      .member('eventID')
      .fault(
        `${content.eventId} stands in this document for another event already: each needs its own`,
        'conflict',
      )
}
