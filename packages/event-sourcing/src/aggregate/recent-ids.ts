export interface RecentId {
  readonly hash: string
  /** Of the message's last event. */
  readonly revision: number
}
export type RecentIdEntry = readonly [id: string, hash: string, revision: number]

/**
 * The last messages that made events on a stream, from the events' own metadata. They close the gap between an append
 * and its inbox row: after a crash there, and for a second instance.
 */
export class RecentIds {
  readonly #limit: number
  /** In order of first arrival. */
  readonly #ids = new Map<string, RecentId>()

  constructor(limit: number, entries: Iterable<RecentIdEntry> = []) {
    this.#limit = limit
    for (const [id, hash, revision] of entries) this.add(id, hash, revision)
  }

  get(id: string): RecentId | undefined {
    return this.#ids.get(id)
  }

  add(id: string, hash: string, revision: number): void {
    this.#ids.set(id, { hash, revision })
    if (this.#ids.size <= this.#limit) return
    const [oldest] = this.#ids.keys()
    if (oldest !== undefined) this.#ids.delete(oldest)
  }

  entries(): RecentIdEntry[] {
    return Array.from(this.#ids, ([id, { hash, revision }]) => [id, hash, revision] as const)
  }
}
