import type { RecordedEvent } from '@takt/event-sourcing'
import type { Sql } from 'postgres'
import type { Fold } from '../fold/fold.ts'
import { batchStatements, commitBatch } from './batch.ts'

export interface BatchWriterOptions {
  readonly sql: Sql
  readonly projection: string
  readonly context: string
  readonly holder: string
  readonly fold: Fold
  /** The stored position that the first batch follows. */
  readonly from: string
  /** A batch could not be written: the turn is over. */
  readonly onFailed: (error: unknown) => void
  readonly onWritten: (batch: WrittenBatch) => void
}

export interface WrittenBatch {
  readonly position: string
  readonly events: number
  /** From taking it to its commit, in ms. */
  readonly elapsedMs: number
}

/** Folds and commits batches one after the other, each from the position of the one before. */
export class BatchWriter {
  readonly #options: BatchWriterOptions
  #taken: string
  #commit: Promise<void> = Promise.resolve()
  #unwritten = 0
  #failed = false

  constructor(options: BatchWriterOptions) {
    this.#options = options
    this.#taken = options.from
  }

  /** Something was taken that is not committed. */
  get busy(): boolean {
    return this.#unwritten > 0
  }

  /**
   * Resolves when the batch is folded and the one before it is committed: so history is folded ahead by one batch
   * while Postgres writes. `written()` waits for the commit as well. Failures are told to `onFailed`.
   */
  async take(events: readonly RecordedEvent[], to: string, asOf: string | undefined): Promise<void> {
    if (to === this.#taken || this.#failed) return
    const { fold, context, onFailed } = this.#options
    const startedAt = performance.now()
    this.#unwritten++
    try {
      const writes = batchStatements(events, fold, context)
      await this.#commit
      const from = this.#taken
      this.#taken = to
      this.#commit = this.#write({ from, to, asOf }, writes, events.length, startedAt)
      this.#commit.catch((error) => {
        this.#failed = true
        onFailed(error)
      })
    } catch (error) {
      this.#failed = true
      onFailed(error)
    }
  }

  /** Resolves when everything taken is committed, or has failed. */
  written(): Promise<void> {
    return this.#commit.catch(() => {})
  }

  async #write(
    place: { from: string; to: string; asOf: string | undefined },
    writes: ReturnType<typeof batchStatements>,
    events: number,
    startedAt: number,
  ): Promise<void> {
    const { sql, projection, holder, onWritten } = this.#options
    await commitBatch(sql, { projection, holder, ...place }, writes)
    this.#unwritten--
    onWritten({ position: place.to, events, elapsedMs: performance.now() - startedAt })
  }
}
