/** Every bound of the lanes. Times in milliseconds. */
export interface LaneLimits {
  /** Messages of one flush. */
  readonly maxBatch: number
  /** Unanswered messages from which on `ready` waits. */
  readonly maxPending: number
  /** Unanswered messages from which on a submit is refused with `lanes-full`. */
  readonly maxDepth: number
  /** Aggregates kept in memory. Each holds its state and up to `window` message ids (about 150 bytes each). */
  readonly maxAggregates: number
  /** Streams read at the same time. */
  readonly maxLoads: number
  /** Events, and characters of their JSON, of one append; the store refuses one above 1 MiB. */
  readonly maxAppendEvents: number
  readonly maxAppendChars: number
  /** Pauses before each further try of a message whose master data is missing. */
  readonly missingPausesMs: readonly number[]
  /** Tries of a decision that throws, and the pause between them. */
  readonly maxDecideTries: number
  readonly decidePauseMs: number
  /** Times in a row that a race lost on one stream is decided anew. */
  readonly maxRaces: number
  /** Snapshots being written at the same time. */
  readonly maxSnapshotWrites: number
  /** How long `stop` lets work under way finish. */
  readonly stopGraceMs: number
}

export const laneLimits: LaneLimits = {
  maxBatch: 1_000,
  maxPending: 10_000,
  maxDepth: 50_000,
  maxAggregates: 5_000,
  maxLoads: 64,
  maxAppendEvents: 1_000,
  maxAppendChars: 300_000,
  missingPausesMs: [250, 600, 1_150],
  maxDecideTries: 3,
  decidePauseMs: 50,
  maxRaces: 20,
  maxSnapshotWrites: 4,
  stopGraceMs: 5_000,
}
