import { openEngine } from './open-engine.ts'
import { startServer } from './rpc/server.ts'
import type { Recovery } from './storage/recovery.ts'

export interface EventStoreOptions {
  /** Created when it is not there. One server at a time may have it open. */
  readonly dataDir: string
  /** Loopback unless told otherwise. */
  readonly host?: string
  /** 0 takes a free one. */
  readonly port?: number
  /** Takes a line about anything out of the ordinary; nothing is written otherwise. */
  readonly log?: (line: string) => void
}

/** What the store holds in memory right now; each of these is bounded. */
export interface EventStoreStats {
  readonly subscriptions: number
  /** Handed to subscribers that have not taken it yet. */
  readonly unsentBytes: number
  /** Decided and not on disk yet. */
  readonly pendingBytes: number
  /** Recent events, kept once for all subscribers. */
  readonly recentBytes: number
  /** Of the last durable event. */
  readonly position: number
}

export interface EventStore {
  /** Connection string for any EventStoreDB client. */
  readonly url: string
  readonly port: number
  /** What the start found and did. */
  readonly recovered: Recovery
  /** Resolves, with the reason, once the store can take no more appends: stop it and start it again. */
  readonly failed: Promise<Error>
  readonly stats: () => EventStoreStats
  /** Lets what is under way finish, ends subscriptions, and closes the files. */
  readonly stop: () => Promise<void>
}

/**
 * Starts a durable single-node event store that speaks EventStoreDB's gRPC protocol.
 * Throws StoreUnusable when the data directory is in use or cannot be read.
 */
export async function startEventStore(options: EventStoreOptions): Promise<EventStore> {
  const { dataDir, host = '127.0.0.1', port = 0, log = () => undefined } = options
  const engine = await openEngine(dataDir, log)
  try {
    const server = await startServer(engine, host, port)
    return {
      url: `esdb://${host.includes(':') ? `[${host}]` : host}:${server.port}?tls=false`,
      port: server.port,
      recovered: engine.recovery,
      failed: engine.failed,
      stats: () => ({
        subscriptions: server.calls.subscriptions,
        unsentBytes: server.calls.unsentBytes,
        pendingBytes: engine.group.pendingBytes,
        recentBytes: engine.recentBytes(),
        position: engine.committed(),
      }),
      stop: async () => {
        await server.stop()
        await engine.close()
      },
    }
  } catch (error) {
    await engine.close()
    throw error
  }
}
