import { limits } from '../limits.ts'
import type { Level, PutOperation } from './level.ts'
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
   * A page of events from `first` to at most `last`, both included; in either direction.
   * Ends early by the page limits, never with a gap.
   */
  async page(first: number, last: number, limit: number = limits.pageMaxEvents): Promise<StoredEvent[]> {
    const step = first <= last ? 1 : -1
    const count = Math.min(Math.abs(last - first) + 1, limit)
    const low = step > 0 ? first : first - count + 1
    const iterator = this.#level.values({
      gte: positionKey(low),
      lte: positionKey(low + count - 1),
      reverse: step < 0,
      fillCache: false,
      highWaterMarkBytes: limits.pageMaxBytes,
    })
    const events: StoredEvent[] = []
    try {
      let bytes = 0
      while (events.length < count && bytes < limits.pageMaxBytes) {
        const records = await iterator.nextv(count - events.length)
        if (records.length === 0) throw new RecordDamaged(first + step * events.length)
        for (const record of records) {
          events.push(checked(record, first + step * events.length))
          bytes += record.length
        }
      }
    } finally {
      await iterator.close()
    }
    return events
  }

  /** The events at these positions, in this order. */
  async at(positions: readonly number[]): Promise<StoredEvent[]> {
    const first = positions[0]
    const last = positions.at(-1)
    if (first === undefined || last === undefined) return []
    // Neighbours lie together on disk: one range read is several times cheaper than single ones.
    if (Math.abs(last - first) === positions.length - 1) {
      const events = await this.page(first, last, positions.length)
      if (events.length === positions.length) return events
    }
    const records = await this.#level.getMany(positions.map(positionKey))
    return positions.map((position, i) => checked(records[i], position))
  }

  atSync(position: number): StoredEvent {
    return checked(this.#level.getSync(positionKey(position)), position)
  }

  close(): Promise<void> {
    return this.#level.close()
  }
}

function checked(record: Buffer | undefined, position: number): StoredEvent {
  const event = record && readRecord(record, position)
  if (!event) throw new RecordDamaged(position)
  return event
}

function positionKey(position: number): Buffer {
  const key = Buffer.alloc(8)
  key.writeUIntBE(position, 2, 6)
  return key
}
