import type { Message } from '@takt/decider'

/** What became of a submitted message. Positions are the log's, as decimal strings; revisions count from 0. */
export type Outcome = Accepted | Rejected | Missed | Conflict | Failed

/** Its effect is on disk: the events (none when it was already so) of this message, or of its first arrival. */
export interface Accepted {
  readonly status: 'accepted'
  /** True when an earlier arrival of the same id and content made the effect. */
  readonly duplicate: boolean
  readonly stream: string
  /** The stream's revision after it; -1 when the stream has no event yet. */
  readonly revision: number
  /** A read model that has reached this position shows the effect. */
  readonly position: string
  readonly events: readonly Message[]
}

/** The aggregate refused the command; nothing was recorded in the log. */
export interface Rejected {
  readonly status: 'rejected'
  readonly duplicate: boolean
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

/** Master data it needs is not here, also not after the bounded tries. Nothing was recorded: it may be sent again. */
export interface Missed {
  readonly status: 'missing'
  readonly code: string
  readonly message: string
}

/** The same id came before with other content; the first effect stands. */
export interface Conflict {
  readonly status: 'conflict'
  readonly message: string
  readonly first: { readonly hash: string; readonly stream: string; readonly position: string }
}

/** Our own fault (a decision that throws), or one the store will never accept. Nothing was recorded. */
export interface Failed {
  readonly status: 'failed'
  readonly message: string
  readonly error: unknown
}
