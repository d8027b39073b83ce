export interface ProgressReport {
  readonly events: number
  readonly eventsPerSecond: number
  /** From 0 to 1, by position in the log. */
  readonly share: number
  /** Undefined as long as nothing can be said. */
  readonly remainingMs: number | undefined
}

const EVERY_MS = 1_000

/** Counts, and tells about once a second how it goes. */
export class Progress {
  events: number
  readonly #start: { events: number; position: number; atMs: number }
  readonly #head: number
  readonly #tell: (report: ProgressReport) => void
  #toldAtMs: number

  constructor(
    from: { readonly events: number; readonly position: string },
    head: string,
    tell: (report: ProgressReport) => void = () => {},
  ) {
    this.events = from.events
    this.#head = Number(head)
    this.#tell = tell
    this.#toldAtMs = performance.now()
    this.#start = { events: from.events, position: Number(from.position), atMs: this.#toldAtMs }
  }

  moved(events: number, position: string): void {
    this.events += events
    const nowMs = performance.now()
    if (nowMs - this.#toldAtMs < EVERY_MS) return
    this.#toldAtMs = nowMs
    const elapsedMs = nowMs - this.#start.atMs
    const moved = Number(position) - this.#start.position
    this.#tell({
      events: this.events,
      eventsPerSecond: Math.round(((this.events - this.#start.events) / elapsedMs) * 1_000),
      share: this.#head === 0 ? 1 : Math.min(1, Number(position) / this.#head),
      remainingMs: moved > 0 ? (Math.max(0, this.#head - Number(position)) / moved) * elapsedMs : undefined,
    })
  }
}
