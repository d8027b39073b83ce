import { setTimeout as delay } from 'node:timers/promises'
import { type Log, silent } from '@takt/event-sourcing'
import type { Msg, NatsConnection } from 'nats'
import { createBackoff } from '../backoff.ts'
import { CONSUMER_LIMITS } from '../limits.ts'
import { openAnswers } from '../nats/answers.ts'
import { streamOf } from '../nats/subjects.ts'
import { type Delivery, type Disposition, readDelivery } from './delivery.ts'
import { type ConsumerSpec, ensureConsumer } from './ensure-consumer.ts'
import { watchGaps } from './gaps.ts'
import { openPulls } from './pulls.ts'
import type { RefillSource } from './refill.ts'

export interface ConsumeOptions extends Pick<ConsumerSpec, 'durable' | 'subject'> {
  readonly connection: NatsConnection
  /**
   * Called once per message in the stream's order, without waiting for the one before: it must take its place in
   * order before its first `await`. Acknowledged when it resolves with `ack`. Where it throws, the same message is
   * handed over again after a pause: whoever handles messages parks what can never be handled.
   */
  readonly handler: (delivery: Delivery) => Promise<Disposition>
  readonly ackWaitMs?: number
  readonly maxInFlight?: number
  /**
   * Of a consumer of `evt.`: what its stream discarded before it was taken is read from here, through the same handler,
   * before anything newer. May repeat events, as every delivery may.
   */
  readonly refill?: RefillSource
  readonly report?: Log
}

/** Gauges and counters, read at any time; counters only grow. */
export interface ConsumerMetrics {
  /** Messages handed over and not yet answered. */
  readonly inFlight: number
  /** How long the oldest of them has been in work, milliseconds. */
  readonly ageMs: number
  /** Messages waiting on the server behind the last one received. */
  readonly depth: number
  readonly acknowledged: number
  /** Messages that had been delivered before. */
  readonly redelivered: number
  /** How often the consumer was made sure of after a break. */
  readonly settled: number
  /** Events read from the log because the stream had discarded them. */
  readonly refilled: number
}

export interface Consumer {
  readonly metrics: ConsumerMetrics
  /** True while messages are asked for. */
  readonly ready: boolean
  /** Asks for no more, lets what is in work finish for at most `graceMs`, gives the rest back. */
  stop(graceMs?: number): Promise<void>
}

interface InWork {
  readonly message: Msg
  readonly sinceMs: number
  readonly bytes: number
  touchedMs: number
}

const STOP_GRACE_MS = 5_000
const ACK = '+ACK'
const NAK = '-NAK'
const WORKING = '+WPI'

