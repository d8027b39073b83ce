import { cacheDirectory } from './directories.ts'
import { eventStoreServer, eventStoreUrl } from './event-store/event-store-server.ts'
import { findNats } from './find/find-nats.ts'
import { findPostgres } from './find/find-postgres.ts'
import { allSources, type SearchOptions, type Source } from './find/found.ts'
import { natsServer, natsUrl } from './nats/nats-server.ts'
import { type DatabaseUrls, databaseUrls, externalUrls, localDatabase } from './postgres/databases.ts'
import { postgresServer } from './postgres/postgres-server.ts'
import { provisionRoles } from './postgres/roles.ts'
import { openRun, type Run } from './run.ts'
import { openSecrets } from './secrets.ts'
import { type Server, type ServerKind, type ServerName, startServer } from './server.ts'

export interface StackOptions {
  /** The data directory, made when missing. One launcher at a time: see {@link AlreadyRunningError}. */
  readonly dir: string
  /** Remove the data of earlier runs first. */
  readonly fresh?: boolean
  readonly log?: (line: string) => void
  /** Which servers to have; all three when left out. */
  readonly need?: readonly ServerName[]
  /** Where NATS_URL, EVENTSTORE_URL, DATABASE_URL and PATH are looked up; this process's environment when left out. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Where programs may be taken from, in this order; everywhere when left out. */
  readonly sources?: readonly Source[]
  /** Aborting it stops whatever was started so far; `startStack` then rejects. */
  readonly signal?: AbortSignal
}

export interface Stack {
  /** `nats://user:password@host:port`. The `nats` client ignores credentials in a URL: hand them to it as `user`, `pass`. */
  readonly nats: { readonly url: string }
  /** `url` is the owner role's (superuser), `serviceUrl` the writer's, `readerUrl` that of the gateway and analysts. */
  readonly postgres: DatabaseUrls & {
    /** Makes a further database (letters a-z, digits, _) with the same roles, so that tests need not share one. */
    createDatabase(name: string): Promise<DatabaseUrls>
  }
  /** `esdb://host:port?tls=false` */
  readonly eventStore: { readonly url: string }
  /** NATS_URL, EVENTSTORE_URL, DATABASE_URL (writes) and DATABASE_READER_URL, of the servers that are there. */
  readonly env: Readonly<Record<string, string>>
  /** The servers that are this stack's own, not given by a URL in the environment. */
  readonly started: readonly ServerName[]
  /** Those of them that run and are ready now. */
  readonly processes: readonly { readonly name: ServerName; readonly pid: number }[]
  readonly run: Run
  /** Sends the signal (SIGKILL when left out); for SIGKILL, resolves when the process is gone. */
  kill(name: ServerName, signal?: NodeJS.Signals): Promise<void>
  /** Starts a server that has ended: same port, same data. Resolves when it is ready; at once when it runs. */
  start(name: ServerName): Promise<void>
  /** Calls back whenever a server ends, asked or unasked. Returns how to end that. */
  onExit(listener: (name: ServerName, status: number | NodeJS.Signals) => void): () => void
  stop(): Promise<void>
}

const urlVariables: Readonly<Record<ServerName, string>> = {
  nats: 'NATS_URL',
  eventStore: 'EVENTSTORE_URL',
  postgres: 'DATABASE_URL',
}

