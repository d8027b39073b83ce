import type { Source } from './find/found.ts'
import type { DatabaseUrls } from './postgres/databases.ts'
import type { Run } from './run.ts'
import type { ServerName } from './server.ts'

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

export type ExitListener = (name: ServerName, status: number | NodeJS.Signals) => void

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
  /** What it runs under, for what else is to be started and stopped with it. */
  readonly run: Run
  /** Sends the signal (SIGKILL when left out); for SIGKILL, resolves when the process is gone. */
  kill(name: ServerName, signal?: NodeJS.Signals): Promise<void>
  /** Starts a server that has ended: same port, same data. Resolves when it is ready; at once when it runs. */
  start(name: ServerName): Promise<void>
  /** Calls back whenever a server ends, asked or unasked. Returns how to end that. */
  onExit(listener: ExitListener): () => void
  stop(): Promise<void>
}
