import { setTimeout as delay } from 'node:timers/promises'
import { bundleArguments, repositoryRoot } from '../paths.ts'
import { lastLines } from '../process/log-file.ts'
import type { ProcessHost, RunningProcess } from '../process/process-host.ts'
import { stages } from '../stages.ts'
import { createBackoff } from './backoff.ts'
import { lineIsWorthShowing } from './log-line.ts'
import { askReadiness, type Readiness } from './readiness.ts'
import { createReadinessLog, type ReadinessLog } from './readiness-log.ts'
import type { ServiceSpec } from './service-spec.ts'

export interface SupervisedService {
  readonly name: string
  pid(): number | undefined
  restarts(): number
  /** Asks now, not what was known. */
  readiness(): Promise<Readiness>
  kill(signal: NodeJS.Signals): Promise<void>
}

interface ServiceEnvironment {
  readonly healthPort: number
  readonly variables: Readonly<Record<string, string>>
}

const pollStartingMs = 100
const pollReadyMs = 1_000

/** Runs a service until the host is closed: whenever it ends, or hangs, it is started again after a growing pause. */
export function superviseService(
  spec: ServiceSpec & { readonly bundle: string },
  host: ProcessHost,
  environment: () => Promise<ServiceEnvironment>,
  log: (line: string) => void,
): SupervisedService {
  const backoff = createBackoff()
  let current: RunningProcess | undefined
  let seen: ReadinessLog | undefined
  let healthPort = 0
  let starts = 0

  async function launch(): Promise<RunningProcess> {
    const given = await environment()
    healthPort = given.healthPort
    starts++
    return host.spawn({
      name: spec.name,
      command: process.execPath,
      args: [...bundleArguments(), spec.bundle],
      env: { ...process.env, ...given.variables, HEALTH_PORT: String(healthPort), ...spec.env },
      cwd: repositoryRoot,
      stage: spec.servesGraphql ? stages.gateway : stages.services,
      steps: [{ signal: 'SIGTERM', waitMs: 10_000 }],
    })
  }

  /** Returns why it ended. */
  async function runOnce(): Promise<string> {
    try {
      seen = createReadinessLog(spec.name, log)
      current = await launch()
      void watch(current)
      const status = await current.exited
      const cause = lineIsWorthShowing(lastLines(current.log.path, current.log.start, 1))
      return `it ended with ${status}${cause === undefined ? '' : `: ${cause}`}`
    } catch (error) {
      return (error as Error).message
    }
  }

  async function keepRunning(): Promise<void> {
    while (!host.closing()) {
      const reason = await runOnce()
      if (host.closing()) return
      const waitMs = backoff.nextMs(seen?.healthyMs() ?? 0)
      log(`${spec.name}: starting it again in ${waitMs} ms, because ${reason}`)
      await delay(waitMs, undefined, { ref: false })
    }
  }

  async function watch(running: RunningProcess): Promise<void> {
    while (running.running() && !host.closing()) {
      await readiness()
      if (seen?.hangs()) {
        log(`${spec.name}: lives but has answered nothing for a minute; ending it`)
        running.kill('SIGKILL')
      }
      await delay(seen?.isReady() ? pollReadyMs : pollStartingMs, undefined, { ref: false })
    }
  }

  async function readiness(): Promise<Readiness> {
    const asked = current
    if (!asked?.running()) return { state: 'silent', reason: 'it is not running at the moment' }
    const answer = await askReadiness(healthPort)
    if (asked.running() && asked === current && !host.closing()) seen?.note(answer)
    return answer
  }

  void keepRunning()
  return {
    name: spec.name,
    pid: () => (current?.running() ? current.pid : undefined),
    restarts: () => Math.max(0, starts - 1),
    readiness,
    async kill(signal) {
      if (current?.kill(signal) && signal === 'SIGKILL') await current.exited
    },
  }
}
