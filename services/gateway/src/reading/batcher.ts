export interface BatcherOptions {
  /** The most keys of one load. */
  readonly maxBatch: number
  /** The most loads under way at once. */
  readonly maxInFlight: number
}

interface Waiting<Key, Value> {
  readonly key: Key
  resolve(value: Value): void
  reject(error: unknown): void
}

/**
 * Loads many keys in one round trip, across requests. Self-clocking: what is asked for while a load is under way
 * forms the next one, so a quiet API answers at once and a busy one in large batches, without any timer.
 */
export function createBatcher<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  { maxBatch, maxInFlight }: BatcherOptions,
): (key: Key) => Promise<Value> {
  let waiting: Waiting<Key, Value>[] = []
  let inFlight = 0
  let scheduled = false

  const flush = async () => {
    scheduled = false
    if (inFlight >= maxInFlight || waiting.length === 0) return
    const batch = waiting.slice(0, maxBatch)
    waiting = waiting.slice(maxBatch)
    inFlight++
    if (waiting.length > 0) schedule()
    try {
      const values = await load(batch.map((w) => w.key))
      for (const [i, w] of batch.entries()) w.resolve(values[i] as Value)
    } catch (error) {
      for (const w of batch) w.reject(error)
    } finally {
      inFlight--
      schedule()
    }
  }

  // One turn of the event loop lets every resolver of the same operation ask before the load starts.
  const schedule = () => {
    if (scheduled || inFlight >= maxInFlight || waiting.length === 0) return
    scheduled = true
    setImmediate(flush)
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      schedule()
    })
}
