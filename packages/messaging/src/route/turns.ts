/** Runs work of a key. */
export type Turns = <T>(key: string, work: () => T | Promise<T>) => T | Promise<T>

/** Work that is done at once holds up nobody; what must wait is waited for by all that comes later for its key. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const before = last.get(key)
    const result = before ? before.then(work) : work()
    if (!(result instanceof Promise)) return result
    const turn: Promise<unknown> = result
      .catch(() => {})
      .then(() => {
        if (last.get(key) === turn) last.delete(key)
      })
    last.set(key, turn)
    return result
  }
}
