import { isRejection, type Message, type Past, type Rejection } from '@takt/decider'
import type { LiveAggregate } from '../aggregate/live-aggregate.ts'
import type { InboxRow } from '../inbox.ts'
import type { NewEvent } from '../log/recorded-event.ts'
import { isMissing, type Missing, type References } from '../references.ts'
import { writeEvents } from './event-writer.ts'
import type { Pending } from './pending.ts'

export type Decided =
  | { readonly kind: 'events'; readonly events: readonly Message[]; readonly written: readonly NewEvent[] }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  | { readonly kind: 'seen'; readonly first: First }
  | { readonly kind: 'looksBack'; readonly ids: readonly string[] }
  | { readonly kind: 'missing'; readonly missing: Missing }
  | { readonly kind: 'threw'; readonly error: unknown }

/** The first arrival of an id, as the inbox or the stream's own recent ids know it. */
export type First = Pick<InboxRow, 'hash' | 'stream' | 'revision' | 'position' | 'rejection'>

export interface Circumstances {
  readonly known: ReadonlyMap<string, InboxRow>
  readonly references: References
  readonly now: string
}

const NOTHING_READ: Past = new Map()

/** Decides one message against the aggregate, and folds the events into its state. */
export function decideOne(live: LiveAggregate, pending: Pending, circumstances: Circumstances): Decided {
  const first = firstArrival(live, pending, circumstances.known)
  if (first) return { kind: 'seen', first }
  const { aggregate } = live
  const { incoming } = pending
  try {
    const { message, plant } = incoming
    const reference = aggregate.reference?.(message, circumstances.references as never, plant)
    if (isMissing(reference)) return { kind: 'missing', missing: reference }
    const past = pending.past ?? NOTHING_READ
    const ids = aggregate.looksBack?.(live.state, message, past).filter((id) => !past.has(id)) ?? []
    if (ids.length > 0) return { kind: 'looksBack', ids }
    const decision = aggregate.decider.decide(live.state, message, {
      messageId: incoming.id,
      plant,
      source: incoming.meta.source,
      now: circumstances.now,
      occurredAt: incoming.meta.occurredAt,
      reference,
      ...(pending.past ? { past } : {}),
    })
    if (isRejection(decision)) return { kind: 'rejected', rejection: decision }
    const written = writeEvents(aggregate, incoming, decision, circumstances.now)
    fold(live, decision, written, incoming.id)
    return { kind: 'events', events: decision, written }
  } catch (error) {
    return { kind: 'threw', error }
  }
}

function firstArrival(live: LiveAggregate, { incoming }: Pending, known: Circumstances['known']) {
  const row = known.get(incoming.id)
  if (row && !(row.rejection && incoming.again)) return row
  const recent = live.recent.get(incoming.id)
  return recent && { ...recent, stream: live.stream, position: live.position }
}

/**
 * Folds what a reader of the log would: `evolve` may keep and change the data it is given, and the decided events may
 * share it with the message, which a lost race decides again.
 */
function fold(
  live: LiveAggregate,
  events: readonly Message[],
  written: readonly NewEvent[],
  messageId: string,
): void {
  for (const [i, event] of events.entries()) {
    const data: unknown = JSON.parse((written[i] as NewEvent).data)
    live.state = live.aggregate.decider.evolve(live.state, { type: event.type, data }, messageId)
  }
}
