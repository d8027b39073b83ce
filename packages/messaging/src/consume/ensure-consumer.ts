import type { Log } from '@takt/event-sourcing'
import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerInfo,
  DeliverPolicy,
  type JetStreamManager,
  type NatsConnection,
  nanos,
} from 'nats'
import { ensureStreams, unlessCode } from '../nats/streams.ts'
import { CMD_STREAM, IN_STREAM, SHARED_STREAMS, streamOf } from '../nats/subjects.ts'
import { floorOf, writeMark } from './mark.ts'

/** A durable pull consumer with one filter subject (servers before 2.10 know no more). */
export interface ConsumerSpec {
  /** Letters, digits, `-` and `_`: the same name goes on where it stopped. */
  readonly durable: string
  readonly subject: string
  readonly ackWaitMs: number
  /** Messages handed out and not yet acknowledged. */
  readonly maxInFlight: number
  /** Whether its description is to say how far it has come (see `mark.ts`). */
  readonly marked?: boolean
}

const CONSUMER_NOT_FOUND = 10014
const QUEUES: readonly string[] = [IN_STREAM, CMD_STREAM]

/**
 * Makes sure that the consumer is there. With `rewind`, whatever was handed out and not acknowledged comes again at
 * once and before anything newer, so that order survives a crash: the server by itself would wait for `ackWaitMs` and
 * hand out newer messages meanwhile.
 */
export async function ensureConsumer(
  connection: NatsConnection,
  spec: ConsumerSpec,
  rewind: boolean,
  report: Log,
): Promise<void> {
  const stream = streamOf(spec.subject)
  // All that Takt shares, so that a NATS that lost its data has them again for those who only publish.
  await ensureStreams(connection, undefined, report)
  if (!SHARED_STREAMS.includes(stream)) await ensureStreams(connection, [stream], report)
  const manager = await connection.jetstreamManager({ checkAPI: false })
  const info = await manager.consumers.info(stream, spec.durable).catch(unlessCode(CONSUMER_NOT_FOUND))
  if (!info) {
    await manager.consumers.add(stream, {
      ...configOf(spec),
      ...(spec.marked ? { description: writeMark({ sequence: 0 }) } : {}),
      deliver_policy: DeliverPolicy.All,
    })
    return
  }
  const moved = info.config.filter_subject !== spec.subject
  if (moved || (rewind && info.num_ack_pending > 0)) await recreate(manager, stream, spec, info)
  else if (
    info.config.ack_wait !== nanos(spec.ackWaitMs) ||
    info.config.max_ack_pending !== maxAckPending(spec)
  )
    await manager.consumers.update(stream, spec.durable, configOf(spec))
}

async function recreate(manager: JetStreamManager, stream: string, spec: ConsumerSpec, info: ConsumerInfo) {
  await manager.consumers.delete(stream, spec.durable)
  // A queue holds only what is not acknowledged, and takes no other start.
  const start: Partial<ConsumerConfig> = QUEUES.includes(stream)
    ? { deliver_policy: DeliverPolicy.All }
    : { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: floorOf(info) + 1 }
  const { description } = info.config
  await manager.consumers.add(stream, {
    ...configOf(spec),
    ...(description === undefined ? {} : { description }),
    ...start,
  })
}

/** Our own bound is the one that counts: the server still counts messages whose acknowledgement is under way. */
const maxAckPending = (spec: ConsumerSpec) => 2 * spec.maxInFlight

function configOf(spec: ConsumerSpec): Partial<ConsumerConfig> {
  return {
    durable_name: spec.durable,
    filter_subject: spec.subject,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(spec.ackWaitMs),
    max_ack_pending: maxAckPending(spec),
    max_deliver: -1,
  }
}
