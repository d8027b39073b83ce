import { existsSync, statSync } from 'node:fs'
import { loopback } from '../ports.ts'
import { bundle } from '../process/bundle.ts'
import { logPath } from '../process/log-file.ts'
import type { Stack } from '../stack-types.ts'
import { condenseLog } from './condense-log.ts'
import { type Endpoints, maskedEndpoints, writeEndpoints } from './endpoints.ts'
import { limitLogs } from './limit-logs.ts'
import { type ServiceSpec, taktServices } from './service-spec.ts'
import { superviseServers } from './supervise-servers.ts'
import { superviseService } from './supervised-service.ts'
import { findService, isServer, waitUntilReady } from './wait-until-ready.ts'

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

/** Starts the services on a stack and keeps both running. Returns at once: see `waitReady`. Writes endpoints.json. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { stack, services: specs = taktServices, log = () => {} } = options
  const { dir, host, ports, runFile } = stack.run
  const missing = specs.filter(({ entry }) => !existsSync(entry))
  if (missing.length > 0)
    throw new Error(`no such service program: ${missing.map(({ entry }) => entry).join(', ')}`)
  const bundles = await bundle(specs.map(({ entry }) => entry))

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

  const followers = [
    limitLogs(dir),
    ...specs.map(({ name }) => condenseLog(name, logPath(dir, name), sizeOf(logPath(dir, name)), log)),
  ]
  superviseServers(stack, log)
  const services = specs.map((spec) =>
    superviseService(
      { ...spec, bundle: bundles.get(spec.entry) as string },
      host,
      async () => ({
        healthPort: await ports.take(`${spec.name}-health`),
        variables: spec.servesGraphql
          ? { ...stack.env, HOST: loopback, PORT: String(graphqlPort) }
          : stack.env,
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
      await findService(services, name).kill(signal)
    },
    waitReady: (name, timeoutMs) => waitUntilReady(stack, services, name, timeoutMs),
    async stop() {
      await stack.stop()
      for (const follower of followers) follower.stop()
    },
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
