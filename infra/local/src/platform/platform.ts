import { existsSync, statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { loopback } from '../ports.ts'
import { logPath } from '../process/log-file.ts'
import type { ServerName } from '../server.ts'
import type { Stack } from '../stack.ts'
import { condenseLog } from './condense-log.ts'
import { type Endpoints, maskedEndpoints, writeEndpoints } from './endpoints.ts'
import { limitLogs } from './limit-logs.ts'
import { type ServiceSpec, taktServices } from './service-spec.ts'
import { superviseServers } from './supervise-servers.ts'
import { type SupervisedService, superviseService } from './supervised-service.ts'

export interface PlatformOptions {
  /** With all three servers. */
  readonly stack: Stack
  /** Takt's own services when left out. */
  readonly services?: readonly ServiceSpec[]
  readonly log?: (line: string) => void
  /** Exactly this port for GraphQL; refused when it is taken. */
  readonly graphqlPort?: number
  /** This port for GraphQL when it is free. */
  readonly preferredGraphqlPort?: number
  /** LOG_LEVEL of the services; what the environment says when left out. */
  readonly logLevel?: string
}

export interface Platform {
  readonly endpoints: Endpoints
  readonly services: readonly {
    readonly name: string
    readonly pid: number | undefined
    readonly restarts: number
  }[]
  /** Ends a service or a server (SIGKILL when left out); the supervisor starts it again. */
  kill(name: string, signal?: NodeJS.Signals): Promise<void>
  /** Resolves when the service, or every server and service, answers that it is ready now. Throws after `timeoutMs`. */
  waitReady(name?: string, timeoutMs?: number): Promise<void>
  /** Stops the services, then the stack's servers, in order. Nothing is left. */
  stop(): Promise<void>
}

const serverNames: readonly ServerName[] = ['postgres', 'nats', 'eventStore']
const readyTimeoutMs = 120_000

/** Starts the services on a stack and keeps both running. Returns at once: see `waitReady`. Writes endpoints.json. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { stack, services: specs = taktServices, log = () => {} } = options
  const { dir, host, ports, runFile } = stack.run
  const missing = specs.filter(({ entry }) => !existsSync(entry))
  if (missing.length > 0)
    throw new Error(`no such service program: ${missing.map(({ entry }) => entry).join(', ')}`)

  const graphqlPort =
    options.graphqlPort === undefined
      ? await ports.take('graphql', options.preferredGraphqlPort)
      : await ports.claim('graphql', options.graphqlPort)
  const endpoints: Endpoints = {
    graphql: `http://${loopback}:${graphqlPort}/graphql`,
    nats: stack.nats.url,
    eventStore: stack.eventStore.url,
    postgres: stack.postgres.serviceUrl,
    postgresReader: stack.postgres.readerUrl,
  }
  writeEndpoints(dir, endpoints)
  runFile.update({ endpoints: { ...maskedEndpoints(endpoints) } })

  const variables = {
    ...stack.env,
    ...(options.logLevel === undefined ? {} : { LOG_LEVEL: options.logLevel }),
  }
  const followers = [
    limitLogs(dir),
    ...specs.map(({ name }) => condenseLog(name, logPath(dir, name), sizeOf(logPath(dir, name)), log)),
  ]
  superviseServers(stack, log)
  const services = specs.map((spec) =>
    superviseService(
      spec,
      host,
      async () => ({
        healthPort: await ports.take(`${spec.name}-health`),
        variables: spec.servesGraphql
          ? { ...variables, HOST: loopback, PORT: String(graphqlPort) }
          : variables,
      }),
      log,
    ),
  )

  return {
    endpoints,
    get services() {
      return services.map((service) => ({
        name: service.name,
        pid: service.pid(),
        restarts: service.restarts(),
      }))
    },
    async kill(name, signal = 'SIGKILL') {
      if (isServer(name)) return stack.kill(name, signal)
      await find(services, name).kill(signal)
    },
    async waitReady(name, timeoutMs = readyTimeoutMs) {
      const deadline = Date.now() + timeoutMs
      for (;;) {
        const waiting = await (name === undefined
          ? allThatWait(stack, services)
          : oneThatWaits(stack, services, name))
        if (waiting.length === 0) return
        if (host.closing()) throw new Error('stopped before everything was ready')
        if (Date.now() > deadline) {
          throw new Error(
            `not ready after ${timeoutMs / 1000} s (logs are in ${dir}/logs):\n  ${waiting.join('\n  ')}`,
          )
        }
        await delay(50)
      }
    },
    async stop() {
      await stack.stop()
      for (const follower of followers) follower.stop()
    },
  }
}

const isServer = (name: string): name is ServerName => (serverNames as readonly string[]).includes(name)

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

function find(services: readonly SupervisedService[], name: string): SupervisedService {
  const service = services.find((candidate) => candidate.name === name)
  if (service !== undefined) return service
  const known = [...serverNames, ...services.map((each) => each.name)]
  throw new Error(`nothing is called "${name}" here; known are ${known.join(', ')}`)
}

async function allThatWait(stack: Stack, services: readonly SupervisedService[]): Promise<string[]> {
  const names = [...stack.started, ...services.map(({ name }) => name)]
  return (await Promise.all(names.map((name) => oneThatWaits(stack, services, name)))).flat()
}

async function oneThatWaits(
  stack: Stack,
  services: readonly SupervisedService[],
  name: string,
): Promise<string[]> {
  if (isServer(name)) {
    const waits = stack.started.includes(name) && !stack.processes.some((running) => running.name === name)
    return waits ? [`${name}: it is not running at the moment`] : []
  }
  const readiness = await find(services, name).readiness()
  return readiness.state === 'ready' ? [] : [`${name}: ${readiness.reason}`]
}
