import type streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerWritableStream } from '@grpc/grpc-js'
import type { Engine } from '../engine/engine.ts'
import { confirmationResponse } from '../protocol/read-responses.ts'
import type { OpenCalls } from './open-calls.ts'
import { readAll, subscribeToAll } from './read-all.ts'
import { type ReadRequest, readRequest } from './read-request.ts'
import { readStream, subscribeToStream } from './read-stream.ts'
import { ResponseWriter } from './response-writer.ts'

export function readHandler(engine: Engine, calls: OpenCalls) {
  return (call: ServerWritableStream<streams.ReadReq, Buffer>): void => {
    const out = new ResponseWriter(call)
    answer(call.request, engine, calls, out).then(
      () => out.end(),
      (error) => out.fail(error),
    )
  }
}

async function answer(
  message: streams.ReadReq,
  engine: Engine,
  calls: OpenCalls,
  out: ResponseWriter,
): Promise<void> {
  const request = readRequest(message)
  const ofStream = isOfStream(request) ? request : undefined
  if (request.isSubscription)
    return calls.subscribed(out, () => {
      out.write(confirmationResponse())
      return ofStream ? subscribeToStream(ofStream, engine, out) : subscribeToAll(request, engine, out)
    })
  return ofStream ? readStream(ofStream, engine, out) : readAll(request, engine, out)
}

function isOfStream(request: ReadRequest): request is ReadRequest & { readonly stream: Buffer } {
  return request.stream !== undefined
}
