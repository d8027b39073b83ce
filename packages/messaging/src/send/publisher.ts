import { type Log, silent } from '@takt/event-sourcing'
import type { NatsConnection } from 'nats'
import { createBackoff } from '../backoff.ts'
import { MAX_PUBLISH_BATCH, PUBLISH_TIMEOUT_MS } from '../limits.ts'
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

/** Sends messages in the order they are handed over. What was not acknowledged is sent again, under the same id. */
export interface Publisher {
  readonly metrics: PublisherMetrics
  /** Resolves when JetStream has the message; waits out an outage. Rejects only once stopped. */
  send(outbound: Outbound): Promise<void>
  stop(): void
}

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
  const counted = { batchSize: 0, sent: 0, retried: 0 }

  const publish = async ({ outbound }: Waiting): Promise<unknown> => {
    const { subject, headers, body } = wireMessage(outbound)
    try {
      await jetStream.publish(subject, body, { headers: writeHeaders(headers), timeout: PUBLISH_TIMEOUT_MS })
      return undefined
    } catch (error) {
      return error
    }
  }

  /** What was handed over while the last batch was under way is the next one. */
  async function flush(): Promise<void> {
    if (flushing) return
    flushing = true
    let away = false
    while (queue.length > 0 && !stopping.signal.aborted) {
      const batch = queue.splice(0, MAX_PUBLISH_BATCH)
      const errors = await Promise.all(batch.map(publish))
      counted.batchSize = batch.length
      const failed = batch.filter((_, i) => errors[i] !== undefined)
      for (const [i, waiting] of batch.entries()) if (errors[i] === undefined) waiting.resolve()
      counted.sent += batch.length - failed.length
      counted.retried += failed.length
      if (failed.length === 0) {
        if (away) report.info({}, 'NATS takes messages again')
        away = false
        backoff.reset()
        continue
      }
      queue.unshift(...failed)
      const error = errors.find((e) => e !== undefined) as Error
      if (!away)
        report.warn({ error: error.message, waiting: queue.length }, 'NATS takes no messages; they wait here')
      away = true
      await backoff.pause()
    }
    flushing = false
  }

  return {
    get metrics() {
      return { ...counted, depth: queue.length }
    },
    send: (outbound) =>
      new Promise((resolve, reject) => {
        if (stopping.signal.aborted) return reject(new Error('the publisher is stopped'))
        queue.push({ outbound, resolve, reject })
        void flush()
      }),
    stop() {
      stopping.abort()
      for (const waiting of queue.splice(0)) waiting.reject(new Error('the publisher is stopped'))
    },
  }
}
