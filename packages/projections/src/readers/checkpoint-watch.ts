import type { Sql } from 'postgres'
import { CHECKPOINT_CHANNEL } from '../engine/batch.ts'

/** Notifications can be lost with their connection: while somebody waits, the table is looked at this often. */
const LOOK_MS = 1_000

/** Where every projection is, kept current by one listening connection for however many who wait. */
export class CheckpointWatch {
  readonly #sql: Sql
  readonly #positions = new Map<string, bigint>()
  readonly #waiting = new Set<() => void>()
  #listening: Promise<unknown> | undefined
  #running: Promise<void> | undefined
  #next: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(sql: Sql) {
    this.#sql = sql
  }

  get waiting(): number {
    return this.#waiting.size
  }

  reached(projections: readonly string[], position: bigint): boolean {
    return projections.every((each) => (this.#positions.get(each) ?? -1n) >= position)
  }

  /**
   * Calls back on every change until the returned function is called, and first with what the table says now: a
   * position heard of before may have gone back, as a crash of Postgres may take the last batches with it.
   */
  async subscribe(onChange: () => void): Promise<() => void> {
    this.#waiting.add(onChange)
    this.#timer ??= setInterval(() => void this.#refresh().catch(ignore), LOOK_MS)
    try {
      await this.#listen()
      await this.#refresh()
    } catch (error) {
      this.#leave(onChange)
      throw error
    }
    return () => this.#leave(onChange)
  }

  #leave(onChange: () => void): void {
    this.#waiting.delete(onChange)
    if (this.#waiting.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Also runs anew on every connection made after the first was lost: positions may have gone back in between. */
  #listen(): Promise<unknown> {
    this.#listening ??= this.#sql
      .listen(
        CHECKPOINT_CHANNEL,
        (payload) => this.#heard(payload),
        () => {
          this.#positions.clear()
          if (this.#waiting.size > 0) void this.#refresh().catch(ignore)
        },
      )
      .catch((error) => {
        this.#listening = undefined
        throw error
      })
    return this.#listening
  }

  #heard(payload: string): void {
    const at = payload.lastIndexOf(':')
    this.#positions.set(payload.slice(0, at), BigInt(payload.slice(at + 1)))
    this.#tell()
  }

  /** One query serves all who ask while another one runs. */
  #refresh(): Promise<void> {
    this.#next ??= (this.#running ?? Promise.resolve()).then(ignore, ignore).then(() => {
      this.#running = this.#next
      this.#next = undefined
      return this.#query()
    })
    return this.#next
  }

  async #query(): Promise<void> {
    const rows = await this.#sql<{ projection: string; position: string }[]>`
      select projection, position::text from takt.checkpoint`
    for (const { projection, position } of rows) this.#positions.set(projection, BigInt(position))
    this.#tell()
  }

  #tell(): void {
    for (const onChange of this.#waiting) onChange()
  }
}

const ignore = () => {}
