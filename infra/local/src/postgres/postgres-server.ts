import { join } from 'node:path'
import postgres from 'postgres'
import type { Found } from '../find/found.ts'
import { loopback } from '../ports.ts'
import type { Secrets } from '../secrets.ts'
import type { ServerKind } from '../server.ts'
import { stages } from '../stages.ts'
import { ownerRole, prepareDataDirectory } from './data-directory.ts'
import { clearLeftover } from './leftover.ts'
import { commandAs, idsOf, postgresEnv } from './programs.ts'
import { chooseRunAs } from './run-as.ts'

interface PostgresOptions {
  readonly found: Found
  readonly dir: string
  readonly cacheDir: string
  readonly secrets: Secrets
  readonly secretsAreNew: boolean
  readonly log: (line: string) => void
}

/** Durable (an answered commit is on disk), on loopback only, by password only. */
const settings: Readonly<Record<string, string | number>> = {
  listen_addresses: loopback,
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: 200,
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Nothing replicates from here, and a log without replica details is smaller.
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  max_wal_size: '1GB',
  shared_buffers: '128MB',
  // Its compilation costs more than these short statements do.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
  log_line_prefix: '%m [%p] %q%u@%d ',
}

export function roleUrl(port: number, role: string, password: string, database: string): string {
  return `postgres://${role}:${password}@${loopback}:${port}/${database}`
}

export function postgresServer(options: PostgresOptions): ServerKind {
  const { found, dir, cacheDir, secrets } = options
  const program = found.programs['postgres'] as string
  const dataDirectory = join(dir, 'postgres')
  const as = chooseRunAs(program, [dir, cacheDir])
  return {
    name: 'postgres',
    title: `Postgres ${found.version} from ${found.origin} (as ${as.title})`,
    async prepare() {
      await clearLeftover(dataDirectory, options.log)
      await prepareDataDirectory({
        found,
        as,
        path: dataDirectory,
        cacheDir,
        ownerPassword: secrets.postgresOwner,
        passwordIsNew: options.secretsAreNew,
        log: options.log,
      })
    },
    spec(port) {
      const flags = Object.entries({ port, ...settings }).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ])
      const [command, args] = commandAs(as, program, ['-D', dataDirectory, ...flags])
      return {
        name: 'postgres',
        command,
        args,
        env: postgresEnv,
        cwd: dataDirectory,
        ...idsOf(as),
        stage: stages.postgres,
        steps: [
          // Fast shutdown: sessions are ended, the data is written. Then immediate: recovered at the next start.
          { signal: 'SIGINT', waitMs: 15_000 },
          { signal: 'SIGQUIT', waitMs: 5_000 },
        ],
      }
    },
    async probe(port) {
      const sql = postgres(roleUrl(port, ownerRole, secrets.postgresOwner, 'postgres'), {
        max: 1,
        connect_timeout: 5,
        onnotice: () => {},
      })
      try {
        await sql`SELECT 1`
      } finally {
        await sql.end({ timeout: 1 })
      }
    },
    // The sessions of a killed postmaster end a moment after it.
    mayRetry: (output) =>
      /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(output),
  }
}
