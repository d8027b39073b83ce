import { setTimeout as delay } from 'node:timers/promises'

/** Looks until there is something to see; the bound is for hangs. Throws with the last error, or with what was awaited. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  timeoutMs = 90_000,
): Promise<T> {
  const end = Date.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      const seen = await look()
      if (seen !== undefined && seen !== false) return seen
      last = undefined
    } catch (error) {
      last = error
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs / 1000} s`, { cause: last })
    await delay(50)
  }
}
