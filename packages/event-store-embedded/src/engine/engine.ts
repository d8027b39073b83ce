import type { EventReader } from './event-reader.ts'
import type { GroupCommit } from './group-commit.ts'
import type { LiveFeed } from './live-feed.ts'
import type { Writer } from './writer.ts'

/** The event store without its protocol. */
export interface Engine {
  readonly writer: Writer
  readonly group: GroupCommit
  readonly reader: EventReader
  readonly feed: LiveFeed
  /** Position of the last durable event. */
  readonly committed: () => number
  readonly recentBytes: () => number
  /** Waits for what is under way and closes the files. */
  readonly close: () => Promise<void>
}
