import type { NewEvent, RecordedEvent } from './recorded-event.ts'

export interface Appended {
  /** Of the last appended event. */
  readonly revision: number
  /** Of the last appended event, decimal string. */
  readonly position: string
}

export interface ReadOptions {
  /** The first revision read, itself included; the stream's start when left out. */
  readonly from?: number
  /** The most events read; all when left out. */
  readonly limit?: number
}

export interface SubscribeOptions {
  /** Resume after this position (decimal string, itself excluded); the log's start when left out. */
  readonly from?: string
  /** Only streams whose name starts with one of these (`inventory.`); the server filters. */
  readonly streamPrefixes: readonly string[]
  /**
   * Everything that arrived while the last call ran, in log order, at most `maxBatch`. `position` is what to store as
   * a checkpoint afterwards; it moves on, with no events, also while nothing matches. Where it throws, the same events
   * come again after a pause.
   */
  readonly onBatch: (events: readonly RecordedEvent[], position: string) => Promise<void> | void
  /** Each time history is behind and live events follow; after the batch that reached it. */
  readonly onCaughtUp?: (position: string) => void
  /** The most events of one batch; 2,000 when left out. */
  readonly maxBatch?: number
  /** Ends the subscription after the batch under way. */
  readonly signal?: AbortSignal
  /** What logs call it. */
  readonly name?: string
}

export interface LogSubscription {
  /** What the last finished batch reached; `from` before the first. */
  readonly position: string
  /** True between reaching the live end and the next reopening. */
  readonly caughtUp: boolean
  /** Events received and not yet handed over. */
  readonly depth: number
  /** Events of the last batch. */
  readonly batchSize: number
  /** How often it was opened anew after an error. */
  readonly reopened: number
  /** Resolves after it was ended by its signal; rejects only with an {@link UnknownEventError}. */
  readonly done: Promise<void>
}

/** The newest snapshot of each stream. Whoever loads one judges whether it may be used. */
export interface SnapshotStore {
  /** Parsed JSON; undefined where there is none. */
  load(stream: string): Promise<unknown>
  /** `data` is JSON text; false where it is too large to keep (1 MB). */
  save(stream: string, revision: number, data: string): Promise<boolean>
}

/** The event store as Takt uses it. Every error is an {@link EventLogError} with a `code`. */
export interface EventLog {
  /**
   * Appends after the expected revision ('none': the stream must not exist). On disk when it resolves. Throws
   * {@link WrongRevisionError} when another writer was first. After an error with an unknown outcome (`unavailable`,
   * `timeout`) the same call may be made again: it has one effect.
   */
  append(stream: string, expected: number | 'none', events: readonly NewEvent[]): Promise<Appended>
  /** Forward, in pages (at most 1,000 events each); no page where the stream does not exist. */
  readPages(stream: string, options?: ReadOptions): AsyncIterable<readonly RecordedEvent[]>
  /** Forward, in one array: for streams known to be short, or with a limit. */
  readStream(stream: string, options?: ReadOptions): Promise<readonly RecordedEvent[]>
  /** Newest first; `from` is the newest revision read, the stream's end when left out. */
  readBackwards(
    stream: string,
    options: ReadOptions & { readonly limit: number },
  ): Promise<readonly RecordedEvent[]>
  readLast(stream: string): Promise<RecordedEvent | undefined>
  readonly snapshots: SnapshotStore
  subscribeAll(options: SubscribeOptions): LogSubscription
  /** The position of the last record in the whole log. */
  head(): Promise<string>
  close(): Promise<void>
}
