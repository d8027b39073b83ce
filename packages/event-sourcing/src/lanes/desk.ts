import type { EventLog } from '../log/event-log.ts'
import type { Accepted, Outcome } from '../outcome.ts'
import type { Counters } from './counters.ts'
import { LanesError } from './lanes.ts'
import type { LaneLimits } from './limits.ts'
import type { Outage } from './outage.ts'
import type { Pending } from './pending.ts'
import { recallEvents } from './recall.ts'
import { createSemaphore } from './semaphore.ts'
import { seen } from './settle.ts'

export interface DeskDeps {
  readonly log: EventLog
  readonly store: Outage
  readonly limits: LaneLimits
  readonly counters: Counters
}

/** Knows every unanswered message, lets one of an id through at a time, and answers. */
export class Desk {
  readonly #deps: DeskDeps
  /** Lets a message (again) into the line. */
  readonly #enter: (pending: Pending) => void
  readonly #inFlight = new Map<string, Pending>()
  readonly #recalls: ReturnType<typeof createSemaphore>
  #unready: (() => void)[] = []
  depth = 0

  constructor(deps: DeskDeps, enter: (pending: Pending) => void) {
    this.#deps = deps
    this.#enter = enter
    this.#recalls = createSemaphore(deps.limits.maxLoads)
  }

  take(pending: Pending): void {
    this.depth++
    this.#deps.counters.messages++
    this.#admit(pending)
  }

  async ready(): Promise<void> {
    while (this.depth >= this.#deps.limits.maxPending)
      await new Promise<void>((resolve) => this.#unready.push(resolve))
  }

  answer(pending: Pending, outcome: Outcome): void {
    if (pending.answered) return
    if (outcome.status === 'accepted' && outcome.duplicate && pending.recall)
      void this.#recall(pending, outcome)
    else this.#close(pending, outcome)
  }

  /** Unanswered: its sender sends it again. */
  giveBack(pending: Pending, error: LanesError): void {
    if (pending.answered) return
    this.#leave(pending)
    pending.reject(error)
    for (const twin of pending.twins ?? []) this.giveBack(twin, error)
  }

  giveBackAll(error: LanesError): void {
    for (const pending of [...this.#inFlight.values()]) this.giveBack(pending, error)
  }

  #admit(pending: Pending): void {
    const { id } = pending.incoming
    const first = this.#inFlight.get(id)
    if (first) {
      first.twins ??= []
      first.twins.push(pending)
      return
    }
    this.#inFlight.set(id, pending)
    this.#enter(pending)
  }

  #close(pending: Pending, outcome: Outcome): void {
    if (pending.answered) return
    this.#leave(pending)
    this.#count(outcome)
    pending.resolve(outcome)
    if (!pending.twins) return
    for (const twin of pending.twins) {
      const same = twinOutcome(pending, outcome, twin)
      if (same) this.#close(twin, same)
      else this.#admit(twin)
    }
  }

  #leave(pending: Pending): void {
    pending.answered = true
    this.depth--
    const { id } = pending.incoming
    if (this.#inFlight.get(id) === pending) this.#inFlight.delete(id)
    if (this.#unready.length === 0 || this.depth >= this.#deps.limits.maxPending) return
    const waiting = this.#unready
    this.#unready = []
    for (const resolve of waiting) resolve()
  }

  async #recall(pending: Pending, outcome: Accepted): Promise<void> {
    const { log, store } = this.#deps
    const { stream, revision } = outcome
    const { id } = pending.incoming
    try {
      const events = await this.#recalls(() => store.through(() => recallEvents(log, stream, id, revision)))
      this.#close(pending, { ...outcome, events })
    } catch (error) {
      if (error instanceof LanesError) return this.giveBack(pending, error)
      const message = `message ${id} had its effect before, but its events on ${stream} cannot be read back`
      this.#close(pending, { status: 'failed', message, error })
    }
  }

  #count(outcome: Outcome): void {
    const { counters } = this.#deps
    if (outcome.status === 'conflict') counters.conflicts++
    else if (outcome.status === 'missing') counters.missing++
    else if (outcome.status === 'failed') counters.failures++
    else if (outcome.duplicate) counters.duplicates++
    else if (outcome.status === 'rejected') counters.rejections++
  }
}

/** What a later arrival of the same id is told at once; undefined where it has to go the whole way itself. */
function twinOutcome(first: Pending, outcome: Outcome, twin: Pending): Outcome | undefined {
  const { hash } = first.incoming
  if (twin.incoming.hash === hash && !twin.incoming.again)
    return 'duplicate' in outcome ? { ...outcome, duplicate: true } : outcome
  if (outcome.status !== 'accepted') return undefined
  const { stream, revision, position } = outcome
  return seen(twin, { hash, stream, revision, position })
}
