import { setTimeout as delay } from 'node:timers/promises'
import type { ServerName } from '../server.ts'
import type { Stack } from '../stack-types.ts'
import { createBackoff } from './backoff.ts'

/** Starts the stack's servers again, on their ports and data, whenever one ends unasked. */
export function superviseServers(stack: Stack, log: (line: string) => void): void {
  const backoffs = new Map<
    ServerName,
    { readonly pause: ReturnType<typeof createBackoff>; readySince: number }
  >()

  stack.onExit(async (name, status) => {
    const known = backoffs.get(name) ?? { pause: createBackoff(), readySince: Date.now() }
    backoffs.set(name, known)
    let reason = `it ended with ${status}`
    let healthyMs = Date.now() - known.readySince
    while (!stack.run.host.closing()) {
      const waitMs = known.pause.nextMs(healthyMs)
      log(`${name}: starting it again in ${waitMs} ms, because ${reason}`)
      await delay(waitMs, undefined, { ref: false })
      try {
        await stack.start(name)
        known.readySince = Date.now()
        log(`${name}: ready again`)
        return
      } catch (error) {
        reason = (error as Error).message
        healthyMs = 0
      }
    }
  })
}
