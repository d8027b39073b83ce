import type { Incoming } from '../message.ts'
import type { Failed, Outcome } from '../outcome.ts'
import { pause } from '../retry.ts'
import { Desk } from './desk.ts'
import { type FlushDeps, flush } from './flush.ts'
import { LanesError } from './lanes.ts'
import { Line, oldestOf } from './line.ts'
import { newPending, type Pending } from './pending.ts'
import type { Route } from './routes.ts'

export interface EngineDeps extends FlushDeps {
  /** Ends every wait for a server that is away. */
  readonly stopping: AbortController
  readonly routeOf: (incoming: Incoming) => Route
}

/** Flushes one after the other: what was submitted during one is the next. */
export class Engine {
  readonly #deps: EngineDeps
  readonly #line = new Line(() => this.#wake())
  readonly desk: Desk
  #flushing: readonly Pending[] = []
  #loop: Promise<void> | undefined
  #stop: Promise<void> | undefined

  constructor(deps: EngineDeps) {
    this.#deps = deps
    this.desk = new Desk(deps, (pending) => {
      this.#line.add(pending)
      this.#wake()
    })
  }

  get held(): number {
    return this.#line.held
  }

  get ageMs(): number {
    const oldest = oldestOf([this.#line.oldest(), this.#flushing.find((each) => !each.answered)])
    return oldest ? performance.now() - oldest.since : 0
  }

  submit(incoming: Incoming, recall: boolean): Promise<Outcome> {
    const { maxDepth } = this.#deps.limits
    return new Promise((resolve, reject) => {
      if (this.#stop) throw stopped()
      if (this.desk.depth >= maxDepth)
        throw new LanesError(
          'lanes-full',
          `${maxDepth} messages are unanswered (limit maxDepth): wait for ready() before submitting more`,
        )
      const route = this.#route(incoming)
      if ('status' in route) resolve(route)
      else this.desk.take(newPending(incoming, route, recall, resolve, reject))
    })
  }

  stop(): Promise<void> {
    this.#stop ??= this.#end()
    return this.#stop
  }

  /** An `id` that throws fails its message, as a decision that throws does. */
  #route(incoming: Incoming): Route | Failed {
    try {
      return this.#deps.routeOf(incoming)
    } catch (error) {
      if (error instanceof LanesError) throw error
      this.#deps.counters.failures++
      const message = `${incoming.message.type} ${incoming.id} failed: its aggregate's id throws: ${String(error)}`
      return { status: 'failed', message, error }
    }
  }

  async #end(): Promise<void> {
    const { limits, stopping, snapshots } = this.#deps
    for (const pending of this.#line.clear()) this.desk.giveBack(pending, stopped())
    const grace = new AbortController()
    await Promise.race([this.#loop, pause(limits.stopGraceMs, grace.signal)])
    grace.abort()
    stopping.abort()
    await this.#loop
    this.#line.clear()
    this.desk.giveBackAll(stopped())
    await snapshots.idle()
  }

  /** One turn of the event loop later, so that all submits of one go into the first flush. */
  #wake(): void {
    if (this.#loop || this.#stop) return
    this.#loop = new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#run())
  }

  async #run(): Promise<void> {
    while (this.#line.waiting && !this.#stop) {
      const batch = this.#line.take(this.#deps.limits.maxBatch)
      if (batch.length > 0) await this.#flush(batch)
    }
    this.#flushing = []
    this.#loop = undefined
  }

  async #flush(batch: readonly Pending[]): Promise<void> {
    const { counters } = this.#deps
    this.#flushing = batch
    counters.flushes++
    counters.batchSize = batch.length
    try {
      const { settled, held } = await flush(this.#deps, batch)
      for (const { pendings, pauseMs } of held) this.#line.hold(pendings, pauseMs)
      for (const { pending, outcome } of settled) this.desk.answer(pending, outcome)
    } catch (error) {
      const why = error instanceof LanesError ? error : stopped()
      for (const pending of batch) this.desk.giveBack(pending, why)
    }
  }
}

const stopped = () => new LanesError('stopped', 'the lanes were stopped; send the message again')
