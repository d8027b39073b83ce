import { setTimeout as delay } from 'node:timers/promises'

export interface Backoff {
  /** Waits longer each time; ends early, without an error, when the signal is aborted. */
  pause(): Promise<void>
  /** The next pause is the first again. */
  reset(): void
}

export function createBackoff(signal: AbortSignal, firstMs = 100, longestMs = 5_000): Backoff {
  let nextMs = firstMs
  return {
    async pause() {
      const ms = nextMs
      nextMs = Math.min(nextMs * 2, longestMs)
      await delay(ms, undefined, { signal }).catch(() => {})
    },
    reset() {
      nextMs = firstMs
    },
  }
}
