import { LRUCache } from 'lru-cache'
import type { Aggregate } from '../aggregate/aggregate.ts'
import { type LiveAggregate, loadAggregate } from '../aggregate/live-aggregate.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Counters } from './counters.ts'
import type { LaneLimits } from './limits.ts'
import type { Outage } from './outage.ts'
import { createSemaphore } from './semaphore.ts'

/** The aggregates in memory, bounded; one that is not there is read. */
export class Aggregates {
  readonly #log: EventLog
  readonly #store: Outage
  readonly #counters: Counters
  readonly #live: LRUCache<string, LiveAggregate>
  readonly #bounded: ReturnType<typeof createSemaphore>

  constructor(log: EventLog, store: Outage, counters: Counters, limits: LaneLimits) {
    this.#log = log
    this.#store = store
    this.#counters = counters
    this.#live = new LRUCache({ max: limits.maxAggregates })
    this.#bounded = createSemaphore(limits.maxLoads)
  }

  get size(): number {
    return this.#live.size
  }

  get(stream: string): LiveAggregate | undefined {
    return this.#live.get(stream)
  }

  /** Its state is no longer the stream's: read it again when it is next needed. */
  drop(stream: string): void {
    this.#live.delete(stream)
  }

  async load(aggregate: Aggregate, stream: string, useSnapshot: boolean): Promise<LiveAggregate> {
    const { live, read } = await this.#bounded(() =>
      this.#store.through(() => loadAggregate(this.#log, aggregate, stream, useSnapshot)),
    )
    this.#counters.loads++
    this.#counters.loadedEvents += read
    this.#live.set(stream, live)
    return live
  }
}
