import type { Message } from '@takt/decider'
import type { InboxRow } from '../inbox.ts'
import type { Appended } from '../log/event-log.ts'
import type { Outcome } from '../outcome.ts'
import type { Decided, First } from './decide-one.ts'
import type { Pending } from './pending.ts'
import type { Turn } from './turn.ts'

/** An answer that waits for the inbox. */
export interface Settled {
  readonly pending: Pending
  readonly outcome: Outcome
  readonly rows: readonly InboxRow[]
}

const NO_ROWS: readonly InboxRow[] = []

/** The answers of a turn whose events are on disk; `end` is where the stream stands after it. */
export function settleTurn(turn: Turn, stream: string, before: number, end: Appended): Settled[] {
  let revision = before
  return turn.decided.map(({ pending, decided }) => {
    if (decided.kind === 'events') revision += decided.events.length
    return settleOne(pending, decided, { stream, revision, position: end.position })
  })
}

interface Place extends Appended {
  readonly stream: string
}

function settleOne(pending: Pending, decided: Decided, place: Place): Settled {
  const { id, hash } = pending.incoming
  if (decided.kind === 'events') {
    const outcome = { status: 'accepted', duplicate: false, ...place, events: decided.events } as const
    return { pending, outcome, rows: [{ id, hash, ...place }, ...claimed(pending, decided.events, place)] }
  }
  if (decided.kind === 'rejected') {
    const { code, message, details } = decided.rejection
    const outcome = { status: 'rejected', duplicate: false, code, message, details } as const
    return { pending, outcome, rows: [{ id, hash, ...place, rejection: { code, message, details } }] }
  }
  if (decided.kind === 'seen') return { pending, outcome: seen(pending, decided.first), rows: NO_ROWS }
  throw new Error(`a decision that is ${decided.kind} ends its turn and settles nothing`)
}

/** A row for each id that an event claims, at that event. */
function claimed({ aggregate, incoming }: Pending, events: readonly Message[], place: Place): InboxRow[] {
  const { claims } = aggregate
  if (!claims) return []
  const { hash } = incoming
  const first = place.revision - events.length + 1
  return events.flatMap((event, i) =>
    claims(event).map((id) => ({ ...place, id, hash, revision: first + i })),
  )
}

/** The answer to an id that came before. */
export function seen(pending: Pending, first: First): Outcome {
  const { incoming, unsure } = pending
  const { hash, stream, revision, position, rejection } = first
  if (hash !== incoming.hash)
    return {
      status: 'conflict',
      message: `message ${incoming.id} came before with other content; what it did then stands`,
      first: { hash, stream, position },
    }
  if (rejection) return { status: 'rejected', duplicate: true, ...rejection }
  return { status: 'accepted', duplicate: !unsure, stream, revision, position, events: [] }
}

export function failed(pending: Pending, message: string, error: unknown): Settled {
  return { pending, outcome: { status: 'failed', message, error }, rows: NO_ROWS }
}
