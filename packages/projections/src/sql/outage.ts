import type { Log } from '@takt/event-sourcing'
import postgres from 'postgres'

/**
 * SQLSTATE classes that say that a statement can never work, so that it is our bug: cardinality, data, constraint,
 * syntax or missing table, feature. Everything else (connection, resources, shutdown, …) passes.
 */
const BUG = /^(21|22|23|42|0A)/

/** Whether waiting helps: Postgres is away, full, starting or stopping, or chose us as the victim of a deadlock. */
export function isOutage(error: unknown): boolean {
  if (error instanceof postgres.PostgresError) return !BUG.test(error.code)
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^(CONNECTION_|CONNECT_|E[A-Z]+)/.test(code)
}

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 2_000

/** Retries without end, and says so twice: when it begins and when it is over. */
export class Outage {
  readonly #log: Log
  readonly #what: string
  #since: number | undefined
  #pauseMs = FIRST_PAUSE_MS

  constructor(log: Log, what: string) {
    this.#log = log
    this.#what = what
  }

  /** How long to wait before the next try, in ms. */
  begins(error: unknown): number {
    if (this.#since === undefined) {
      this.#since = Date.now()
      this.#log.warn(
        { error: String(error) },
        `${this.#what}: Postgres does not answer; trying again until it does`,
      )
    }
    const pauseMs = this.#pauseMs * (0.75 + Math.random() / 2)
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS)
    return pauseMs
  }

  ends(): void {
    if (this.#since === undefined) return
    this.#log.info({ awayMs: Date.now() - this.#since }, `${this.#what}: Postgres answers again`)
    this.#since = undefined
    this.#pauseMs = FIRST_PAUSE_MS
  }
}
