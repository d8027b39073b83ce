import { EventStoreDBClient } from '@eventstore/db-client'
import { EventLogError } from './errors.ts'

/** The parts of the client that its own commands are made of; it declares them protected. */
export interface ClientParts {
  GRPCStreamCreator<Call>(
    service: unknown,
    name: string,
    create: (client: GrpcClient) => Call,
  ): () => Promise<Call>
  callArguments(base: object, options: { deadline: number }): [metadata: object, options: object]
  getChannel(): Promise<{ close(): void }>
}

/** What is used of a gRPC client and its calls. */
interface GrpcClient {
  makeServerStreamRequest<Request, Response>(
    path: string,
    serialize: (request: Request) => Buffer,
    deserialize: (bytes: Buffer) => Response,
    request: Request,
    metadata: object,
    options: object,
  ): ReadingCall<Response>
  makeBidiStreamRequest<Request, Response>(
    path: string,
    serialize: (request: Request) => Buffer,
    deserialize: (bytes: Buffer) => Response,
    metadata: object,
    options: object,
  ): DuplexCall<Request, Response>
}

export interface ReadingCall<Response> {
  on(event: 'data', listener: (response: Response) => void): this
  on(event: 'error', listener: (error: Error) => void): this
  on(event: 'end', listener: () => void): this
  pause(): void
  resume(): void
  cancel(): void
}

export interface DuplexCall<Request, Response> extends ReadingCall<Response> {
  write(request: Request): boolean
}

export const partsOf = (client: EventStoreDBClient): ClientParts => client as unknown as ClientParts

const KEEP_ALIVE_TIMEOUT_MS = 10_000
let opened = 0

/**
 * One HTTP/2 connection to the store, made anew after it failed.
 *
 * gRPC shares a connection, its flow-control window and its reconnect pause (up to two minutes) between all channels
 * of equal options in a process. A paused subscriber would so hold back appends, and a long outage would outlast
 * itself. The keep-alive timeout is the one option a connection string can vary without other effect: each connection
 * gets its own.
 */
export class Connection {
  readonly #url: string
  #client: EventStoreDBClient | undefined
  #closed = false

  constructor(url: string) {
    this.#url = url
    this.client()
  }

  client(): EventStoreDBClient {
    if (this.#closed) throw new EventLogError('closed', 'this event log was closed')
    this.#client ??= EventStoreDBClient.connectionString(distinct(this.#url))
    return this.#client
  }

  /** Puts a failed client aside; the next user gets a new one. */
  drop(client: EventStoreDBClient): void {
    if (this.#client !== client) return
    this.#client = undefined
    void retire(client)
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#client) await retire(this.#client)
    this.#client = undefined
  }
}

async function retire(client: EventStoreDBClient): Promise<void> {
  await client.dispose()
  await partsOf(client)
    .getChannel()
    .then((channel) => channel.close())
    .catch(() => {})
}

function distinct(url: string): string {
  const given = /[?&]keepAliveTimeout=(\d+)/i.exec(url)?.[1]
  opened = (opened + 1) % 1_000
  const timeoutMs = Number(given ?? KEEP_ALIVE_TIMEOUT_MS) + opened
  return `${url}${url.includes('?') ? '&' : '?'}keepAliveTimeout=${timeoutMs}`
}
