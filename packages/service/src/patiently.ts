import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from './log.ts'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2_000
const AWAY = /^(ECONN|CONNECT|CONNECTION|EPIPE|ETIMEDOUT|57P0|08)/

/** Tries until the server is there. One line when it is found away, one when it is back; any other error is thrown. */
export async function patiently<T>(what: string, log: Log, attempt: () => Promise<T>): Promise<T> {
  let away = false
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      const result = await attempt()
      if (away) log.info({}, `${what} answers`)
      return result
    } catch (error) {
      const { code = '', message } = error as Error & { code?: string }
      if (!AWAY.test(code)) throw error
      if (!away) log.warn({ error: message }, `waiting for ${what}`)
      away = true
      await delay(pauseMs)
    }
  }
}
