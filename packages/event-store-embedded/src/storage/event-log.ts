import { limits } from '../limits.ts'
import { isDamage, type Level, type PutOperation } from './level.ts'
import { readRecord, type StoredEvent } from './record.ts'

/** Thrown inside the storage when the record at a position is absent or not what was written. */
export class RecordDamaged extends Error {
  readonly position: number

  constructor(position: number) {
    super(`record at position ${position} is damaged`)
    this.position = position
  }
}

/** The log: one record an event, by position, without gaps from position 0 on. It is the only truth. */
export class EventLog {
  readonly #level: Level

  constructor(level: Level) {
    this.#level = level
  }

  /** Resolves once the records are on disk (one synced, atomic write). */
  async append(events: readonly StoredEvent[]): Promise<void> {
    const operations = events.map(
      ({ position, record }): PutOperation => ({ type: 'put', key: positionKey(position), value: record }),
    )
    await this.#level.batch(operations, { sync: true })
  }

  /** Position of the last record, -1 when there is none. */
  async lastPosition(): Promise<number> {
    for await (const key of this.#level.keys({ reverse: true, limit: 1 })) return key.readUIntBE(2, 6)
    return -1
  }

  /** Positions up to `last` at which there is no record: a search through the whole log. */
  async gaps(last: number): Promise<number[]> {
    const gaps: number[] = []
    let next = 0
    for await (const key of this.#level.keys({ highWaterMarkBytes: limits.pageMaxBytes })) {
      const position = key.readUIntBE(2, 6)
      for (; next < position; next++) gaps.push(next)
      next = position + 1
    }
    for (; next <= last; next++) gaps.push(next)
    return gaps
  }

  /**
   * A page of events from `first` to at most `last`, both included; in either direction. Ends early by the
   * page limits or before a damaged record, never with a gap; throws when the first one is damaged.
   */
  async page(first: number, last: number, limit: number = limits.pageMaxEvents): Promise<StoredEvent[]> {
    const step = first <= last ? 1 : -1
    const count = Math.min(Math.abs(last - first) + 1, limit)
    const positions = Array.from({ length: count }, (_, i) => first + step * i)
    const records = await this.#range(first, step, count).catch(asDamage)
    return records ? wholeOnes(records, positions) : this.#singly(positions)
  }

  /** The events at these positions, in this order, up to a damaged one; throws when that is the first. */
  async at(positions: readonly number[]): Promise<StoredEvent[]> {
    const first = positions[0]
    const last = positions.at(-1)
    if (first === undefined || last === undefined) return []
    // Neighbours lie together on disk: one range read is several times cheaper than single ones.
    if (Math.abs(last - first) === positions.length - 1) return this.page(first, last, positions.length)
    const records = await this.#level.getMany(positions.map(positionKey)).catch(asDamage)
    return records ? wholeOnes(records, positions) : this.#singly(positions)
  }

  atSync(position: number): StoredEvent {
    try {
      const event = whole(this.#level.getSync(positionKey(position)), position)
      if (event) return event
    } catch (error) {
      asDamage(error)
    }
    throw new RecordDamaged(position)
  }

  async #range(first: number, step: number, count: number): Promise<Buffer[]> {
    const low = step > 0 ? first : first - count + 1
    const iterator = this.#level.values({
      gte: positionKey(low),
      lte: positionKey(low + count - 1),
      reverse: step < 0,
      fillCache: false,
      highWaterMarkBytes: limits.pageMaxBytes,
    })
    try {
      const records: Buffer[] = []
      for (let bytes = 0; records.length < count && bytes < limits.pageMaxBytes; ) {
        const more = await iterator.nextv(count - records.length)
        if (more.length === 0) break
        for (const record of more) bytes += record.length
        records.push(...more)
      }
      return records
    } finally {
      await iterator.close()
    }
  }

  /** One by one, where a read of many has failed: to serve what is whole and to find what is not. */
  async #singly(positions: readonly number[]): Promise<StoredEvent[]> {
    const events: StoredEvent[] = []
    for (const position of positions) {
      const record = await this.#level.get(positionKey(position)).catch(asDamage)
      const event = whole(record, position)
      if (event) events.push(event)
      else if (events.length > 0) break
      else throw new RecordDamaged(position)
    }
    return events
  }

  close(): Promise<void> {
    return this.#level.close()
  }
}

/** No record where LevelDB finds damage; any other error is passed on. */
function asDamage(error: unknown): undefined {
  if (!isDamage(error)) throw error
  return undefined
}

/** The events of records up to the first that is not whole. */
function wholeOnes(records: readonly (Buffer | undefined)[], positions: readonly number[]): StoredEvent[] {
  const events: StoredEvent[] = []
  for (const [i, record] of records.entries()) {
    const event = whole(record, positions[i] as number)
    if (!event) break
    events.push(event)
  }
  if (events.length === 0 && positions[0] !== undefined) throw new RecordDamaged(positions[0])
  return events
}

function whole(record: Buffer | undefined, position: number): StoredEvent | undefined {
  return record && readRecord(record, position)
}

function positionKey(position: number): Buffer {
  const key = Buffer.alloc(8)
  key.writeUIntBE(position, 2, 6)
  return key
}
