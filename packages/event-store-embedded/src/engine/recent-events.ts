import { limits } from '../limits.ts'
import type { StoredEvent } from '../storage/record.ts'

/** The last committed events, in memory once for all subscribers; bounded by count and by bytes. */
export class RecentEvents {
  readonly #slots: (StoredEvent | undefined)[]
  /** Position of the oldest event held. */
  #first: number
  #next: number
  #bytes = 0

  constructor(lastPosition: number, maxEvents: number = limits.ringMaxEvents) {
    this.#slots = new Array(maxEvents)
    this.#first = lastPosition + 1
    this.#next = lastPosition + 1
  }

  get bytes(): number {
    return this.#bytes
  }

  add(events: readonly StoredEvent[]): void {
    for (const event of events) {
      if (this.#next - this.#first === this.#slots.length) this.#dropOldest()
      this.#slots[this.#next++ % this.#slots.length] = event
      this.#bytes += event.record.length
    }
    while (this.#bytes > limits.ringMaxBytes) this.#dropOldest()
  }

  /** Events between two positions, both included, forwards, at most a page; undefined when not all are held. */
  from(first: number, last: number): StoredEvent[] | undefined {
    if (first > last || first < this.#first || last >= this.#next) return undefined
    const events: StoredEvent[] = []
    const end = Math.min(last, first + limits.pageMaxEvents - 1)
    for (let position = first; position <= end; position++)
      events.push(this.#slots[position % this.#slots.length] as StoredEvent)
    return events
  }

  #dropOldest(): void {
    const slot = this.#first++ % this.#slots.length
    this.#bytes -= this.#slots[slot]?.record.length ?? 0
    this.#slots[slot] = undefined
  }
}
