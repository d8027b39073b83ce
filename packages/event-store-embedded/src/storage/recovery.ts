import type { DamagedEvent } from './damage.ts'
import type { WalFinding } from './wal-scan.ts'

/** What the start had to do and what it found. */
export interface Recovery {
  /** The log ended inside a write, as after a crash: the piece of a write that was cut off. */
  readonly tornTail: Pick<WalFinding, 'file' | 'offset' | 'bytes'> | undefined
  /**
   * Events that had been answered and are gone or unreadable; at most 1,000 are listed. Never so after a
   * crash; only when bytes on the disk have changed or the disk has lost what it had confirmed.
   */
  readonly damagedEvents: readonly DamagedEvent[]
  /** Why the index was built from the log again, if it was. */
  readonly indexRebuilt: string | undefined
  /** Events taken into the index from the log. */
  readonly reindexedEvents: number
}

export const MAX_LISTED_EVENTS = 1_000
