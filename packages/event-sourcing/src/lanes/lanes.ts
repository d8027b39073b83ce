import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Inbox } from '../inbox.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Incoming } from '../message.ts'
import type { Outcome } from '../outcome.ts'
import type { References } from '../references.ts'
import type { Log } from '../report.ts'

/** Every bound of the lanes. Times in milliseconds. */
export interface LaneLimits {
  /** Messages of one flush; 1,000. */
  readonly maxBatch: number
  /** Messages taken in and not yet answered; 10,000. A submit beyond it waits. */
  readonly maxPending: number
  /** Submits waiting for a place; 50,000. One beyond it is refused with `lanes-full`. */
  readonly maxWaiting: number
  /** Aggregates kept in memory; 5,000. */
  readonly maxAggregates: number
  /** Streams read at the same time; 64. */
  readonly maxLoads: number
  /** Pauses before each further try of a message whose master data is missing; [250, 600, 1150]. */
  readonly missingPausesMs: readonly number[]
  /** Tries of a decision that throws; 3. */
  readonly maxDecideTries: number
  /** Times a lost race on one stream is decided anew; 20. */
  readonly maxRaces: number
  /** How long `stop` lets work under way finish; 5,000. */
  readonly stopGraceMs: number
}

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

/** Gauges and counters, read at any time; counters only grow. */
export interface LaneMetrics {
  /** Messages taken in and not yet answered. */
  readonly depth: number
  /** Of those, how many wait behind a message that is tried again. */
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
  readonly events: number
  /** Streams read because they were not in memory. */
  readonly loads: number
  /** Events read for that. */
  readonly loadedEvents: number
  readonly races: number
  readonly snapshots: number
}

/** The single writer of each aggregate's stream in this process. */
export interface Lanes {
  /**
   * Resolves when the message's effect is on disk and its id in the inbox (then it may be acknowledged), or with why
   * it has none. Messages of one stream are decided in the order of submission. Rejects with a {@link LanesError}.
   */
  submit(incoming: Incoming): Promise<Outcome>
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
