import { setTimeout as delay } from 'node:timers/promises'
import { nodeArguments, repositoryRoot } from '../paths.ts'
import { lastLines } from '../process/log-file.ts'
import type { ProcessHost, RunningProcess } from '../process/process-host.ts'
import { stages } from '../stages.ts'
import { createBackoff } from './backoff.ts'
import { askReadiness, type Readiness } from './readiness.ts'
import type { ServiceSpec } from './service-spec.ts'

export interface SupervisedService {
  readonly name: string
  pid(): number | undefined
  restarts(): number
  /** Asks now, not what was known. */
  readiness(): Promise<Readiness>
  kill(signal: NodeJS.Signals): Promise<void>
}

const pollStartingMs = 100
const pollReadyMs = 1_000
/** A minute of asking in vain: the process lives but does nothing, which helps nobody. */
const silentPollsLimit = 60

/** Runs a service until the host is closed: whenever it ends, or hangs, it is started again after a growing pause. */
export function superviseService(
  spec: ServiceSpec,
  host: ProcessHost,
  env: () => Promise<{ healthPort: number; variables: Readonly<Record<string, string>> }>,
  log: (line: string) => void,
): SupervisedService {
  const backoff = createBackoff()
  let current: RunningProcess | undefined
  let healthPort = 0
  let starts = 0

  async function launch(): Promise<RunningProcess> {
    const given = await env()
    healthPort = given.healthPort
    starts++
    return host.spawn({
      name: spec.name,
      command: process.execPath,
      args: [...nodeArguments(), spec.entry],
      env: { ...process.env, ...given.variables, HEALTH_PORT: String(healthPort), ...spec.env },
      cwd: repositoryRoot,
      stage: spec.servesGraphql ? stages.gateway : stages.services,
      steps: [{ signal: 'SIGTERM', waitMs: 10_000 }],
    })
  }

  async function keepRunning(): Promise<void> {
    while (!host.closing()) {
      const began = Date.now()
      let readyAt: number | undefined
      let ending = 'it could not be started'
      try {
        const running = await launch()
        current = running
        watch(running, began, (at) => {
          readyAt = at
        })
        const status = await running.exited
        ending = `it ended with ${status}: ${lastLines(running.log.path, running.log.start, 1).slice(0, 300)}`
      } catch (error) {
        ending = (error as Error).message
      }
      if (host.closing()) return
      const waitMs = backoff.nextMs(readyAt === undefined ? 0 : Date.now() - readyAt)
      log(`${spec.name}: starting it again in ${waitMs} ms, because ${ending}`)
      await delay(waitMs, undefined, { ref: false })
    }
  }

  async function watch(running: RunningProcess, began: number, onReady: (at: number) => void): Promise<void> {
    let known: Readiness['state'] | undefined
    let silentPolls = 0
    while (running.running() && !host.closing()) {
      const now = await askReadiness(healthPort)
      if (!running.running() || host.closing()) return
      silentPolls = now.state === 'silent' ? silentPolls + 1 : 0
      if (now.state === 'ready' && known !== 'ready') {
        if (known === undefined) onReady(Date.now())
        log(`${spec.name}: ${known === undefined ? `ready in ${Date.now() - began} ms` : 'ready again'}`)
        known = 'ready'
      } else if (now.state !== 'ready' && known === 'ready') {
        log(`${spec.name}: not ready any more: ${now.reason}`)
        known = now.state
      }
      if (known !== undefined && silentPolls >= silentPollsLimit) {
        log(`${spec.name}: has not answered its health port ${silentPolls} times in a row; ending it`)
        running.kill('SIGKILL')
      }
      await delay(known === 'ready' ? pollReadyMs : pollStartingMs, undefined, { ref: false })
    }
  }

  void keepRunning()
  return {
    name: spec.name,
    pid: () => (current?.running() ? current.pid : undefined),
    restarts: () => Math.max(0, starts - 1),
    async readiness() {
      if (!current?.running()) return { state: 'silent', reason: 'it is not running at the moment' }
      return askReadiness(healthPort)
    },
    async kill(signal) {
      if (current?.kill(signal) && signal === 'SIGKILL') await current.exited
    },
  }
}
