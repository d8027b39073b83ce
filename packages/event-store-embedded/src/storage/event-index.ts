import { isMetadataStream, originalStreamOf } from '../engine/stream-metadata.ts'
import { type StreamState, withEvent, withMetadataEvent, withTombstone } from '../engine/stream-state.ts'
import { limits } from '../limits.ts'
import { parseUuid } from '../protocol/uuid.ts'
import { type DamagedEvent, StoreUnusable } from './damage.ts'
import {
  ALL_NAME_KEYS,
  ALL_REVISION_KEYS,
  decodeMark,
  decodeStream,
  encodeMark,
  encodeStream,
  eventIdKey,
  MARK_KEY,
  type Mark,
  readRevisionKey,
  revisionKey,
  streamNameKey,
  u48,
} from './index-keys.ts'
import { isDamage, type Level, type PutOperation } from './level.ts'
import { type StoredEvent, TOMBSTONE_REVISION } from './record.ts'
import { HeadCache, newHead, type StreamHead } from './stream-heads.ts'

interface IndexEntry {
  readonly event: StoredEvent
  /** 16 bytes */
  readonly id: Buffer
  readonly pendingKey: string
}

/** What one group of events changes in the index. */
export interface IndexChange {
  readonly entries: readonly IndexEntry[]
  readonly heads: ReadonlyMap<StreamHead, StreamState>
}

/**
 * Finds events by stream and by id. It follows from the log, which has no sync of its own to wait for:
 * what a crash takes from it is read from the log again at the next start.
 */
export class EventIndex {
  readonly #level: Level
  readonly #heads = new HeadCache(limits.maxCachedHeads)
  /** Events that are decided but not in the index yet. */
  readonly #pending = new Set<StoredEvent>()
  /** The last of them by stream number and id. */
  readonly #pendingIds = new Map<string, StoredEvent>()
  #nextStreamNumber: number
  #entries: IndexEntry[] = []
  #touched = new Map<StreamHead, StreamState>()
  #position: number
  #written: Promise<void> = Promise.resolve()
  /** Called when the index can no longer be written. */
  onFailure: (cause: Error) => void = () => undefined
  /** Called when LevelDB finds what it should read damaged. */
  onDamage: (cause: Error) => void = () => undefined

  private constructor(level: Level, mark: Mark) {
    this.#level = level
    this.#nextStreamNumber = mark.nextStreamNumber
    this.#position = mark.position
  }

  /** Undefined when what the level holds is the index of another version. */
  static async open(level: Level): Promise<EventIndex | undefined> {
    const bytes = await level.get(MARK_KEY)
    const mark = bytes ? decodeMark(bytes) : { position: -1, nextStreamNumber: 0 }
    return mark && new EventIndex(level, mark)
  }

  /** Position of the last event that the index holds. */
  get position(): number {
    return this.#position
  }

  head(name: string): StreamHead {
    const cached = this.#heads.get(name)
    if (cached) return cached
    const stored = this.#get(streamNameKey(name))
    const { streamNumber, state } = stored ? decodeStream(stored) : { streamNumber: -1, state: undefined }
    const head = newHead(name, streamNumber, state)
    this.#heads.add(head)
    return head
  }

  /** Gives a stream its number when it has none yet. */
  number(head: StreamHead): number {
    if (head.number < 0) head.number = this.#nextStreamNumber++
    return head.number
  }

