import type { EventStoreDBClient } from '@eventstore/db-client'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { partsOf, type ReadingCall } from './connection.ts'
import { decodeRead, type ReadAnswer } from './read-response.ts'

const PATH = '/event_store.client.streams.Streams/Read'

/** Starts a read or subscription; answers flow once there is a listener for them. */
export function openRead(client: EventStoreDBClient, request: Buffer): Promise<ReadingCall<ReadAnswer>> {
  const parts = partsOf(client)
  const create = parts.GRPCStreamCreator(StreamsClient, 'read', (grpc) =>
    grpc.makeServerStreamRequest<Buffer, ReadAnswer>(
      PATH,
      (bytes) => bytes,
      decodeRead,
      request,
      ...parts.callArguments({}, { deadline: Number.POSITIVE_INFINITY }),
    ),
  )
  return create()
}
