import type { LiveAggregate } from '../aggregate/live-aggregate.ts'
import { writeSnapshot } from '../aggregate/snapshot.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Log } from '../report.ts'
import type { Counters } from './counters.ts'
import type { LaneLimits } from './limits.ts'

/** Writes snapshots beside the lanes. One that fails or finds no room is written after the stream's next event. */
export class Snapshots {
  readonly #log: EventLog
  readonly #report: Log
  readonly #counters: Counters
  readonly #most: number
  readonly #writing = new Map<string, Promise<void>>()

  constructor(log: EventLog, report: Log, counters: Counters, { maxSnapshotWrites }: LaneLimits) {
    this.#log = log
    this.#report = report
    this.#counters = counters
    this.#most = maxSnapshotWrites
  }

  /** To be called between flushes of the stream only: its state must be exactly what the log holds. */
  consider(live: LiveAggregate): void {
    const { stream, revision, snapshotRevision, aggregate } = live
    if (revision - snapshotRevision < aggregate.snapshotEvery) return
    if (this.#writing.has(stream) || this.#writing.size >= this.#most) return
    const writing = this.#write(live, revision, writeSnapshot(live)).finally(() =>
      this.#writing.delete(stream),
    )
    this.#writing.set(stream, writing)
  }

  async idle(): Promise<void> {
    await Promise.all(this.#writing.values())
  }

  async #write(live: LiveAggregate, revision: number, data: string): Promise<void> {
    try {
      const kept = await this.#log.snapshots.save(live.stream, revision, data)
      live.snapshotRevision = revision
      if (kept) this.#counters.snapshots++
      else
        this.#report.warn(
          { stream: live.stream, revision, bytes: Buffer.byteLength(data) },
          `${live.stream} is too large for a snapshot: it is read in full whenever it is not in memory`,
        )
    } catch (error) {
      this.#report.info({ stream: live.stream, err: error }, `no snapshot of ${live.stream} this time`)
    }
  }
}
