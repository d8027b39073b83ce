import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Log, type LogSubscription, type RecordedEvent, silent } from '@takt/event-sourcing'
import { createFold, type Fold } from '../fold/fold.ts'
import { isOutage, Outage } from '../sql/outage.ts'
import { FencedError } from './batch.ts'
import { BatchWriter, type WrittenBatch } from './batch-writer.ts'
import { checkViews, streamPrefixes } from './check-views.ts'
import { holdsEverythingSince, lastEventAfter, reached, sayLive } from './liveness.ts'
import { buildNewViews } from './new-views.ts'
import { openSession, type Session } from './session.ts'
import type { Projection, ProjectionOptions, ProjectionState } from './types.ts'

/** How often an idle projection says that its read models are still current. */
const HEARTBEAT_MS = 2_000
const LOOK_MS = 50
const EPOCH = new Date(0).toISOString()

/**
 * Starts to follow the log: what arrived while the last batch was written is folded in memory and written in one
 * transaction with the checkpoint, so that every event counts exactly once. An outage of Postgres is waited out; a
 * process that finds another one at work stands by, and takes over when that one ends.
 */
export function startProjection(options: ProjectionOptions): Projection {
  checkViews(options.views)
  return new RunningProjection(options)
}

class RunningProjection implements Projection {
  #phase: Exclude<ProjectionState, 'catching-up' | 'live'> | 'following' = 'starting'
  position = '0'
  readonly done: Promise<void>
  readonly #options: ProjectionOptions
  readonly #context: string
  readonly #log: Log
  readonly #fold: Fold
  readonly #holder = randomUUID()
  readonly #stopping = new AbortController()
  #subscription: LogSubscription | undefined
  #writer: BatchWriter | undefined
  #work = { events: 0, batches: 0, lastBatchSize: 0, lastBatchMs: 0 }

  constructor(options: ProjectionOptions) {
    this.#options = options
    this.#context = options.context ?? options.name
    this.#log = options.log ?? silent
    this.#fold = createFold(options.views)
    this.done = this.#run()
    // Whoever looks at `done` is told; nobody looking must not end the process.
    this.done.catch(() => {})
  }

  get state(): ProjectionState {
    if (this.#phase !== 'following') return this.#phase
    return this.#subscription?.caughtUp ? 'live' : 'catching-up'
  }

  get metrics() {
    return { ...this.#work, depth: this.#subscription?.depth ?? 0 }
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.done.catch(() => {})
  }

  async caughtUp(): Promise<void> {
    const { sql, name, eventLog, views } = this.#options
    const holds = holdsEverythingSince(sql, name)
    await this.#until(async () => this.#isCurrent() || (await holds()))
    // What was just appended may still be on its way here: a look of its own says what there is.
    const prefixes = streamPrefixes(views, this.#context)
    const end = await lastEventAfter(eventLog, this.position, prefixes, this.#stopping.signal)
    await this.#until(() => reached(sql, name, end))
  }

  async #until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) {
      if (this.#phase === 'stopped')
        throw new Error(`the projection ${this.#options.name} was stopped before it had caught up`)
      await Promise.race([delay(LOOK_MS), this.done])
    }
  }

  async #run(): Promise<void> {
    const outage = new Outage(this.#log, `projection ${this.#options.name}`)
    const { signal } = this.#stopping
    try {
      while (!signal.aborted) {
        try {
          await this.#serve(outage)
        } catch (error) {
          if (signal.aborted) break
          if (error instanceof FencedError) this.#log.warn({}, `${error.message}; starting again from there`)
          else if (isOutage(error)) {
            this.#phase = 'away'
            await delay(outage.begins(error), undefined, { signal }).catch(() => {})
          } else throw error
        }
      }
      this.#phase = 'stopped'
    } catch (error) {
      this.#phase = 'failed'
      this.#log.error({ error }, `projection ${this.#options.name} stopped: ${(error as Error).message}`)
      throw error
    }
  }

  /** One turn at the checkpoint, from taking it to losing it. */
  async #serve(outage: Outage): Promise<void> {
    const { sql, name: projection, views, eventLog, maxBatch } = this.#options
    const turn = new AbortController()
    const signal = AbortSignal.any([this.#stopping.signal, turn.signal])
    let failure: unknown
    const fail = (error: unknown) => {
      failure ??= error
      turn.abort()
    }
    const session = await openSession({
      sql,
      projection,
      holder: this.#holder,
      log: this.#log,
      signal: this.#stopping.signal,
      onLost: () => fail(Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' })),
      onStandby: () => {
        this.#phase = 'standby'
      },
    })
    outage.ends()
    this.position = session.position
    this.#phase = 'following'
    // A failure ends the turn; the events come again in the next one, from the stored checkpoint.
    const writer = new BatchWriter({
      sql: session.sql,
      projection,
      context: this.#context,
      holder: this.#holder,
      fold: this.#fold,
      from: session.position,
      onFailed: fail,
      onWritten: (batch) => this.#written(batch),
    })
    this.#writer = writer
    const building = buildNewViews({ session, projection, views, sql, eventLog, log: this.#log, signal })
    const heartbeat = setInterval(() => this.#beat(session), HEARTBEAT_MS)
    try {
      this.#subscription = eventLog.subscribeAll({
        ...(session.position === '0' ? {} : { from: session.position }),
        ...(maxBatch === undefined ? {} : { maxBatch }),
        name: `projection ${projection}`,
        streamPrefixes: streamPrefixes(views, this.#context),
        signal,
        onBatch: (events, position) => this.#take(writer, events, position),
        onCaughtUp: () => this.#beat(session),
      })
      await this.#subscription.done
      if (failure !== undefined) throw failure
      if (!signal.aborted)
        throw new Error(`the event log was closed under the projection ${projection}: stop it first`)
    } finally {
      clearInterval(heartbeat)
      turn.abort()
      await Promise.all([writer.written(), building])
      await session.close()
    }
  }

  /** What is live is committed before more is taken, so that it makes the next batch; history is folded ahead. */
  async #take(writer: BatchWriter, events: readonly RecordedEvent[], to: string): Promise<void> {
    const asOf = this.#caughtUpWithIntake() ? undefined : (events.at(-1)?.metadata.recordedAt ?? EPOCH)
    await writer.take(events, to, asOf)
    if (this.#subscription?.caughtUp) await writer.written()
  }

  #written({ position, events, elapsedMs }: WrittenBatch): void {
    this.position = position
    this.#work = {
      events: this.#work.events + events,
      batches: this.#work.batches + 1,
      lastBatchSize: events,
      lastBatchMs: elapsedMs,
    }
  }

  /** Nothing came that is not written, and the log has nothing more. */
  #isCurrent(): boolean {
    return this.#phase === 'following' && this.#writer?.busy === false && this.#caughtUpWithIntake()
  }

  #caughtUpWithIntake(): boolean {
    return this.#subscription?.caughtUp === true && this.#subscription.depth === 0
  }

  #beat(session: Session): void {
    if (this.#isCurrent()) sayLive(session.sql, this.#options.name, this.#holder).catch(() => {})
  }
}
