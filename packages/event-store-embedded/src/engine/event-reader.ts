import { limits } from '../limits.ts'
import { DataDamaged } from '../storage/damage.ts'
import type { EventIndex } from '../storage/event-index.ts'
import { type EventLog, RecordDamaged } from '../storage/event-log.ts'
import type { StoredEvent } from '../storage/record.ts'
import type { StreamHead } from '../storage/stream-heads.ts'
import { type ReadableRange, readableRange, streamIsMissing } from './readable-range.ts'
import type { RecentEvents } from './recent-events.ts'

/** Reads committed events in pages. Damage is found here, named, and thrown. */
export class EventReader {
  readonly #log: EventLog
  readonly #index: EventIndex
  readonly #recent: RecentEvents
  readonly #dataDir: string

  constructor(log: EventLog, index: EventIndex, recent: RecentEvents, dataDir: string) {
    this.#log = log
    this.#index = index
    this.#recent = recent
    this.#dataDir = dataDir
  }

  head(stream: string): StreamHead {
    return this.#index.head(stream)
  }

  /** A page of `$all` between two positions, both included, in either direction. */
  async all(first: number, last: number): Promise<StoredEvent[]> {
    return this.#recent.from(first, last) ?? this.#named(() => this.#log.page(first, last))
  }

  /** A page of a stream between two revisions, both included, in either direction. */
  async stream(head: StreamHead, first: number, last: number, limit: number): Promise<StoredEvent[]> {
    await this.#index.caughtUp()
    const count = Math.min(limit, limits.pageMaxEvents, Math.abs(last - first) + 1)
    const positions = await this.#index.positions(head.number, first, last, count)
    const events = await this.#named(() => this.#log.at(positions))
    const step = first <= last ? 1 : -1
    const wrong = events.findIndex(
      (event, i) => event.streamNumber !== head.number || event.revision !== first + step * i,
    )
    const right = wrong < 0 ? events : events.slice(0, wrong)
    if (right.length === 0) throw new DataDamaged({ stream: head.name, revision: first }, this.#dataDir)
    return right
  }

  /** What a reader may see of a stream now. Its cost does not grow with what has grown too old. */
  async range(head: StreamHead): Promise<ReadableRange> {
    const range = readableRange(head.name, head.committed, Date.now())
    if (range.createdFromMs === 0) return range
    let { first } = range
    // Times of creation follow revisions, but for a clock that was set back: readers look at each event still.
    for (let end = range.last + 1; first < end; ) {
      const middle = Math.floor((first + end) / 2)
      const [event] = await this.stream(head, middle, middle, 1)
      if (event && event.createdMs < range.createdFromMs) first = middle + 1
      else end = middle
    }
    return { ...range, first }
  }

  /** The event at a revision, as a reader of the stream may see it; undefined when there is none. */
  async event(stream: string, revision: number): Promise<StoredEvent | undefined> {
    const head = this.head(stream)
    const state = head.committed
    if (state.tombstoned || streamIsMissing(state)) return undefined
    const range = readableRange(stream, state, Date.now())
    if (!(revision >= range.first && revision <= range.last)) return undefined
    const [event] = await this.stream(head, revision, revision, 1)
    return event && event.createdMs >= range.createdFromMs ? event : undefined
  }

  async #named<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof RecordDamaged)) throw error
      const { position } = error
      const [event] = await this.#index.locate((candidate) => candidate === position, 1)
      throw new DataDamaged(event ?? { position }, this.#dataDir)
    }
  }
}
