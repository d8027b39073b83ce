import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AllStreamResolvedEvent,
  EventStoreDBClient,
  type JSONEventData,
  jsonEvent,
  type ResolvedEvent,
} from '@eventstore/db-client'
import type * as streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { credentials } from '@grpc/grpc-js'
import { afterAll, beforeAll } from 'vitest'
import { type EventStore, type EventStoreOptions, startEventStore } from '../src/index.ts'

const require = createRequire(import.meta.url)
const { StreamsClient } = require('@eventstore/db-client/generated/streams_grpc_pb.js') as typeof streamsGrpc

export type StreamsClient = streamsGrpc.StreamsClient

export async function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'event-store-'))
}

export interface Running {
  readonly store: EventStore
  readonly client: EventStoreDBClient
}

/** One server for all tests of a file; each test uses streams of its own. */
export function useEventStore(): () => Running {
  let running: Running | undefined
  let dataDir: string
  beforeAll(async () => {
    dataDir = await temporaryDirectory()
    const store = await startEventStore({ dataDir })
    running = { store, client: connect(store.url) }
  })
  afterAll(async () => {
    await running?.client.dispose()
    await running?.store.stop()
    await rm(dataDir, { recursive: true })
  })
  return () => running as Running
}

export function connect(url: string): EventStoreDBClient {
  return EventStoreDBClient.connectionString(url)
}

/** The bare gRPC client, for requests that the real client never sends. */
export function rawClient({ port }: { port: number }): StreamsClient {
  return new StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure())
}

/** A server of its own, and what it takes to stop and start it again on the same data. */
export async function ownEventStore(options: Omit<EventStoreOptions, 'dataDir'> = {}) {
  const dataDir = await temporaryDirectory()
  let store = await startEventStore({ dataDir, ...options })
  let client = connect(store.url)
  const stop = async () => {
    await client.dispose()
    await store.stop()
  }
  return {
    dataDir,
    get store() {
      return store
    },
    get client() {
      return client
    },
    stop,
    start: async (again: Omit<EventStoreOptions, 'dataDir'> = options) => {
      store = await startEventStore({ dataDir, ...again })
      client = connect(store.url)
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  }
}

export function streamName(kind = 'test'): string {
  return `${kind}-${randomUUID()}`
}

export function event(data: JSONEventData['data'] = {}, type = 'tested') {
  return jsonEvent({ type, data })
}

export function events(count: number, type = 'tested') {
  return Array.from({ length: count }, (_, i) => event({ i }, type))
}

export async function collect<E extends ResolvedEvent | AllStreamResolvedEvent>(
  stream: AsyncIterable<E>,
): Promise<E[]> {
  const all: E[] = []
  for await (const one of stream) all.push(one)
  return all
}

export async function revisions(stream: AsyncIterable<ResolvedEvent>): Promise<number[]> {
  return (await collect(stream)).map((resolved) => Number(resolved.event?.revision))
}

/** The error that a promise is rejected with. */
export async function failure<E extends Error = Error>(promise: Promise<unknown>): Promise<E> {
  return promise.then(
    (value) => {
      throw new Error(
        `expected a failure, got ${JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `${v}n` : v))}`,
      )
    },
    (error) => error,
  )
}

export async function until(condition: () => boolean | Promise<boolean>, what = 'condition'): Promise<void> {
  const end = Date.now() + 30_000
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited too long for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
