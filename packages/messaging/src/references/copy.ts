import type { ReferenceCopy } from '@takt/event-sourcing'
import type { Reference } from './reference.ts'

interface Entry {
  readonly revision: number
  readonly data: unknown
  readonly aliases: readonly string[]
}

/** A copy in memory. What is older than what it holds is ignored, so that nothing depends on the order of arrival. */
export class Copy implements ReferenceCopy<unknown> {
  readonly #of: Reference
  readonly #entries = new Map<string, Entry>()
  readonly #keyOfAlias = new Map<string, string>()

  constructor(of: Reference) {
    this.#of = of
  }

  get size(): number {
    return this.#entries.size
  }

  put(key: string, revision: number, data: unknown): void {
    const before = this.#entries.get(key)
    if (before && before.revision >= revision) return
    for (const alias of before?.aliases ?? [])
      if (this.#keyOfAlias.get(alias) === key) this.#keyOfAlias.delete(alias)
    const aliases = this.#of.aliases(data as never)
    for (const alias of aliases) this.#keyOfAlias.set(alias, key)
    this.#entries.set(key, { revision, data, aliases })
  }

  get(key: string): unknown {
    return this.#entries.get(key)?.data
  }

  find(alias: string): unknown {
    return this.get(alias) ?? this.get(this.#keyOfAlias.get(alias) ?? '')
  }

  *all(): Iterable<unknown> {
    for (const { data } of this.#entries.values()) yield data
  }
}
