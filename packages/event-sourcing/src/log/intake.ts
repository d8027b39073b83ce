import { later } from './position.ts'
import type { RecordedEvent } from './recorded-event.ts'

/** The log's place without an event: a checkpoint of the server's filter, or the live end. */
export interface Mark {
  readonly position: string
  readonly live: boolean
}

export interface IntakeOptions {
  readonly maxBatch: number
  readonly position: string
  readonly onBatch: (events: readonly RecordedEvent[], position: string) => Promise<void>
  readonly onLive: () => void
  /** Asked to hold back when twice `maxBatch` wait, and to go on when half of that has gone. */
  readonly pause: () => void
  readonly resume: () => void
}

/** Turns what arrives one by one into batches: what arrived while a batch was handled is the next one. */
export class Intake {
  readonly #options: IntakeOptions
  readonly #settle: { resolve(): void; reject(error: unknown): void }
  #items: (RecordedEvent | Mark)[] = []
  #position: string
  #running = false
  #paused = false
  #end: { readonly error: unknown } | undefined
  batchSize = 0
  /** Settles when nothing runs any more: rejects with the error that ended it, or with what `onBatch` threw. */
  readonly ended: Promise<void>

  constructor(options: IntakeOptions) {
    this.#options = options
    this.#position = options.position
    const settle = { resolve: () => {}, reject: (_: unknown) => {} }
    this.ended = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }))
    this.ended.catch(() => {})
    this.#settle = settle
  }

  get depth(): number {
    return this.#items.length
  }

  add(item: RecordedEvent | Mark): void {
    if (this.#end) return
    this.#items.push(item)
    if (!this.#paused && this.#items.length >= this.#options.maxBatch * 2) {
      this.#paused = true
      this.#options.pause()
    }
    this.#start()
  }

  /** Takes nothing more: ends after the batch under way, or after all that waits was handled, too. */
  end(error: unknown, when: 'at once' | 'after what waits'): void {
    if (this.#end && when === 'after what waits') return
    this.#end ??= { error }
    if (when === 'at once') this.#items = []
    this.#start()
  }

  /** One turn of the loop later, so that all events of one network packet are in the first batch. */
  #start(): void {
    if (this.#running) return
    this.#running = true
    setImmediate(() => void this.#run())
  }

  async #run(): Promise<void> {
    try {
      while (this.#items.length > 0) await this.#step()
    } catch (error) {
      this.#end = { error }
      this.#items = []
    }
    this.#running = false
    if (this.#end?.error !== undefined) this.#settle.reject(this.#end.error)
    else if (this.#end) this.#settle.resolve()
  }

  async #step(): Promise<void> {
    const { maxBatch, onBatch, onLive, resume } = this.#options
    const items = this.#take(maxBatch)
    const events = items.filter((item): item is RecordedEvent => !('live' in item))
    const position = items.reduce((last, item) => later(last, item.position), this.#position)
    if (position !== this.#position || events.length > 0) {
      this.batchSize = events.length
      await onBatch(events, position)
      this.#position = position
    }
    if (items.some((item) => 'live' in item && item.live)) onLive()
    if (this.#paused && this.#items.length < maxBatch) {
      this.#paused = false
      resume()
    }
  }

  #take(most: number): readonly (RecordedEvent | Mark)[] {
    const all = this.#items
    if (all.length <= most) this.#items = []
    else return all.splice(0, most)
    return all
  }
}
