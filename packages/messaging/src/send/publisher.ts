import { type Log, silent } from '@takt/event-sourcing'
import { ErrorCode, type NatsConnection, NatsError } from 'nats'
import { createBackoff } from '../backoff.ts'
import { MAX_MESSAGE_BYTES, MAX_PUBLISH_BATCH, PUBLISH_TIMEOUT_MS } from '../limits.ts'
import { writeHeaders } from '../nats/headers.ts'
import { type Outbound, wireMessage } from './outbound.ts'

/** Gauges and counters, read at any time; counters only grow. */
export interface PublisherMetrics {
  /** Messages handed over and not yet acknowledged by JetStream. */
  readonly depth: number
  readonly batchSize: number
  readonly sent: number
  readonly retried: number
}

/**
 * Sends messages in the order they are handed over. What was not acknowledged is sent again, under the same id: a
 * message that JetStream lost between others may then come after them.
 */
export interface Publisher {
  readonly metrics: PublisherMetrics
  /**
   * Resolves when JetStream has the message; waits out an outage. Rejects with {@link NotTakenError} where JetStream
   * will never take it, and with {@link PublisherStoppedError}.
   */
  send(outbound: Outbound): Promise<void>
  /** What is under way is finished, in an outage given up; what waits is given back. */
  stop(): void
}

/** JetStream will not take the message however often it is sent: it is too large. */
export class NotTakenError extends Error {
  override readonly name = 'NotTakenError'
}

export class PublisherStoppedError extends Error {
  override readonly name = 'PublisherStoppedError'
}

const MESSAGE_TOO_LARGE = 10054

interface Waiting {
  readonly outbound: Outbound
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

export function createPublisher(connection: NatsConnection, report: Log = silent): Publisher {
  const jetStream = connection.jetstream()
  const stopping = new AbortController()
  const backoff = createBackoff(stopping.signal, 50, 2_000)
  const queue: Waiting[] = []
  let flushing = false
  let down = false
  let breakOff: (error: Error) => void = () => {}
  const counted = { batchSize: 0, sent: 0, retried: 0 }

  const publish = async ({ outbound }: Waiting): Promise<unknown> => {
    const { subject, headers, body } = wireMessage(outbound)
    try {
      await jetStream.publish(subject, body, { headers: writeHeaders(headers), timeout: PUBLISH_TIMEOUT_MS })
      return undefined
    } catch (error) {
      return isTooLarge(error) ? new NotTakenError(tooLarge(subject, body.length)) : error
    }
  }

  /** What a broken connection had under way will not be answered: it need not be waited for. */
  async function watchBreaks(): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type !== 'disconnect' && type !== 'reconnect') continue
      down = type === 'disconnect'
      breakOff(new Error('the connection broke'))
    }
  }
  void watchBreaks()

  /** What was handed over while the last batch was under way is the next one. */
  async function flush(): Promise<void> {
    if (flushing) return
    flushing = true
    let away = false
    while (queue.length > 0 && !stopping.signal.aborted) {
      const batch = queue.splice(0, MAX_PUBLISH_BATCH)
      const broken = new Promise<Error>((resolve) => {
        breakOff = resolve
      })
      const errors = await Promise.all(batch.map((waiting) => Promise.race([publish(waiting), broken])))
      counted.batchSize = batch.length
      const failed: Waiting[] = []
      for (const [i, waiting] of batch.entries()) {
        const error = errors[i]
        if (error instanceof NotTakenError) waiting.reject(error)
        else if (error === undefined) waiting.resolve()
        else failed.push(waiting)
      }
      counted.sent += errors.filter((error) => error === undefined).length
      counted.retried += failed.length
      if (failed.length === 0) {
        if (away) report.info({}, 'NATS takes messages again')
        away = false
        backoff.reset()
        continue
      }
      queue.unshift(...failed)
      const error = errors.find((e) => e !== undefined && !(e instanceof NotTakenError)) as Error
      if (!away)
        report.warn({ error: error.message, waiting: queue.length }, 'NATS takes no messages; they wait here')
      away = true
      await backoff.pause()
    }
    flushing = false
    if (stopping.signal.aborted) giveUp()
  }

  const giveUp = () => {
    for (const waiting of queue.splice(0))
      waiting.reject(new PublisherStoppedError('the publisher is stopped'))
  }

  return {
    get metrics() {
      return { ...counted, depth: queue.length }
    },
    send: (outbound) =>
      new Promise((resolve, reject) => {
        if (stopping.signal.aborted) return reject(new PublisherStoppedError('the publisher is stopped'))
        queue.push({ outbound, resolve, reject })
        void flush()
      }),
    stop() {
      stopping.abort()
      if (!flushing) giveUp()
      else if (down) breakOff(new Error('the connection is broken'))
    },
  }
}

const isTooLarge = (error: unknown) =>
  error instanceof NatsError &&
  (error.api_error?.err_code === MESSAGE_TOO_LARGE || error.code === ErrorCode.MaxPayloadExceeded)

const tooLarge = (subject: string, bytes: number) =>
  `a message on ${subject} has ${bytes} bytes, more than its stream takes (${MAX_MESSAGE_BYTES} with its headers)`
