import { setTimeout as sleep } from 'node:timers/promises'

const FIRST_MS = 50
const LONGEST_MS = 1_000

export interface Backoff {
  /** Waits longer each time, up to one second; at once when the signal ends it. */
  pause(): Promise<void>
  reset(): void
}

export function createBackoff(signal?: AbortSignal): Backoff {
  let nextMs = FIRST_MS
  return {
    async pause() {
      // Half fixed, half random: those who failed together do not come back together.
      const ms = nextMs / 2 + (nextMs / 2) * Math.random()
      nextMs = Math.min(nextMs * 2, LONGEST_MS)
      await pause(ms, signal)
    },
    reset() {
      nextMs = FIRST_MS
    },
  }
}

/** Resolves after the time, or at once when the signal aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {}).catch(() => {})
}
