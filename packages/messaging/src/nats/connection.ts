import { setTimeout as delay } from 'node:timers/promises'
import { type Log, silent } from '@takt/event-sourcing'
import { type ConnectionOptions, connect as connectOnce, type NatsConnection, NatsError } from 'nats'
import { DEFAULT_NATS_URL, type NatsAddress, parseNatsUrl } from './nats-url.ts'

export interface ConnectOptions {
  /** {@link DEFAULT_NATS_URL} when left out. */
  readonly url?: string
  /** What the server lists the connection as. */
  readonly name: string
  /** False: the connection ends with the first break instead of reconnecting for ever. */
  readonly reconnect?: boolean
  readonly report?: Log
  /** Ends the wait for a server that is not there yet. */
  readonly signal?: AbortSignal
}

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000
const REPORT_EVERY_MS = 10_000

/**
 * Connects, waiting for a server that is not there yet, and reconnects for ever. Throws at once where the server
 * refuses the credentials or the address is none, and when the signal ends the wait.
 */
export async function connect(options: ConnectOptions): Promise<NatsConnection> {
  const { url = DEFAULT_NATS_URL, report = silent, signal } = options
  const address = parseNatsUrl(url)
  const where = address.servers.join(', ')
  let pauseMs = FIRST_PAUSE_MS
  let reportAt = 0
  for (;;) {
    signal?.throwIfAborted()
    try {
      const connection = await connectOnce(clientOptions(address, options))
      if (options.reconnect !== false) void reportBreaks(connection, where, report)
      return connection
    } catch (error) {
      if (isRefusal(error))
        throw new Error(
          `NATS at ${where} refused the credentials of NATS_URL: check its user, password or token`,
        )
      if (Date.now() >= reportAt) {
        report.warn({ error: (error as Error).message }, `waiting for NATS at ${where}`)
        reportAt = Date.now() + REPORT_EVERY_MS
      }
    }
    await delay(pauseMs, undefined, signal ? { signal } : {})
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}

function clientOptions(address: NatsAddress, { name, reconnect = true }: ConnectOptions): ConnectionOptions {
  const { servers, tls, user, pass, token } = address
  return {
    servers: [...servers],
    name,
    reconnect,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
    reconnectJitter: 100,
    // The server may be restarting with its accounts not loaded yet: only the first refusal counts.
    ignoreAuthErrorAbort: true,
    timeout: 5_000,
    pingInterval: 15_000,
    maxPingOut: 2,
    noAsyncTraces: true,
    ...(tls ? { tls: {} } : {}),
    ...(user === undefined ? {} : { user }),
    ...(pass === undefined ? {} : { pass }),
    ...(token === undefined ? {} : { token }),
  }
}

const isRefusal = (error: unknown) => error instanceof NatsError && error.isAuthError()

async function reportBreaks(connection: NatsConnection, where: string, report: Log): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'disconnect') report.warn({}, `lost NATS at ${where}, reconnecting`)
    else if (status.type === 'reconnect') report.info({}, `reconnected to NATS at ${where}`)
    else if (status.type === 'error') report.error({ code: status.data }, `NATS at ${where} reports an error`)
  }
}
