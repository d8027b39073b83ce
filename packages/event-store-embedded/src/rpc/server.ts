import { createRequire } from 'node:module'
import type * as gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import type * as featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import type * as streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js'
import type { Engine } from '../engine/engine.ts'
import { limits } from '../limits.ts'
import { appendHandler } from './append.ts'
import { batchAppendHandler } from './batch-append.ts'
import { deleteHandler } from './delete.ts'
import { gossipRead } from './gossip.ts'
import { OpenCalls } from './open-calls.ts'
import { readHandler } from './read.ts'
import { getSupportedMethods } from './server-features.ts'

const require = createRequire(import.meta.url)
const generated = (name: string) => require(`@eventstore/db-client/generated/${name}_grpc_pb.js`)
const { StreamsService } = generated('streams') as typeof streamsGrpc
const { GossipService } = generated('gossip') as typeof gossipGrpc
const { ServerFeaturesService } = generated('serverfeatures') as typeof featuresGrpc

/** Requests and responses of the hot methods stay bytes: our own code reads and writes them. */
const asBytes = {
  requestDeserialize: (bytes: Buffer) => bytes,
  responseSerialize: (bytes: Buffer) => bytes,
}

const streamsService = {
  read: { ...StreamsService.read, responseSerialize: asBytes.responseSerialize },
  append: { ...StreamsService.append, ...asBytes },
  batchAppend: { ...StreamsService.batchAppend, ...asBytes },
  delete: { ...StreamsService.delete, ...asBytes },
  tombstone: { ...StreamsService.tombstone, ...asBytes },
} as unknown as ServiceDefinition

export interface RunningServer {
  readonly port: number
  readonly calls: OpenCalls
  /** Lets running appends and reads finish, ends the calls that would stay open, and closes the port. */
  readonly stop: () => Promise<void>
}

const STOP_GRACE_MS = 2_000

export async function startServer(engine: Engine, host: string, port: number): Promise<RunningServer> {
  const server = new Server({
    'grpc.max_receive_message_length': limits.maxReceiveMessageBytes,
    'grpc.max_send_message_length': -1,
    // So that a client whose machine has gone does not keep its subscriptions for ever.
    'grpc.keepalive_time_ms': 60_000,
    'grpc.keepalive_timeout_ms': 30_000,
  })
  const calls = new OpenCalls()
  let boundPort = port
  server.addService(streamsService, {
    read: readHandler(engine, calls),
    append: appendHandler(engine),
    batchAppend: batchAppendHandler(engine, calls),
    delete: deleteHandler(engine, 'delete'),
    tombstone: deleteHandler(engine, 'tombstone'),
  } as never)
  server.addService(GossipService as never, { read: gossipRead(() => boundPort) } as never)
  server.addService(ServerFeaturesService as never, { getSupportedMethods } as never)
  boundPort = await bind(server, host, port)
  return {
    port: boundPort,
    calls,
    stop: () => stop(server, engine, calls),
  }
}

function bind(server: Server, host: string, port: number): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) =>
      error
        ? reject(new Error(`the event store cannot listen on ${address}: ${error.message}`))
        : resolve(bound),
    )
  })
}

async function stop(server: Server, engine: Engine, calls: OpenCalls): Promise<void> {
  const allOver = new Promise<void>((resolve) => server.tryShutdown(() => resolve()))
  await engine.group.idle()
  calls.stop()
  const grace = setTimeout(() => server.forceShutdown(), STOP_GRACE_MS)
  await allOver
  clearTimeout(grace)
}
