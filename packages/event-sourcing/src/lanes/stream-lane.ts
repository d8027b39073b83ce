import type { LiveAggregate } from '../aggregate/live-aggregate.ts'
import type { Inbox, InboxRow } from '../inbox.ts'
import { EventLogError, WrongRevisionError } from '../log/errors.ts'
import type { Appended, EventLog } from '../log/event-log.ts'
import type { References } from '../references.ts'
import { pause } from '../retry.ts'
import type { Aggregates } from './aggregates.ts'
import type { Counters } from './counters.ts'
import { LanesError } from './lanes.ts'
import type { LaneLimits } from './limits.ts'
import { lookBack } from './look-back.ts'
import type { Outage } from './outage.ts'
import type { Pending } from './pending.ts'
import { failed, type Settled, settleTurn } from './settle.ts'
import type { Snapshots } from './snapshots.ts'
import { type Turn, takeTurn } from './turn.ts'

export interface LaneDeps {
  readonly log: EventLog
  readonly store: Outage
  readonly inbox: Inbox
  readonly inboxOutage: Outage
  readonly aggregates: Aggregates
  readonly snapshots: Snapshots
  readonly references: References
  readonly now: () => string
  readonly limits: LaneLimits
  readonly counters: Counters
}

export interface LaneResult {
  readonly settled: readonly Settled[]
  /** What has to wait, the first one for its further try, in order. */
  readonly held: { readonly pendings: readonly Pending[]; readonly pauseMs: number } | undefined
}

/** Races after which a snapshot is no longer trusted: it could be of a stream that was since restored. */
const RACES_WITH_SNAPSHOT = 3

/** Runs the messages of one stream, in order, to their answers. */
export class StreamLane {
  readonly #deps: LaneDeps
  readonly #stream: string
  readonly #pendings: readonly Pending[]
  readonly #known: ReadonlyMap<string, InboxRow>
  readonly #settled: Settled[] = []
  #from = 0
  #races = 0
  #maxMessages = Number.POSITIVE_INFINITY

  constructor(
    deps: LaneDeps,
    stream: string,
    pendings: readonly Pending[],
    known: ReadonlyMap<string, InboxRow>,
  ) {
    this.#deps = deps
    this.#stream = stream
    this.#pendings = pendings
    this.#known = known
  }