/** Consumes for ever: through restarts of the server, and where its stream or consumer was deleted. */
export function consume(options: ConsumeOptions): Consumer {
  const { connection, durable, subject, handler, report = silent } = options
  const spec: ConsumerSpec = {
    durable,
    subject,
    ackWaitMs: options.ackWaitMs ?? CONSUMER_LIMITS.ackWaitMs,
    maxInFlight: options.maxInFlight ?? CONSUMER_LIMITS.maxInFlight,
    marked: options.refill !== undefined,
  }
  const inWork = new Set<InWork>()
  const stopping = new AbortController()
  const counted = { acknowledged: 0, redelivered: 0, settled: 0, depth: 0 }
  let bytesInWork = 0
  let pulling = false
  let settling: Promise<void> | undefined
  let rewindNext = false
  const idle: (() => void)[] = []
  const answers = openAnswers(connection)

  const gaps =
    options.refill &&
    watchGaps({ connection, spec, source: options.refill, hand: handle, signal: stopping.signal, report })

  const pulls = openPulls(connection, {
    stream: streamOf(subject),
    durable,
    expiresMs: CONSUMER_LIMITS.pullExpiresMs,
    onMessage: receive,
    onEnd: (end, why) => (end === 'expired' ? pull() : disturbed(why)),
  })

  function pull(): void {
    const { maxPull, maxInFlightBytes } = CONSUMER_LIMITS
    while (pulling && bytesInWork < maxInFlightBytes) {
      const free = spec.maxInFlight - inWork.size - pulls.asked
      // Many small requests would cost more than they bring.
      if (free <= 0 || (pulls.asked > 0 && free < Math.min(maxPull, spec.maxInFlight / 2))) return
      pulls.ask(Math.min(free, maxPull))
    }
  }

  function receive(message: Msg): void {
    if (stopping.signal.aborted) {
      connection.publish(message.reply as string, NAK)
      return
    }
    const delivery = readDelivery(message)
    counted.depth = delivery.pending
    if (delivery.tries > 1) counted.redelivered += 1
    const nowMs = Date.now()
    const work: InWork = { message, sinceMs: nowMs, touchedMs: nowMs, bytes: message.data.length }
    inWork.add(work)
    bytesInWork += work.bytes
    const before = gaps?.before(delivery)
    const handled = before ? before.then(() => unlessStopping(delivery)) : handle(delivery)
    void handled.then((disposition) => finish(work, disposition))
    pull()
  }

  /** A stop may have ended the wait before what was missed is there. */
  const unlessStopping = (delivery: Delivery): Disposition | Promise<Disposition> =>
    stopping.signal.aborted ? 'nak' : handle(delivery)

  async function handle(delivery: Delivery): Promise<Disposition> {
    const backoff = createBackoff(stopping.signal)
    for (;;) {
      try {
        return await handler(delivery)
      } catch (error) {
        if (stopping.signal.aborted) return 'nak'
        report.error(
          { subject: delivery.subject, error: String((error as Error).stack ?? error) },
          `${durable} could not handle a message and tries it again`,
        )
        await backoff.pause()
      }
    }
  }

  function finish(work: InWork, disposition: Disposition): void {
    if (!inWork.delete(work)) return
    bytesInWork -= work.bytes
    answers.give(work.message.reply as string, disposition === 'ack' ? ACK : NAK)
    if (disposition === 'ack') counted.acknowledged += 1
    if (inWork.size === 0) for (const resolve of idle.splice(0)) resolve()
    pull()
  }

  /** After a break: what was in work is finished, then the consumer is made sure of, then messages flow again. */
  function disturbed(why: string, rewind = false): void {
    pulling = false
    pulls.forget()
    rewindNext ||= rewind
    if (settling || stopping.signal.aborted) return
    settling = settle(why).finally(() => {
      settling = undefined
      if (rewindNext) disturbed('reconnected')
    })
  }

  async function settle(why: string): Promise<void> {
    const backoff = createBackoff(stopping.signal)
    while (!stopping.signal.aborted) {
      await untilIdle()
      const rewind = rewindNext
      rewindNext = false
      answers.send()
      try {
        await connection.flush()
        await ensureConsumer(connection, spec, rewind, report)
        await gaps?.begin()
        if (rewindNext || stopping.signal.aborted) continue
        counted.settled += 1
        pulling = true
        return pull()
      } catch (error) {
        rewindNext ||= rewind
        if (connection.isClosed()) return
        report.warn(
          { durable, why, error: (error as Error).message },
          `${durable} waits for its consumer on NATS`,
        )
        await backoff.pause()
      }
    }
  }

  const untilIdle = () =>
    inWork.size === 0
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          idle.push(resolve)
        })

  /** Tells the server that held messages are not lost, and notices requests that it forgot. */
  const watch = setInterval(() => {
    const nowMs = Date.now()
    for (const work of inWork) {
      if (nowMs - work.touchedMs < spec.ackWaitMs / 3) continue
      work.touchedMs = nowMs
      if (!connection.isClosed()) connection.publish(work.message.reply as string, WORKING)
    }
    if (pulling && pulls.silentSince(nowMs)) disturbed('the server kept silent about a request')
  }, spec.ackWaitMs / 6)
  watch.unref()
  const notes = setInterval(() => {
    if (pulling) void gaps?.note()
  }, CONSUMER_LIMITS.noteEveryMs)
  notes.unref()

  async function follow(): Promise<void> {
    for await (const status of connection.status()) {
      if (stopping.signal.aborted) return
      if (status.type === 'disconnect') {
        pulling = false
        pulls.forget()
      }
      if (status.type === 'reconnect') disturbed('reconnected', true)
    }
  }
  void follow()
  disturbed('started', true)

  return {
    get ready() {
      return pulling
    },
    get metrics() {
      const [oldest] = inWork
      const refilled = gaps?.refilled ?? 0
      return { ...counted, refilled, inFlight: inWork.size, ageMs: oldest ? Date.now() - oldest.sinceMs : 0 }
    },
    async stop(graceMs = STOP_GRACE_MS) {
      stopping.abort()
      pulling = false
      clearInterval(watch)
      clearInterval(notes)
      if (connection.isClosed()) return
      await pulls.close()
      const patience = new AbortController()
      await Promise.race([
        Promise.all([untilIdle(), settling]),
        delay(graceMs, undefined, { signal: patience.signal }).catch(() => {}),
      ])
      patience.abort()
      for (const work of [...inWork]) finish(work, 'nak')
      answers.send()
      if (!connection.isClosed()) await connection.flush().catch(() => {})
      if (!connection.isClosed()) await gaps?.note()
    },
  }
}
