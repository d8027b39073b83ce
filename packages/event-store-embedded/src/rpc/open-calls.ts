import { status } from '@grpc/grpc-js'
import { limits } from '../limits.ts'
import { RpcError } from './errors.ts'
import type { ResponseWriter } from './response-writer.ts'

/** Calls that stay open for as long as their client likes; the server ends them when it stops. */
export class OpenCalls {
  readonly #subscriptions = new Set<ResponseWriter>()
  readonly #appends = new Set<ResponseWriter>()

  get subscriptions(): number {
    return this.#subscriptions.size
  }

  /** Bytes that subscribers have not taken yet, over all of them. */
  get unsentBytes(): number {
    let bytes = 0
    for (const out of this.#subscriptions) bytes += out.unsentBytes
    return bytes
  }

  async subscribed(out: ResponseWriter, subscription: () => Promise<void>): Promise<void> {
    if (this.#subscriptions.size >= limits.maxSubscriptions)
      throw new RpcError(
        status.RESOURCE_EXHAUSTED,
        `${limits.maxSubscriptions} subscriptions are open, which is the limit`,
      )
    this.#subscriptions.add(out)
    try {
      await subscription()
    } finally {
      this.#subscriptions.delete(out)
    }
  }

  appending(out: ResponseWriter): void {
    this.#appends.add(out)
    out.onEnd(() => this.#appends.delete(out))
  }

  /** Ends them all, as EventStoreDB does when it stops: clients reconnect. */
  stop(): void {
    const stopping = new RpcError(status.UNAVAILABLE, 'the event store is stopping')
    for (const out of [...this.#subscriptions, ...this.#appends]) out.fail(stopping)
  }
}
