import type { Log } from '../report.ts'
import { createBackoff } from '../retry.ts'
import { Connection } from './connection.ts'
import type { Decode } from './decode.ts'
import { EventLogError, UnknownEventError } from './errors.ts'
import type { LogSubscription, SubscribeOptions } from './event-log.ts'
import { Intake } from './intake.ts'
import { openSource, type Source } from './subscription-source.ts'

const MAX_BATCH = 2_000

export interface SubscriptionDeps {
  readonly url: string
  readonly decode: Decode
  readonly report: Log
  readonly closing: AbortSignal
}

export function subscribeAll(deps: SubscriptionDeps, options: SubscribeOptions): LogSubscription {
  if (options.streamPrefixes.length === 0)
    throw new EventLogError('refused', 'subscribeAll needs at least one stream prefix, such as "inventory."')
  return new AllSubscription(deps, options)
}

class AllSubscription implements LogSubscription {
  readonly #deps: SubscriptionDeps
  readonly #options: SubscribeOptions
  readonly #ending: AbortSignal
  readonly #connection: Connection
  readonly #name: string
  #intake: Intake | undefined
  #failing = false
  position: string
  caughtUp = false
  reopened = 0
  readonly done: Promise<void>

  constructor(deps: SubscriptionDeps, options: SubscribeOptions) {
    this.#deps = deps
    this.#options = options
    this.#name = options.name ?? `subscription to ${options.streamPrefixes.join(' ')}`
    this.#ending = options.signal ? AbortSignal.any([options.signal, deps.closing]) : deps.closing
    // A connection of its own, so that a slow reader holds back nobody else.
    this.#connection = new Connection(deps.url)
    this.position = options.from ?? '0'
    this.done = this.#run().finally(() => this.#connection.close())
  }

  get depth(): number {
    return this.#intake?.depth ?? 0
  }

  get batchSize(): number {
    return this.#intake?.batchSize ?? 0
  }

  async #run(): Promise<void> {
    const backoff = createBackoff(this.#ending)
    while (!this.#ending.aborted) {
      try {
        await this.#session(() => {
          backoff.reset()
          this.#recovered()
        })
      } catch (error) {
        if (error instanceof UnknownEventError) throw error
        this.#failed(error)
        await backoff.pause()
      }
    }
  }

  /** From one opening to its end; rejects with what ended it, after the batch under way. */
  async #session(alive: () => void): Promise<void> {
    const client = this.#connection.client()
    const { maxBatch = MAX_BATCH, onBatch, onCaughtUp, streamPrefixes } = this.#options
    let source: Source | undefined
    const intake = new Intake({
      maxBatch,
      position: this.position,
      onBatch: async (events, position) => {
        await onBatch(events, position)
        this.position = position
        alive()
      },
      onLive: () => {
        this.caughtUp = true
        alive()
        onCaughtUp?.(this.position)
      },
      pause: () => source?.pause(),
      resume: () => source?.resume(),
    })
    this.#intake = intake
    const end = () => intake.end(undefined, 'at once')
    this.#ending.addEventListener('abort', end)
    try {
      source = await openSource(this.#connection, this.position, streamPrefixes, {
        onEvent: (stored) => {
          const event = this.#deps.decode(stored)
          if (event) intake.add(event)
        },
        onMark: (mark) => intake.add(mark),
        onError: (error) => intake.end(error, 'after what waits'),
      })
      if (this.#ending.aborted) end()
      await intake.ended
    } finally {
      this.#ending.removeEventListener('abort', end)
      this.caughtUp = false
      this.#connection.drop(client)
    }
  }

  #failed(error: unknown): void {
    this.reopened++
    if (this.#failing || this.#ending.aborted) return
    this.#failing = true
    const why = error instanceof Error ? error.message : String(error)
    this.#deps.report.warn(
      { subscription: this.#name, position: this.position, err: error },
      `${this.#name}: ${why}; tries again`,
    )
  }

  #recovered(): void {
    if (!this.#failing) return
    this.#failing = false
    this.#deps.report.info(
      { subscription: this.#name, position: this.position },
      `${this.#name}: follows the log again`,
    )
  }
}
