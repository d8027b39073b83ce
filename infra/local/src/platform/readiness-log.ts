import type { Readiness } from './readiness.ts'

/** What one run of a service has answered so far; says every change in words. */
export interface ReadinessLog {
  note(readiness: Readiness): void
  isReady(): boolean
  /** Since it was ready for the first time; 0 before. */
  healthyMs(): number
  /** It was ready once, and has answered nothing for a minute. */
  hangs(): boolean
}

const silentAfterAnswers = 3
const hungAfterMs = 60_000
/** Counted as well as timed: after the machine has slept, a minute has passed in which nobody asked. */
const hungAfterAnswers = 10

export function createReadinessLog(name: string, log: (line: string) => void): ReadinessLog {
  const began = Date.now()
  let firstReady: number | undefined
  let ready = false
  let silences = 0
  let lastAnswer = began

  return {
    note(readiness) {
      silences = readiness.state === 'silent' ? silences + 1 : 0
      if (readiness.state !== 'silent') lastAnswer = Date.now()
      // On a busy machine one late answer says nothing.
      else if (silences < silentAfterAnswers) return
      if (readiness.state === 'ready' && !ready) {
        log(`${name}: ${firstReady === undefined ? `ready in ${Date.now() - began} ms` : 'ready again'}`)
        firstReady ??= Date.now()
      }
      if (readiness.state !== 'ready' && ready) log(`${name}: not ready any more: ${readiness.reason}`)
      ready = readiness.state === 'ready'
    },
    isReady: () => ready,
    healthyMs: () => (firstReady === undefined ? 0 : Date.now() - firstReady),
    hangs: () =>
      firstReady !== undefined && silences >= hungAfterAnswers && Date.now() - lastAnswer >= hungAfterMs,
  }
}
