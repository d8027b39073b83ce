import type { AnyContract, Context } from '@takt/contracts'
import {
  comparePositions,
  type EventLog,
  type Log,
  type RecordedEvent,
  silent,
  UnknownEventError,
} from '@takt/event-sourcing'
import type { NatsConnection } from 'nats'
import { createBackoff } from '../backoff.ts'
import { connect } from '../nats/connection.ts'
import { ensureStreams, relayMarkSubject } from '../nats/streams.ts'
import { evtStream } from '../nats/subjects.ts'
import { type EvtMessage, evtMessage, POSITION } from './evt-message.ts'
import { type LastSent, lastSent } from './last-sent.ts'
import { sendInOrder } from './send-in-order.ts'

export interface RelayOptions {
  readonly url: string
  readonly context: Context
  readonly log: EventLog
  /** Every event of the context. */
  readonly contracts: readonly AnyContract[]
  readonly report?: Log
  /** How often to note how far the log was read while it holds nothing to send. */
  readonly markEveryMs?: number
}

/** Gauges and counters, read at any time; counters only grow. */
export interface RelayMetrics {
  /** How far the log has been relayed; undefined before anything was. */
  readonly position: string | undefined
  readonly sent: number
  /** Events read and not yet sent. */
  readonly depth: number
  readonly batchSize: number
  /** From recording to sent, of the last event, milliseconds. */
  readonly ageMs: number
  readonly caughtUp: boolean
  /** How often NATS was asked anew what it has. */
  readonly reopened: number
}

export interface Relay {
  readonly metrics: RelayMetrics
  stop(): Promise<void>
  /** Resolves after `stop`; rejects when the log holds an event that no contract describes. */
  readonly done: Promise<void>
}

const MARK_EVERY_MS = 300_000
/** What headers may take of the server's largest message. */
const HEADER_ROOM_BYTES = 16 * 1024

/**
 * Publishes every event of a context's streams on `evt.`, in the log's order. The log is the outbox and NATS's own
 * last message the only checkpoint: after any break, of either side, it asks NATS what it has and goes on from there.
 */
export function createRelay(options: RelayOptions): Relay {
  const { url, context, log, report = silent, markEveryMs = MARK_EVERY_MS } = options
  const stream = evtStream(context)
  const contracts = new Map(options.contracts.map((contract) => [contract.name as string, contract]))
  const stopping = new AbortController()
  const backoff = createBackoff(stopping.signal, 50, 2_000)
  let position: string | undefined
  let subscription: { readonly depth: number; readonly caughtUp: boolean } | undefined
  const counted = { sent: 0, batchSize: 0, ageMs: 0, reopened: -1 }

  async function session(): Promise<void> {
    const connection = await connect({
      url,
      name: `takt-relay-${context}`,
      reconnect: false,
      report,
      signal: stopping.signal,
    })
    try {
      await ensureStreams(connection, [stream], report)
      await follow(connection, await lastSent(connection, stream))
    } finally {
      await connection.close()
    }
  }

  async function follow(connection: NatsConnection, last: LastSent): Promise<void> {
    const maxBytes = (connection.info?.max_payload ?? 1024 * 1024) - HEADER_ROOM_BYTES
    const broken = new AbortController()
    let failure: unknown
    let { sequence } = last
    let markedMs = Date.now()
    position = last.position
    counted.reopened += 1
    connection.closed().then(() => broken.abort())

    const send = async (messages: readonly EvtMessage[]) => {
      sequence = await sendInOrder(connection, messages, sequence)
      backoff.reset()
    }
    const onBatch = async (events: readonly RecordedEvent[], reached: string) => {
      try {
        await send(events.map((event) => message(event, maxBytes)))
        const idle = position === undefined || comparePositions(position, reached) < 0
        const newest = events.at(-1)
        if (newest) {
          counted.sent += events.length
          counted.batchSize = events.length
          counted.ageMs = Date.now() - Date.parse(newest.metadata.recordedAt)
          position = newest.position
          markedMs = Date.now()
        } else if (idle && Date.now() - markedMs >= markEveryMs) {
          await send([mark(context, reached)])
          position = reached
          markedMs = Date.now()
        }
      } catch (error) {
        failure = error
        broken.abort()
      }
    }
    const following = log.subscribeAll({
      ...(last.position === undefined ? {} : { from: last.position }),
      streamPrefixes: [`${context}.`],
      name: `relay ${context}`,
      signal: AbortSignal.any([stopping.signal, broken.signal]),
      onBatch,
    })
    subscription = following
    await following.done
    if (failure) throw failure
    if (!stopping.signal.aborted) throw new Error('lost NATS')
  }

  function message(event: RecordedEvent, maxBytes: number): EvtMessage {
    const contract = contracts.get(event.type)
    if (!contract)
      throw new UnknownEventError(
        event.storedType,
        event.stream,
        event.revision,
        'which its relay has no contract of',
      )
    const made = evtMessage(event, contract, maxBytes)
    if (made.body === '')
      report.error(
        { event: event.id, stream: event.stream },
        `${event.type} is larger than NATS takes: sent without its data`,
      )
    return made
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await session()
      } catch (error) {
        if (stopping.signal.aborted) return
        if (error instanceof UnknownEventError) throw error
        report.warn(
          { context, error: (error as Error).message },
          `the relay of ${context} asks NATS what it has`,
        )
        await backoff.pause()
      }
    }
  }

  const done = run()
  return {
    done,
    get metrics() {
      return {
        ...counted,
        position,
        depth: subscription?.depth ?? 0,
        caughtUp: subscription?.caughtUp ?? false,
      }
    },
    async stop() {
      stopping.abort()
      await done.catch(() => {})
    },
  }
}

/** Keeps a restart from reading a log that has grown by other contexts' events only. */
const mark = (context: string, position: string): EvtMessage => ({
  id: `mark-${context}-${position}`,
  subject: relayMarkSubject(context),
  headers: { [POSITION]: position },
  body: '',
})
