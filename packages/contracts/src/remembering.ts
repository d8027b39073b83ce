/** Some thirty years of days. */
const MOST_KEYS = 10_000

/** A pure function that keeps what it worked out: for keys of which the same few hundred are asked for again and again. */
export function remembering<Key, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= MOST_KEYS) known.clear()
    const value = work(key)
    known.set(key, value)
    return value
  }
}