/**
 * Has the servers found, started and ready. Whatever way this process ends, they are stopped: by `stop`, else by the
 * watchdog. Throws AlreadyRunningError, ServerNotFoundError, or an Error with the end of the log of what failed to start.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { fresh = false, log = () => {}, env = process.env, sources = allSources } = options
  const need = options.need ?? (['postgres', 'nats', 'eventStore'] as const)
  const run = await openRun(options.dir, fresh, log)
  const servers = new Map<ServerName, Server>()
  const listeners = new Set<(name: ServerName, status: number | NodeJS.Signals) => void>()

  const stop = () => run.close()
  options.signal?.addEventListener('abort', stop)
  if (options.signal?.aborted) await stop()

  try {
    const { secrets, created } = openSecrets(run.dir)
    const cacheDir = cacheDirectory(run.dir)
    const search: SearchOptions = { env, sources, cacheDir, log }
    const kinds: Readonly<Record<ServerName, () => ServerKind | Promise<ServerKind>>> = {
      nats: async () => natsServer({ found: await findNats(search), dir: run.dir, secrets }),
      eventStore: () => eventStoreServer(run.dir),
      postgres: () =>
        postgresServer({
          found: findPostgres(search),
          dir: run.dir,
          cacheDir,
          secrets,
          secretsAreNew: created,
          log,
        }),
    }
    const urls: Partial<Record<ServerName, string>> = {}
    const portOf = (name: ServerName) => (servers.get(name) as Server).port

    async function have(name: ServerName): Promise<void> {
      const given = env[urlVariables[name]]
      if (given !== undefined && given !== '') {
        log(`${name}: the one that ${urlVariables[name]} names`)
        urls[name] = given
        return
      }
      const onExit = (status: number | NodeJS.Signals) => {
        for (const listener of listeners) listener(name, status)
      }
      servers.set(name, await startServer(await kinds[name](), run.host, run.ports, log, onExit))
    }

    const outcomes = await Promise.allSettled(need.map(have))
    const failures = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as Error] : [],
    )
    if (failures.length === 1) throw failures[0]
    if (failures.length > 1)
      throw new AggregateError(failures, failures.map((each) => each.message).join('\n\n'))

    let postgresUrls: DatabaseUrls | undefined
    if (urls.postgres !== undefined) postgresUrls = externalUrls(urls.postgres, env)
    else if (servers.has('postgres')) {
      await provisionRoles(databaseUrls(portOf('postgres'), secrets, 'postgres').url, secrets)
      postgresUrls = await localDatabase(portOf('postgres'), secrets, 'takt')
    }
    if (servers.has('nats')) urls.nats = natsUrl(portOf('nats'), secrets)
    if (servers.has('eventStore')) urls.eventStore = eventStoreUrl(portOf('eventStore'))

    const needed = <T>(name: ServerName, value: T | undefined): T => {
      if (value !== undefined) return value
      throw new Error(
        `this stack was started without ${name}: add '${name}' to the option "need" of startStack`,
      )
    }
    const owned = (name: ServerName): Server => {
      const server = servers.get(name)
      if (server !== undefined) return server
      throw new Error(
        `${name} was not started by this stack (needed: ${need.join(', ')}), so it cannot be steered here`,
      )
    }

    return {
      run,
      get nats() {
        return { url: needed('nats', urls.nats) }
      },
      get eventStore() {
        return { url: needed('eventStore', urls.eventStore) }
      },
      get postgres() {
        return {
          ...needed('postgres', postgresUrls),
          createDatabase: (name: string) => localDatabase(owned('postgres').port, secrets, name),
        }
      },
      env: {
        ...(urls.nats === undefined ? {} : { NATS_URL: urls.nats }),
        ...(urls.eventStore === undefined ? {} : { EVENTSTORE_URL: urls.eventStore }),
        ...(postgresUrls === undefined
          ? {}
          : { DATABASE_URL: postgresUrls.serviceUrl, DATABASE_READER_URL: postgresUrls.readerUrl }),
      },
      started: [...servers.keys()],
      get processes() {
        return [...servers.values()].flatMap((server) => {
          const pid = server.pid()
          return pid === undefined ? [] : [{ name: server.name, pid }]
        })
      },
      kill: async (name, signal = 'SIGKILL') => owned(name).kill(signal),
      start: async (name) => owned(name).start(),
      onExit(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      stop,
    }
  } catch (error) {
    await run.close()
    throw error
  }
}
