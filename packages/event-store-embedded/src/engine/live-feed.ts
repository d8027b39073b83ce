import type { StoredEvent } from '../storage/record.ts'
import type { EventFilter } from './filter.ts'

/** A subscriber to `$all` that has seen all there is and waits. */
export interface AllWaiter {
  /** Absent when it wants every event. */
  readonly filter: EventFilter | undefined
  /** Position it must be woken at, wanted events or not: its next checkpoint is due. */
  readonly wakeAt: number
  /** Something concerns it. */
  readonly wake: () => void
  /** Nothing in a group concerns it: it need not look before this position. */
  readonly pass: (next: number) => void
}

/** A subscriber to one stream that waits. It is woken with the stream's events of one group. */
export type StreamWaiter = (events: readonly StoredEvent[]) => void

/**
 * Tells waiting subscribers of committed events. Costs nothing for a stream that nothing happens to, one test
 * an event for all `$all` subscribers with the same filter, and one comparison a group for each of them.
 */
export class LiveFeed {
  readonly #all = new Map<string, Set<AllWaiter>>()
  readonly #streams = new Map<string, Set<StreamWaiter>>()

  waitForAll(waiter: AllWaiter): () => void {
    return join(this.#all, waiter.filter?.key ?? '', waiter)
  }

  waitForStream(name: string, waiter: StreamWaiter): () => void {
    return join(this.#streams, name, waiter)
  }

  publish(events: readonly StoredEvent[]): void {
    const last = events.at(-1)?.position
    if (last === undefined) return
    for (const waiters of [...this.#all.values()]) this.#tellAll(waiters, events, last)
    if (this.#streams.size > 0) this.#tellStreams(events)
  }

  #tellAll(waiters: Set<AllWaiter>, events: readonly StoredEvent[], last: number): void {
    const [some] = waiters
    const filter = some?.filter
    const wanted = filter ? events.find((event) => filter.wants(event)) : events[0]
    for (const waiter of [...waiters]) {
      if (!wanted && waiter.wakeAt > last) waiter.pass(last + 1)
      else waiter.wake()
    }
  }

  #tellStreams(events: readonly StoredEvent[]): void {
    const byStream = new Map<string, StoredEvent[]>()
    for (const event of events) {
      const name = event.streamName
      if (!this.#streams.has(name)) continue
      const seen = byStream.get(name)
      if (seen) seen.push(event)
      else byStream.set(name, [event])
    }
    for (const [name, own] of byStream) for (const wake of [...(this.#streams.get(name) ?? [])]) wake(own)
  }
}

/** Adds to a set in a map and answers how to leave it; an empty set is removed. */
function join<K, V>(sets: Map<K, Set<V>>, key: K, value: V): () => void {
  const set = sets.get(key) ?? new Set<V>()
  sets.set(key, set.add(value))
  return () => {
    set.delete(value)
    if (set.size === 0 && sets.get(key) === set) sets.delete(key)
  }
}
