import { StoreUnusable } from '../storage/damage.ts'
import type { EventIndex } from '../storage/event-index.ts'
import type { EventLog } from '../storage/event-log.ts'
import type { StoredEvent } from '../storage/record.ts'

interface Group {
  readonly events: StoredEvent[]
  readonly settle: (() => void)[]
  readonly fail: ((reason: Error) => void)[]
}

/**
 * Commits decided events in groups: while one synced write is under way, all that is decided joins the next.
 * What waits on a group is settled when the group is on disk, in the order in which it was decided.
 */
export class GroupCommit {
  readonly #log: EventLog
  readonly #index: EventIndex
  readonly #onCommit: (events: readonly StoredEvent[]) => void
  #open: Group = { events: [], settle: [], fail: [] }
  #inFlight: readonly StoredEvent[] = []
  #running: Promise<void> | undefined
  #pendingBytes = 0
  #broken: Error | undefined
  #reportFailure: (reason: Error) => void = () => undefined
  /** Resolves, with the reason, once nothing can be written any more. */
  readonly failed = new Promise<Error>((resolve) => {
    this.#reportFailure = resolve
  })

  constructor(log: EventLog, index: EventIndex, onCommit: (events: readonly StoredEvent[]) => void) {
    this.#log = log
    this.#index = index
    this.#onCommit = onCommit
    index.onFailure = (cause) => this.break(writeFailure(cause))
  }

  /** Bytes decided and not durable yet. */
  get pendingBytes(): number {
    return this.#pendingBytes
  }

  /** Why nothing can be written any more, once a write has failed. */
  get broken(): Error | undefined {
    return this.#broken
  }

  add(event: StoredEvent): void {
    this.#open.events.push(event)
    this.#pendingBytes += event.record.length
  }

  /** A decided event that is not durable yet. */
  undurable(position: number): StoredEvent | undefined {
    const isIt = (event: StoredEvent) => event.position === position
    return this.#inFlight.find(isIt) ?? this.#open.events.find(isIt)
  }

  /** Resolves with the outcome once everything decided so far is durable. */
  settled<T>(outcome: T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#open.settle.push(() => resolve(outcome))
      this.#open.fail.push(reject)
      this.#running ??= this.#run()
    })
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run(): Promise<void> {
    // Requests that came in one packet are handled one after the other: let them all join the first write.
    await new Promise(setImmediate)
    while (this.#open.settle.length > 0) {
      const group = this.#open
      this.#open = { events: [], settle: [], fail: [] }
      try {
        await this.#commit(group.events)
      } catch (error) {
        this.#writeFailed(group, error as Error)
        break
      }
      for (const settle of group.settle) settle()
    }
    this.#running = undefined
  }

  async #commit(events: readonly StoredEvent[]): Promise<void> {
    if (events.length === 0) return
    const change = this.#index.seal()
    this.#inFlight = events
    await this.#log.append(events)
    this.#inFlight = []
    for (const event of events) this.#pendingBytes -= event.record.length
    this.#index.commit(change)
    this.#onCommit(events)
  }

  /** Takes no more appends; those that wait fail. */
  break(reason: Error): void {
    this.#broken ??= reason
    this.#reportFailure(this.#broken)
    for (const fail of this.#open.fail) fail(this.#broken)
    this.#open = { events: [], settle: [], fail: [] }
  }

  #writeFailed(group: Group, cause: Error): void {
    const reason = writeFailure(cause)
    for (const fail of group.fail) fail(reason)
    this.break(reason)
  }
}

/** After a failed write nobody knows what is on disk; only a new start can tell. */
function writeFailure(cause: Error): StoreUnusable {
  return new StoreUnusable(
    `the event store could not write to its data directory (${cause.message}); ` +
      'it takes no more appends until it is started again, once there is space and the disk is well',
  )
}
