import { openEngine } from './open-engine.ts'
import { startServer } from './rpc/server.ts'

export interface EventStoreOptions {
  /** Created when it is not there. One server at a time may have it open. */
  readonly dataDir: string
  /** Loopback unless told otherwise. */
  readonly host?: string
  /** 0 takes a free one. */
  readonly port?: number
  /** Takes a line about what happened; nothing is written otherwise. */
  readonly log?: (line: string) => void
}

export interface EventStore {
  /** Connection string for any EventStoreDB client. */
  readonly url: string
  readonly port: number
  readonly recovered: { readonly reindexedEvents: number }
  readonly stop: () => Promise<void>
}

export async function startEventStore({
  dataDir,
  host = '127.0.0.1',
  port = 0,
}: EventStoreOptions): Promise<EventStore> {
  const engine = await openEngine(dataDir)
  const server = await startServer(engine, host, port)
  return {
    url: `esdb://${host}:${server.port}?tls=false`,
    port: server.port,
    recovered: engine.recovered,
    stop: async () => {
      await server.stop()
      await engine.close()
    },
  }
}
