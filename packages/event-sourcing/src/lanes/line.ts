import type { Pending } from './pending.ts'

interface Hold {
  readonly pendings: Pending[]
  readonly timer: NodeJS.Timeout
}

/**
 * The messages that wait for a flush, in order. A stream may be held: then what comes for it queues up behind, and
 * after the pause all of it goes first.
 */
export class Line {
  readonly #released: () => void
  #queue: Pending[] = []
  #first: Pending[] = []
  readonly #holds = new Map<string, Hold>()

  constructor(released: () => void) {
    this.#released = released
  }

  get waiting(): boolean {
    return this.#queue.length > 0 || this.#first.length > 0
  }

  get held(): number {
    let held = 0
    for (const { pendings } of this.#holds.values()) held += pendings.length
    return held
  }

  add(pending: Pending): void {
    this.#queue.push(pending)
  }

  /** The next messages of streams that are not held. */
  take(most: number): Pending[] {
    const batch: Pending[] = []
    this.#first = this.#move(this.#first, batch, most)
    this.#queue = this.#move(this.#queue, batch, most)
    return batch
  }

  /** Pendings of one stream, in order. */
  hold(pendings: readonly Pending[], pauseMs: number): void {
    const { stream } = pendings[0] as Pending
    const timer = setTimeout(() => this.#release(stream), pauseMs)
    this.#holds.set(stream, { pendings: [...pendings], timer })
  }

  /** Everything that waits, taken out. */
  clear(): Pending[] {
    const held = [...this.#holds.values()]
    for (const { timer } of held) clearTimeout(timer)
    const all = [...held.flatMap(({ pendings }) => pendings), ...this.#first, ...this.#queue]
    this.#holds.clear()
    this.#first = []
    this.#queue = []
    return all
  }

  /** The one that has waited longest. */
  oldest(): Pending | undefined {
    const heads = [...this.#holds.values()].map(({ pendings }) => pendings[0])
    return oldestOf([...heads, this.#first[0], this.#queue[0]])
  }

  #move(source: Pending[], batch: Pending[], most: number): Pending[] {
    let taken = 0
    while (taken < source.length && batch.length < most) {
      const pending = source[taken++] as Pending
      const hold = this.#holds.get(pending.stream)
      if (hold) hold.pendings.push(pending)
      else batch.push(pending)
    }
    return taken === source.length ? [] : source.slice(taken)
  }

  #release(stream: string): void {
    const hold = this.#holds.get(stream)
    if (!hold) return
    this.#holds.delete(stream)
    // Those behind have waited as well: after as many rounds they are not made to wait again.
    for (const pending of hold.pendings) {
      pending.missingRounds++
      this.#first.push(pending)
    }
    this.#released()
  }
}

export const oldestOf = (pendings: readonly (Pending | undefined)[]): Pending | undefined =>
  pendings.reduce(
    (oldest, each) => (each && (!oldest || each.since < oldest.since) ? each : oldest),
    undefined,
  )
