import { setTimeout as delay } from 'node:timers/promises'
import type { ServerName } from '../server.ts'
import type { Stack } from '../stack-types.ts'
import type { SupervisedService } from './supervised-service.ts'

const serverNames: readonly ServerName[] = ['postgres', 'nats', 'eventStore']
const readyTimeoutMs = 120_000
const pollMs = 50

export const isServer = (name: string): name is ServerName =>
  (serverNames as readonly string[]).includes(name)

export function findService(services: readonly SupervisedService[], name: string): SupervisedService {
  const service = services.find((candidate) => candidate.name === name)
  if (service !== undefined) return service
  const known = [...serverNames, ...services.map((each) => each.name)]
  throw new Error(`nothing is called "${name}" here; known are ${known.join(', ')}`)
}

/** Asks until the named one, or all, are ready at the same time. Throws with who is not, and why. */
export async function waitUntilReady(
  stack: Stack,
  services: readonly SupervisedService[],
  only: string | undefined,
  timeoutMs = readyTimeoutMs,
): Promise<void> {
  const names = only === undefined ? [...stack.started, ...services.map(({ name }) => name)] : [only]
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const waiting = (await Promise.all(names.map((name) => whatWaits(stack, services, name)))).flat()
    if (waiting.length === 0) return
    if (stack.run.host.closing()) throw new Error('stopped before everything was ready')
    if (Date.now() > deadline) {
      const logs = `${stack.run.dir}/logs`
      throw new Error(
        `not ready after ${timeoutMs / 1000} s (logs are in ${logs}):\n  ${waiting.join('\n  ')}`,
      )
    }
    await delay(pollMs)
  }
}

async function whatWaits(
  stack: Stack,
  services: readonly SupervisedService[],
  name: string,
): Promise<string[]> {
  if (isServer(name)) {
    const runs = !stack.started.includes(name) || stack.processes.some((running) => running.name === name)
    return runs ? [] : [`${name}: it is not running at the moment`]
  }
  const readiness = await findService(services, name).readiness()
  return readiness.state === 'ready' ? [] : [`${name}: ${readiness.reason}`]
}
