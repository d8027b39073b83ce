import type { EventStoreDBClient } from '@eventstore/db-client'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { encodeAppend } from './append-request.ts'
import { type AppendAnswer, type AppendResult, decodeAnswer } from './append-response.ts'
import { toLogError } from './client-errors.ts'
import { type DuplexCall, partsOf } from './connection.ts'
import { EventLogError } from './errors.ts'
import type { NewEvent } from './recorded-event.ts'

const PATH = '/event_store.client.streams.Streams/BatchAppend'

interface Waiting {
  readonly stream: string
  readonly timer: NodeJS.Timeout
  resolve(result: AppendResult): void
  reject(error: Error): void
}

/**
 * One duplex call that carries every append of one connection, in order.
 *
 * It stands in for the client's own `appendToStream`, which keeps the appends of all clients of a process in one
 * table: one broken call fails them all, an answer after that throws where nobody can catch it, a write cut short is
 * an unhandled rejection, and an append written to a call that has just died waits for ever.
 */
export class AppendCall {
  readonly #call: DuplexCall<Buffer, AppendAnswer>
  readonly #waiting = new Map<string, Waiting>()
  readonly #onBroken: (error: EventLogError) => void
  #sent = 0
  #broken: EventLogError | undefined

  static async open(
    client: EventStoreDBClient,
    onBroken: (error: EventLogError) => void,
  ): Promise<AppendCall> {
    const parts = partsOf(client)
    const create = parts.GRPCStreamCreator(StreamsClient, 'append', (grpc) =>
      grpc.makeBidiStreamRequest<Buffer, AppendAnswer>(
        PATH,
        (bytes) => bytes,
        decodeAnswer,
        ...parts.callArguments({}, { deadline: Number.POSITIVE_INFINITY }),
      ),
    )
    return new AppendCall(await create(), onBroken)
  }

  private constructor(call: DuplexCall<Buffer, AppendAnswer>, onBroken: (error: EventLogError) => void) {
    this.#call = call
    this.#onBroken = onBroken
    call.on('data', (answer: AppendAnswer) => this.#settle(answer))
    call.on('error', (error) => this.#break(toLogError(error, 'append')))
    call.on('end', () =>
      this.#break(new EventLogError('unavailable', 'cannot append: the store ended the call')),
    )
  }

  append(
    stream: string,
    expected: number | 'none' | 'any',
    events: readonly NewEvent[],
    deadlineMs: number,
  ): Promise<AppendResult> {
    if (this.#broken) return Promise.reject(this.#broken)
    const correlationId = `00000000-0000-4000-8000-${(++this.#sent).toString(16).padStart(12, '0')}`
    const deadline = new Date(Date.now() + deadlineMs)
    const bytes = encodeAppend({ correlationId, stream, expected, deadline, events })
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#expire(stream, deadlineMs), deadlineMs)
      this.#waiting.set(correlationId, { stream, timer, resolve, reject })
      this.#call.write(bytes)
    })
  }

  #settle({ correlationId, result }: AppendAnswer): void {
    const waiting = this.#waiting.get(correlationId)
    if (!waiting) return
    this.#waiting.delete(correlationId)
    clearTimeout(waiting.timer)
    if (result instanceof Error) waiting.reject(result)
    else waiting.resolve(result)
  }

  /** Answers come in order, so that one that is overdue puts all behind it in doubt. */
  #expire(stream: string, deadlineMs: number): void {
    this.#break(new EventLogError('timeout', `cannot append to ${stream}: no answer within ${deadlineMs} ms`))
    this.#call.cancel()
  }

  #break(error: EventLogError): void {
    if (this.#broken) return
    this.#broken = error
    for (const waiting of this.#waiting.values()) {
      clearTimeout(waiting.timer)
      waiting.reject(error)
    }
    this.#waiting.clear()
    this.#onBroken(error)
  }
}
