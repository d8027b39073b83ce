import type streams from '@eventstore/db-client/generated/streams_pb.js'
import { type ServerWritableStream, status } from '@grpc/grpc-js'
import type { Engine } from '../engine/engine.ts'
import { limits } from '../limits.ts'
import { confirmationResponse } from '../protocol/read-responses.ts'
import { RpcError } from './errors.ts'
import { readAll, subscribeToAll } from './read-all.ts'
import { type ReadRequest, readRequest } from './read-request.ts'
import { readStream, subscribeToStream } from './read-stream.ts'
import { ResponseWriter } from './response-writer.ts'

/** Subscriptions that are open: bounded, and ended with a status the client understands when the server stops. */
export class OpenSubscriptions {
  readonly #open = new Set<ResponseWriter>()

  get count(): number {
    return this.#open.size
  }

  /** Bytes that subscribers have not taken yet, over all of them. */
  get unsentBytes(): number {
    let bytes = 0
    for (const out of this.#open) bytes += out.unsentBytes
    return bytes
  }

  async run(out: ResponseWriter, subscription: () => Promise<void>): Promise<void> {
    if (this.#open.size >= limits.maxSubscriptions)
      throw new RpcError(
        status.RESOURCE_EXHAUSTED,
        `${limits.maxSubscriptions} subscriptions are open, which is the limit`,
      )
    this.#open.add(out)
    try {
      out.write(confirmationResponse())
      await subscription()
    } finally {
      this.#open.delete(out)
    }
  }

  stop(): void {
    for (const out of this.#open) out.fail(new RpcError(status.UNAVAILABLE, 'the event store is stopping'))
  }
}

export function readHandler(engine: Engine, subscriptions: OpenSubscriptions) {
  return (call: ServerWritableStream<streams.ReadReq, Buffer>): void => {
    const out = new ResponseWriter(call)
    answer(call.request, engine, subscriptions, out).then(
      () => out.end(),
      (error) => out.fail(error),
    )
  }
}

async function answer(
  message: streams.ReadReq,
  engine: Engine,
  subscriptions: OpenSubscriptions,
  out: ResponseWriter,
): Promise<void> {
  const request = readRequest(message)
  const ofStream = isOfStream(request) ? request : undefined
  if (request.isSubscription)
    return subscriptions.run(out, () =>
      ofStream ? subscribeToStream(ofStream, engine, out) : subscribeToAll(request, engine, out),
    )
  return ofStream ? readStream(ofStream, engine, out) : readAll(request, engine, out)
}

function isOfStream(request: ReadRequest): request is ReadRequest & { readonly stream: Buffer } {
  return request.stream !== undefined
}