  async run(): Promise<LaneResult> {
    while (this.#from < this.#pendings.length) {
      const held = await this.#turn()
      if (held) return { settled: this.#settled, held }
    }
    return { settled: this.#settled, held: undefined }
  }

  /** What stands after `run` threw: the answers so far, and failure for the rest. */
  broken(error: unknown): LaneResult {
    this.#failRest(error)
    return { settled: this.#settled, held: undefined }
  }

  async #turn(): Promise<LaneResult['held']> {
    const { aggregates, limits, references, now } = this.#deps
    let live: LiveAggregate
    try {
      live = aggregates.get(this.#stream) ?? (await this.#load())
    } catch (error) {
      this.#failRest(error)
      return undefined
    }
    const circumstances = { known: this.#known, references, now: now() }
    const turn = takeTurn(live, this.#pendings, this.#from, circumstances, {
      ...limits,
      maxMessages: this.#maxMessages,
    })
    try {
      await this.#commit(live, turn)
    } catch (error) {
      aggregates.drop(this.#stream)
      await this.#lost(turn, error)
      return undefined
    }
    this.#from += turn.decided.length
    if (turn.stop?.kind === 'looksBack') return this.#lookBack(live, turn.stop.ids)
    return turn.stop && this.#stopped(turn.stop)
  }

  async #load(): Promise<LiveAggregate> {
    const { aggregates, snapshots } = this.#deps
    const { aggregate } = this.#pendings[0] as Pending
    const live = await aggregates.load(aggregate, this.#stream, this.#races < RACES_WITH_SNAPSHOT)
    snapshots.consider(live)
    return live
  }

  async #commit(live: LiveAggregate, turn: Turn): Promise<void> {
    const { snapshots, counters } = this.#deps
    const before = live.revision
    const end = turn.events.length === 0 ? live : await this.#append(before, turn)
    if (turn.events.length > 0) {
      live.position = end.position
      for (const { pending, decided } of turn.decided) {
        if (decided.kind !== 'events' || decided.events.length === 0) continue
        live.revision += decided.events.length
        live.recent.add(pending.incoming.id, pending.incoming.hash, live.revision)
      }
      counters.events += turn.events.length
      counters.appends++
      this.#races = 0
      if (turn.stop?.kind !== 'threw') snapshots.consider(live)
    }
    for (const settled of settleTurn(turn, this.#stream, before, end)) this.#settled.push(settled)
  }

  #append(revision: number, turn: Turn): Promise<Appended> {
    const { log, store } = this.#deps
    const expected = revision === -1 ? 'none' : revision
    return store.through(
      () => log.append(this.#stream, expected, turn.events),
      () => {
        for (const { pending } of turn.decided) pending.unsure = true
      },
    )
  }

  /** The append was refused: decide anew where another writer was first, else find whose fault it is. */
  async #lost(turn: Turn, error: unknown): Promise<void> {
    const { limits, counters } = this.#deps
    if (error instanceof WrongRevisionError) {
      counters.races++
      this.#races++
      if (this.#races <= limits.maxRaces) return pause(Math.random() * this.#races * 2)
      return this.#failRest(
        new Error(`another writer was first on ${this.#stream} ${this.#races} times in a row`, {
          cause: error,
        }),
      )
    }
    if (!(error instanceof EventLogError)) throw error
    if (turn.decided.length > 1) {
      this.#maxMessages = 1
      return
    }
    this.#fail(error)
  }

  /** Reads what its decision asked for; then it decides again. */
  async #lookBack(live: LiveAggregate, ids: readonly string[]): Promise<undefined> {
    const { log, store, inbox, inboxOutage } = this.#deps
    const pending = this.#pendings[this.#from] as Pending
    const lookup = (some: readonly string[]) => inboxOutage.through(() => inbox.lookup(some))
    try {
      pending.past = await store.through(() => lookBack(lookup, log, live, ids, pending.past))
    } catch (error) {
      if (error instanceof LanesError) throw error
      this.#fail(error)
    }
  }

  #stopped(stop: Exclude<NonNullable<Turn['stop']>, { kind: 'looksBack' }>): LaneResult['held'] {
    const { limits, aggregates } = this.#deps
    const pending = this.#pendings[this.#from] as Pending
    if (stop.kind === 'threw') {
      // It may have changed the state before it threw.
      aggregates.drop(this.#stream)
      pending.decideTries++
      if (pending.decideTries < limits.maxDecideTries) return this.#hold(limits.decidePauseMs)
      this.#fail(stop.error)
      return undefined
    }
    const pauseMs = limits.missingPausesMs[pending.missingRounds]
    if (pauseMs !== undefined) return this.#hold(pauseMs)
    const { code, message } = stop.missing
    this.#settled.push({ pending, outcome: { status: 'missing', code, message }, rows: [] })
    this.#from++
    return undefined
  }

  #hold(pauseMs: number): LaneResult['held'] {
    return { pendings: this.#pendings.slice(this.#from), pauseMs }
  }

  #fail(error: unknown): void {
    const pending = this.#pendings[this.#from++] as Pending
    const why = error instanceof Error ? error.message : String(error)
    const { message, id } = pending.incoming
    this.#settled.push(failed(pending, `${message.type} ${id} on ${this.#stream} failed: ${why}`, error))
  }

  #failRest(error: unknown): void {
    if (error instanceof LanesError) throw error
    while (this.#from < this.#pendings.length) this.#fail(error)
  }
}
