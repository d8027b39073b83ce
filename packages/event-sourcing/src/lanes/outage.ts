import { EventLogError } from '../log/errors.ts'
import type { Log } from '../report.ts'
import { createBackoff } from '../retry.ts'
import { LanesError } from './lanes.ts'

const REMIND_MS = 60_000
const UNKNOWN_TRIES = 5

/** `wait`: it will pass, try without end. `few`: may pass, try a few times. `never`: will not. */
type Prospect = 'wait' | 'few' | 'never'

export const storeProspect = (error: unknown): Prospect => {
  if (!(error instanceof EventLogError)) return 'never'
  if (error.code === 'unavailable' || error.code === 'timeout') return 'wait'
  return error.code === 'unknown' ? 'few' : 'never'
}
/** An inbox has no errors that a message could be blamed for. */
export const inboxProspect = (): Prospect => 'wait'

/** Sees calls to one server through its outages; says so once at the start, each minute, and at the end. */
export class Outage {
  readonly #what: string
  readonly #prospect: (error: unknown) => Prospect
  readonly #report: Log
  readonly #stopping: AbortSignal
  #since: number | undefined
  #remindAt = 0

  constructor(what: string, prospect: (error: unknown) => Prospect, report: Log, stopping: AbortSignal) {
    this.#what = what
    this.#prospect = prospect
    this.#report = report
    this.#stopping = stopping
  }

  /** Tries until it succeeds, fails for good, or the lanes are stopped. `onRetry` hears of each error in between. */
  async through<T>(attempt: () => Promise<T>, onRetry?: (error: unknown) => void): Promise<T> {
    const backoff = createBackoff(this.#stopping)
    for (let tries = 1; ; tries++) {
      if (this.#stopping.aborted) throw new LanesError('stopped', 'the lanes were stopped during an outage')
      try {
        const result = await attempt()
        this.#over()
        return result
      } catch (error) {
        if (error instanceof EventLogError && error.code === 'closed')
          throw new LanesError('stopped', 'the event log was closed before the lanes were stopped')
        const prospect = this.#prospect(error)
        if (prospect === 'never' || (prospect === 'few' && tries >= UNKNOWN_TRIES)) throw error
        onRetry?.(error)
        this.#away(error)
      }
      await backoff.pause()
    }
  }

  #away(error: unknown): void {
    const now = performance.now()
    const first = this.#since === undefined
    this.#since ??= now
    if (!first && now < this.#remindAt) return
    this.#remindAt = now + REMIND_MS
    const seconds = Math.round((now - this.#since) / 1_000)
    const why = error instanceof Error ? error.message : String(error)
    this.#report.warn(
      { server: this.#what, seconds, err: error },
      `${this.#what} is away, everything waits for it: ${why}`,
    )
  }

  #over(): void {
    if (this.#since === undefined) return
    const seconds = Math.round((performance.now() - this.#since) / 1_000)
    this.#since = undefined
    this.#report.info({ server: this.#what, seconds }, `${this.#what} is back after ${seconds} s`)
  }
}
