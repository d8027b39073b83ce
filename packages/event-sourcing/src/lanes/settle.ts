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
  readonly row: InboxRow | undefined
}

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
    return { pending, outcome, row: { id, hash, ...place } }
  }
  if (decided.kind === 'rejected') {
    const { code, message, details } = decided.rejection
    const outcome = { status: 'rejected', duplicate: false, code, message, details } as const
    return { pending, outcome, row: { id, hash, ...place, rejection: { code, message, details } } }
  }
  if (decided.kind === 'seen') return { pending, outcome: seen(pending, decided.first), row: undefined }
  throw new Error(`a decision that is ${decided.kind} ends its turn and settles nothing`)
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
  return { pending, outcome: { status: 'failed', message, error }, row: undefined }
}
