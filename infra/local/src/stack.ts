import { allSources } from './find/found.ts'
import { openRun, type Run } from './run.ts'
import type { Server, ServerName } from './server.ts'
import { type ServerSet, startServers } from './server-set.ts'
import type { ExitListener, Stack, StackOptions } from './stack-types.ts'

/**
 * Has the servers found, started and ready. Whatever way this process ends, they are stopped: by `stop`, else by the
 * watchdog. Throws AlreadyRunningError, ServerNotFoundError, or an Error with the end of the log of what failed to start.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { fresh = false, log = () => {}, env = process.env, sources = allSources } = options
  const need = options.need ?? (['postgres', 'nats', 'eventStore'] as const)
  const run = await openRun(options.dir, fresh, log)
  const listeners = new Set<ExitListener>()
  const onExit: ExitListener = (name, status) => {
    for (const listener of listeners) listener(name, status)
  }
  const stop = () => run.close()
  options.signal?.addEventListener('abort', stop)
  try {
    if (options.signal?.aborted) throw new Error('stopped before anything was started')
    return assemble(run, await startServers({ run, need, env, sources, log, onExit }), listeners)
  } catch (error) {
    await stop()
    throw error
  }
}

function assemble(run: Run, servers: ServerSet, listeners: Set<ExitListener>): Stack {
  const { own, nats, eventStore, postgres } = servers
  return {
    run,
    get nats() {
      return { url: needed('nats', nats) }
    },
    get eventStore() {
      return { url: needed('eventStore', eventStore) }
    },
    get postgres() {
      return { ...needed('postgres', postgres), createDatabase: servers.createDatabase }
    },
    env: {
      ...(nats === undefined ? {} : { NATS_URL: nats }),
      ...(eventStore === undefined ? {} : { EVENTSTORE_URL: eventStore }),
      ...(postgres === undefined
        ? {}
        : { DATABASE_URL: postgres.serviceUrl, DATABASE_READER_URL: postgres.readerUrl }),
    },
    started: [...own.keys()],
    get processes() {
      return [...own.values()].flatMap((server) => {
        const pid = server.pid()
        return pid === undefined ? [] : [{ name: server.name, pid }]
      })
    },
    kill: async (name, signal = 'SIGKILL') => owned(own, name).kill(signal),
    start: async (name) => owned(own, name).start(),
    onExit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => run.close(),
  }
}

function needed<T>(name: ServerName, value: T | undefined): T {
  if (value !== undefined) return value
  throw new Error(`this stack was started without ${name}: add '${name}' to the option "need" of startStack`)
}

function owned(own: ReadonlyMap<ServerName, Server>, name: ServerName): Server {
  const server = own.get(name)
  if (server !== undefined) return server
  const names = [...own.keys()].join(', ') || 'none'
  throw new Error(
    `${name} was not started by this stack (its own are: ${names}), so it cannot be steered here`,
  )
}
