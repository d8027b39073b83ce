/**
 * What the store should do, as plainly as it can be said: arrays, no index, no cache, no disk.
 * Written from EventStoreDB's documented behaviour, not from the code under test.
 */

export type Expectation = 'any' | 'no_stream' | 'stream_exists' | bigint

export type ModelOutcome = { last: number } | 'wrong' | 'deleted'

interface ModelStream {
  ids: string[]
  tombstoned: boolean
  softDeleted: boolean
  truncateBefore: number
  maxCount: number
  hasMetadata: boolean
}

export class Model {
  readonly #streams = new Map<string, ModelStream>()

  stream(name: string): ModelStream {
    const stream = this.#streams.get(name) ?? {
      ids: [],
      tombstoned: false,
      softDeleted: false,
      truncateBefore: 0,
      maxCount: Number.POSITIVE_INFINITY,
      hasMetadata: false,
    }
    this.#streams.set(name, stream)
    return stream
  }

  append(name: string, expected: Expectation, ids: string[]): ModelOutcome {
    const stream = this.stream(name)
    const answer = this.#check(stream, expected, ids)
    if (answer !== 'append') return answer
    if (stream.softDeleted && ids.length > 0) {
      stream.softDeleted = false
      stream.truncateBefore = stream.ids.length
    }
    stream.ids.push(...ids)
    return { last: stream.ids.length - 1 }
  }

  delete(name: string): ModelOutcome {
    const stream = this.stream(name)
    if (stream.tombstoned) return 'deleted'
    // A soft delete replaces the metadata.
    Object.assign(stream, { softDeleted: true, hasMetadata: true, maxCount: Number.POSITIVE_INFINITY })
    return { last: stream.ids.length - 1 }
  }

  tombstone(name: string): ModelOutcome {
    const stream = this.stream(name)
    if (stream.tombstoned) return 'deleted'
    stream.tombstoned = true
    return { last: stream.ids.length - 1 }
  }

  setMetadata(
    name: string,
    { maxCount, truncateBefore }: { maxCount?: number; truncateBefore?: number },
  ): void {
    const stream = this.stream(name)
    stream.hasMetadata = true
    stream.maxCount = maxCount ?? Number.POSITIVE_INFINITY
    stream.truncateBefore = stream.softDeleted ? stream.ids.length : (truncateBefore ?? 0)
    stream.softDeleted = false
  }

  /** Revision and id of what a reader sees; a word when there is no such stream. */
  read(name: string): [revision: number, id: string][] | 'missing' | 'deleted' {
    const stream = this.stream(name)
    if (stream.tombstoned) return 'deleted'
    if (stream.ids.length === 0 || stream.softDeleted) return 'missing'
    const first = Math.max(stream.truncateBefore, stream.ids.length - stream.maxCount)
    return stream.ids.map((id, i): [number, string] => [i, id]).filter(([revision]) => revision >= first)
  }

  #check(stream: ModelStream, expected: Expectation, ids: string[]): ModelOutcome | 'append' {
    const { ids: had } = stream
    if (stream.tombstoned) return 'deleted'
    if (expected === 'stream_exists') {
      if (stream.softDeleted) return 'deleted'
      if (had.length === 0 && !stream.hasMetadata) return 'wrong'
    }
    if (expected === 'any' || expected === 'stream_exists') {
      const places = ids.map((id) => had.lastIndexOf(id))
      if (ids.length === 0 || (places[0] as number) < 0) return 'append'
      return places.some((place) => place < 0) ? 'wrong' : { last: places.at(-1) as number }
    }
    const at = expected === 'no_stream' ? -1 : Number(expected)
    if (at === had.length - 1) return 'append'
    if (at > had.length - 1 || ids.length === 0) return 'wrong'
    const isRepeat = ids.every((id, i) => had[at + 1 + i] === id)
    if (isRepeat) return { last: at + ids.length }
    return at === -1 && stream.softDeleted && ids[0] !== had[0] ? 'append' : 'wrong'
  }
}
