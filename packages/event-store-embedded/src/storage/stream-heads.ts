import { type StreamState, UNKNOWN_STREAM } from '../engine/stream-state.ts'

/** A stream in memory. */
export interface StreamHead {
  readonly name: string
  /** -1 until the stream is first written. */
  number: number
  /** State after everything decided, durable or not: what appends are decided against. */
  decided: StreamState
  /** State after everything durable: what readers see. */
  committed: StreamState
  /** Groups that touched it and are not in the index yet; it stays in memory as long. */
  pins: number
}

export function newHead(name: string, number = -1, state = UNKNOWN_STREAM): StreamHead {
  return { name, number, decided: state, committed: state, pins: 0 }
}

/** The most recently used heads, bounded; pinned ones stay beyond the bound. */
export class HeadCache {
  readonly #heads = new Map<string, StreamHead>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  get(name: string): StreamHead | undefined {
    const head = this.#heads.get(name)
    if (head) {
      this.#heads.delete(name)
      this.#heads.set(name, head)
    }
    return head
  }

  add(head: StreamHead): void {
    this.#heads.set(head.name, head)
    if (this.#heads.size <= this.#max) return
    for (const oldest of this.#heads.values()) {
      this.#heads.delete(oldest.name)
      if (oldest.pins === 0) return
      this.#heads.set(oldest.name, oldest)
      if (oldest === head) return
    }
  }
}
