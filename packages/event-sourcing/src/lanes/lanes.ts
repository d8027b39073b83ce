import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Inbox } from '../inbox.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Incoming } from '../message.ts'
import type { Outcome } from '../outcome.ts'
import type { References } from '../references.ts'
import type { Log } from '../report.ts'
import type { LaneLimits } from './limits.ts'

export interface LanesOptions {
  readonly log: EventLog
  readonly inbox: Inbox
  readonly aggregates: readonly Aggregate[]
  readonly references?: References
  /** Takt's clock, ISO 8601 in UTC. */
  readonly now: () => string
  readonly limits?: Partial<LaneLimits>
  readonly report?: Log
}

export interface SubmitOptions {
  /**
   * Whether a duplicate's outcome holds the first arrival's events, which are read from the stream: true when left
   * out. False for callers that only acknowledge.
   */
  readonly recall?: boolean
}

/** Gauges and counters, read at any time; counters only grow. */
export interface LaneMetrics {
  /** Messages taken in and not yet answered. */
  readonly depth: number
  /** Of those, how many wait for a further try of their own or of one before them. */
  readonly held: number
  /** How long the oldest unanswered message has waited, milliseconds. */
  readonly ageMs: number
  /** Messages of the last flush. */
  readonly batchSize: number
  /** Aggregates in memory. */
  readonly aggregates: number
  readonly flushes: number
  readonly messages: number
  readonly duplicates: number
  readonly conflicts: number
  readonly rejections: number
  readonly missing: number
  readonly failures: number
  readonly events: number
  readonly appends: number
  /** Streams read because they were not in memory. */
  readonly loads: number
  /** Events read for that. */
  readonly loadedEvents: number
  /** Appends lost to another writer. */
  readonly races: number
  readonly snapshots: number
}

/** The single writer of each aggregate's stream in this process. */
export interface Lanes {
  /**
   * Resolves when the message's effect is on disk and its id in the inbox (then it may be acknowledged), or with why
   * it has none. Messages of one stream are decided in the order of submission. Rejects with a {@link LanesError}.
   */
  submit(incoming: Incoming, options?: SubmitOptions): Promise<Outcome>
  /** Resolves when fewer than `maxPending` messages are unanswered: ask before taking more from a queue. */
  ready(): Promise<void>
  readonly metrics: LaneMetrics
  /** Takes no more, finishes what is under way (bounded), gives the rest back: those submits reject with `stopped`. */
  stop(): Promise<void>
}

export type LanesErrorCode = 'stopped' | 'lanes-full' | 'unhandled-message'

export class LanesError extends Error {
  readonly code: LanesErrorCode

  constructor(code: LanesErrorCode, message: string) {
    super(message)
    this.name = 'LanesError'
    this.code = code
  }
}