  /** Takes a decided event in; `seal` hands out what was taken in since the last one. */
  add(head: StreamHead, event: StoredEvent, id: Buffer): void {
    const { revision } = event
    const entry = { event, id, pendingKey: pendingKey(head.number, id) }
    this.#entries.push(entry)
    this.#pending.add(event)
    this.#pendingIds.set(entry.pendingKey, event)
    this.#touch(
      head,
      revision === TOMBSTONE_REVISION ? withTombstone(head.decided) : withEvent(head.decided, revision),
    )
    if (isMetadataStream(head.name)) {
      const original = this.head(originalStreamOf(head.name))
      this.#touch(original, withMetadataEvent(original.decided, event, event.isJson))
    }
  }

  seal(): IndexChange {
    const change = { entries: this.#entries, heads: this.#touched }
    this.#entries = []
    this.#touched = new Map()
    return change
  }

  /** Call once a change is durable in the log: readers see it, and it is written behind. */
  commit(change: IndexChange): void {
    for (const [head, state] of change.heads) head.committed = state
    this.#written = this.#written.then(() => this.#write(change))
    this.#written.catch((cause) => this.onFailure(cause))
  }

  /** Resolves when everything committed so far can be found. */
  async caughtUp(): Promise<void> {
    await this.#written
  }

  revisionOf(streamNumber: number, id: Buffer): number | undefined {
    const pending = this.#pendingIds.get(pendingKey(streamNumber, id))
    return pending?.revision ?? this.#get(eventIdKey(streamNumber, id))?.readUIntBE(0, 6)
  }

  /** Position of a decided event, durable or not. Slow for one that is not in the index yet. */
  positionOf(streamNumber: number, revision: number, id?: Buffer): number | undefined {
    const byId = id && this.#pendingIds.get(pendingKey(streamNumber, id))
    if (byId?.revision === revision) return byId.position
    const stored = this.#get(revisionKey(streamNumber, revision))
    if (stored) return stored.readUIntBE(0, 6)
    for (const event of this.#pending)
      if (event.streamNumber === streamNumber && event.revision === revision) return event.position
    return undefined
  }

  /** Positions of the events of a stream between two revisions (both included), in either direction. */
  async positions(streamNumber: number, first: number, last: number, limit: number): Promise<number[]> {
    const forwards = first <= last
    const values = await this.#level
      .values({
        gte: revisionKey(streamNumber, forwards ? first : last),
        lte: revisionKey(streamNumber, forwards ? last : first),
        reverse: !forwards,
        limit,
        highWaterMarkBytes: limits.pageMaxBytes,
      })
      .all()
      .catch((error) => this.#damaged(error))
    return values.map((value) => value.readUIntBE(0, 6))
  }

  /**
   * Stream and revision of events by their positions, by a search through the whole index: for naming damage.
   * At most `limit`, in the order of streams.
   */
  async locate(isWanted: (position: number) => boolean, limit: number): Promise<DamagedEvent[]> {
    const found = new Map<number, { position: number; revision: number }[]>()
    let left = limit
    for await (const [key, value] of this.#level.iterator(ALL_REVISION_KEYS)) {
      const position = value.readUIntBE(0, 6)
      if (!isWanted(position)) continue
      const { streamNumber, revision } = readRevisionKey(key)
      found.set(streamNumber, [...(found.get(streamNumber) ?? []), { position, revision }])
      if (--left === 0) break
    }
    const named: DamagedEvent[] = []
    if (found.size === 0) return named
    for await (const [key, value] of this.#level.iterator(ALL_NAME_KEYS)) {
      const stream = key.toString('utf8', 1)
      for (const event of found.get(decodeStream(value).streamNumber) ?? []) named.push({ stream, ...event })
    }
    return named
  }

  /** Takes a durable event in again at start. */
  replay(event: StoredEvent): void {
    const head = this.head(event.streamName)
    head.number = event.streamNumber
    this.#nextStreamNumber = Math.max(this.#nextStreamNumber, event.streamNumber + 1)
    this.add(head, event, parseUuid(event.idText) as Buffer)
  }

  async close(): Promise<void> {
    await this.#written.catch(() => undefined)
    await this.#level.close()
  }

  #get(key: Buffer): Buffer | undefined {
    try {
      return this.#level.getSync(key)
    } catch (error) {
      return this.#damaged(error)
    }
  }

  #damaged(error: unknown): never {
    if (!isDamage(error)) throw error
    this.onDamage(error)
    throw new StoreUnusable(`the index is damaged (${error.message}); start again, and it is rebuilt`)
  }

  #touch(head: StreamHead, state: StreamState): void {
    head.decided = state
    if (!this.#touched.has(head)) head.pins++
    this.#touched.set(head, state)
  }

  async #write({ entries, heads }: IndexChange): Promise<void> {
    const operations: PutOperation[] = []
    const put = (key: Buffer, value: Buffer) => operations.push({ type: 'put', key, value })
    for (const { event, id } of entries) {
      put(revisionKey(event.streamNumber, event.revision), u48(event.position))
      put(eventIdKey(event.streamNumber, id), u48(event.revision))
    }
    for (const [head, state] of heads) put(streamNameKey(head.name), encodeStream(head.number, state))
    const position = entries.at(-1)?.event.position ?? this.#position
    put(MARK_KEY, encodeMark({ position, nextStreamNumber: this.#nextStreamNumber }))
    await this.#level.batch(operations)
    this.#position = position
    for (const head of heads.keys()) head.pins--
    for (const { event, pendingKey } of entries) {
      this.#pending.delete(event)
      if (this.#pendingIds.get(pendingKey) === event) this.#pendingIds.delete(pendingKey)
    }
  }
}

function pendingKey(streamNumber: number, id: Buffer): string {
  return `${streamNumber}:${id.toString('latin1')}`
}
