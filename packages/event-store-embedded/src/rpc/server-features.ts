import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import type shared from '@eventstore/db-client/generated/shared_pb.js'
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js'

/** The version of EventStoreDB whose protocol this server speaks. */
export const SERVER_VERSION = '23.10.0'

/** Service, methods, and the features of each; all in lower case, as clients look them up. */
const SUPPORTED: Record<string, Record<string, string[]>> = {
  'event_store.client.streams.streams': {
    read: ['position', 'events'],
    append: [],
    batchappend: ['deadline_duration'],
    delete: [],
    tombstone: [],
  },
  'event_store.client.gossip.gossip': { read: [] },
  'event_store.client.server_features.serverfeatures': { getsupportedmethods: [] },
}

export function getSupportedMethods(
  _call: ServerUnaryCall<shared.Empty, features.SupportedMethods>,
  callback: sendUnaryData<features.SupportedMethods>,
): void {
  const reply = new features.SupportedMethods()
  reply.setEventStoreServerVersion(SERVER_VERSION)
  for (const [service, methods] of Object.entries(SUPPORTED))
    for (const [name, its] of Object.entries(methods)) {
      const method = new features.SupportedMethod()
      method.setServiceName(service)
      method.setMethodName(name)
      method.setFeaturesList(its)
      reply.addMethods(method)
    }
  callback(null, reply)
}
