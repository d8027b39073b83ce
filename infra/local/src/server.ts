import { setTimeout as delay } from 'node:timers/promises'
import { isFree, type Ports } from './ports.ts'
import { lastLines, readLog } from './process/log-file.ts'
import type { ProcessHost, ProcessSpec, RunningProcess } from './process/process-host.ts'

export type ServerName = 'postgres' | 'nats' | 'eventStore'

/** One kind of server: how it is started on a port, and when it is ready. */
export interface ServerKind {
  readonly name: ServerName
  /** "Postgres 18.4 from npm package …" */
  readonly title: string
  prepare(): Promise<void>
  spec(port: number): ProcessSpec
  /** Asks the server itself; rejects while it is not ready. `output` is what it has written since its start. */
  probe(port: number, output: () => string): Promise<void>
  /** True when the output of a failed start says that waiting and starting again will do. */
  mayRetry?(output: string): boolean
}

export interface Server {
  readonly name: ServerName
  readonly port: number
  pid(): number | undefined
  start(): Promise<void>
  /** Resolves at once, or for SIGKILL when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>
}

const startLimitMs = 120_000
const otherPortTries = 5

/** Prepares and starts a server. A first start may move to another port; every later one keeps it. */
export async function startServer(
  kind: ServerKind,
  host: ProcessHost,
  ports: Ports,
  log: (line: string) => void,
  onExit: (status: number | NodeJS.Signals) => void,
): Promise<Server> {
  const began = Date.now()
  await kind.prepare()
  let port = await ports.take(kind.name)
  let current: RunningProcess | undefined

  let launching: Promise<void> | undefined
  function launch(): Promise<void> {
    launching ??= launchOnce().finally(() => {
      launching = undefined
    })
    return launching
  }

  async function launchOnce(): Promise<void> {
    if (current?.running()) return
    const deadline = Date.now() + startLimitMs
    for (;;) {
      const running = host.spawn(kind.spec(port))
      try {
        await untilReady(kind, running, port, deadline)
        current = running
        running.exited.then(onExit)
        return
      } catch (error) {
        await running.stop()
        const retry = kind.mayRetry?.(readLog(running.log.path, running.log.start)) ?? false
        if (!retry || host.closing() || Date.now() > deadline) throw error
        await delay(50)
      }
    }
  }

  for (let tries = 0; ; tries++) {
    try {
      await launch()
      break
    } catch (error) {
      if (tries >= otherPortTries || host.closing() || (await isFree(port))) throw error
      port = await ports.replace(kind.name)
    }
  }
  log(`${kind.name}: ${kind.title}, port ${port}, ready in ${Date.now() - began} ms`)

  return {
    name: kind.name,
    port,
    pid: () => (current?.running() ? current.pid : undefined),
    async start() {
      if (current !== undefined && !current.running()) await current.exited
      await launch()
    },
    async kill(signal) {
      if (current?.kill(signal) && signal === 'SIGKILL') await current.exited
    },
  }
}

async function untilReady(
  kind: ServerKind,
  running: RunningProcess,
  port: number,
  deadline: number,
): Promise<void> {
  let reason = 'it did not answer'
  const output = () => readLog(running.log.path, running.log.start)
  while (Date.now() < deadline) {
    if (!running.running()) {
      const tail = lastLines(running.log.path, running.log.start)
      throw new Error(
        `${kind.name} (${kind.title}) ended with ${await running.exited} while starting on port ${port}. ` +
          `Its log ${running.log.path} ends with:\n${tail}`,
      )
    }
    try {
      await kind.probe(port, output)
      if (running.running()) return
    } catch (error) {
      reason = (error as Error).message
    }
    await Promise.race([delay(20), running.exited])
  }
  throw new Error(
    `${kind.name} (${kind.title}) was not ready on port ${port} after ${startLimitMs / 1000} s: ${reason}. ` +
      `Its log is ${running.log.path}`,
  )
}
