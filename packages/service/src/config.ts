import { z } from 'zod'

const url = (schemes: readonly string[], example: string) =>
  z
    .string({ error: `must be set, for example ${example}` })
    .refine((value) => schemes.some((s) => value.startsWith(`${s}://`)), {
      message: `must start with ${schemes.map((s) => `${s}://`).join(' or ')}, for example ${example}`,
    })

const port = z.coerce.number().int().min(0).max(65_535)

const Environment = z.object({
  NATS_URL: url(['nats', 'tls'], 'nats://user:password@127.0.0.1:4222'),
  EVENTSTORE_URL: url(['esdb', 'esdb+discover'], 'esdb://127.0.0.1:2113?tls=false'),
  DATABASE_URL: url(['postgres', 'postgresql'], 'postgres://takt_service:password@127.0.0.1:5432/takt'),
  DATABASE_READER_URL: url(
    ['postgres', 'postgresql'],
    'postgres://takt_reader:password@127.0.0.1:5432/takt',
  ).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  HEALTH_PORT: port.default(0),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** What a service process is told by its environment. Ports are TCP ports; 0 asks for any free one. */
export interface Config {
  readonly natsUrl: string
  readonly eventStoreUrl: string
  readonly databaseUrl: string
  /** Role that can only read; the writing one where no other is named. */
  readonly databaseReaderUrl: string
  readonly host: string
  readonly port: number
  readonly healthPort: number
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** The environment cannot be used: one sentence a variable. Values are not repeated, they may hold passwords. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code = 'bad-environment'
}

/** The only place where the environment is read. Throws {@link ConfigError}. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(env)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new ConfigError(`the environment cannot be used:\n  ${faults.join('\n  ')}`)
  }
  const e = parsed.data
  return {
    natsUrl: e.NATS_URL,
    eventStoreUrl: e.EVENTSTORE_URL,
    databaseUrl: e.DATABASE_URL,
    databaseReaderUrl: e.DATABASE_READER_URL ?? e.DATABASE_URL,
    host: e.HOST,
    port: e.PORT,
    healthPort: e.HEALTH_PORT,
    logLevel: e.LOG_LEVEL,
  }
}
