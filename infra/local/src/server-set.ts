import { cacheDirectory } from './directories.ts'
import { eventStoreServer, eventStoreUrl } from './event-store/event-store-server.ts'
import { findNats } from './find/find-nats.ts'
import { findPostgres } from './find/find-postgres.ts'
import type { SearchOptions } from './find/found.ts'
import { natsServer, natsUrl } from './nats/nats-server.ts'
import { type DatabaseUrls, databaseUrls, externalUrls, localDatabase } from './postgres/databases.ts'
import { postgresServer } from './postgres/postgres-server.ts'
import { provisionRoles } from './postgres/roles.ts'
import type { Run } from './run.ts'
import { openSecrets } from './secrets.ts'
import { type Server, type ServerKind, type ServerName, startServer } from './server.ts'
import type { ExitListener } from './stack-types.ts'

export interface ServerSet {
  /** The servers started here; those given by a URL are not among them. */
  readonly own: ReadonlyMap<ServerName, Server>
  readonly nats: string | undefined
  readonly eventStore: string | undefined
  readonly postgres: DatabaseUrls | undefined
  createDatabase(name: string): Promise<DatabaseUrls>
}

interface ServerSetOptions extends Omit<SearchOptions, 'cacheDir'> {
  readonly run: Run
  readonly need: readonly ServerName[]
  readonly onExit: ExitListener
}

const urlVariables: Readonly<Record<ServerName, string>> = {
  nats: 'NATS_URL',
  eventStore: 'EVENTSTORE_URL',
  postgres: 'DATABASE_URL',
}

/** Has each needed server: the one the environment names, else one found and started, all at the same time. */
export async function startServers(options: ServerSetOptions): Promise<ServerSet> {
  const { run, need, env, log } = options
  const { secrets, created } = openSecrets(run.dir)
  const cacheDir = cacheDirectory(run.dir)
  const search: SearchOptions = { env, sources: options.sources, cacheDir, log }
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
  const own = new Map<ServerName, Server>()
  const given = new Map<ServerName, string>()
  await allOf(
    need.map(async (name) => {
      const url = env[urlVariables[name]]
      if (url !== undefined && url !== '') {
        log(`${name}: the one that ${urlVariables[name]} names; neither started, stopped nor emptied here`)
        given.set(name, url)
        return
      }
      const kind = await kinds[name]()
      own.set(
        name,
        await startServer(kind, run.host, run.ports, log, (status) => options.onExit(name, status)),
      )
    }),
  )

  const createDatabase = async (name: string) => localDatabase(portOf(own, 'postgres'), secrets, name)
  const postgres = async () => {
    const url = given.get('postgres')
    if (url !== undefined) return externalUrls(url, env)
    if (!own.has('postgres')) return undefined
    await provisionRoles(databaseUrls(portOf(own, 'postgres'), secrets, 'postgres').url, secrets)
    return createDatabase('takt')
  }
  return {
    own,
    nats: own.has('nats') ? natsUrl(portOf(own, 'nats'), secrets) : given.get('nats'),
    eventStore: own.has('eventStore') ? eventStoreUrl(portOf(own, 'eventStore')) : given.get('eventStore'),
    postgres: await postgres(),
    createDatabase,
  }
}

function portOf(own: ReadonlyMap<ServerName, Server>, name: ServerName): number {
  const server = own.get(name)
  if (server === undefined) throw new Error(`${name} was not started by this stack`)
  return server.port
}

/** Waits for all, also when one fails, so that nothing is still being started when the error is dealt with. */
async function allOf(starts: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(starts)
  const failures = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []))
  if (failures.length === 1) throw failures[0]
  if (failures.length > 1)
    throw new AggregateError(failures, failures.map((each) => each.message).join('\n\n'))
}
