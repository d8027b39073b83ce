import { type Log, silent } from '@takt/event-sourcing'
import type { JetStreamManager, NatsConnection, StreamState } from 'nats'
import { createBackoff } from '../backoff.ts'
import { type Headers, header, readHeaders } from '../nats/headers.ts'
import { unlessCode } from '../nats/streams.ts'
import { streamOf } from '../nats/subjects.ts'
import { POSITION } from '../relay/evt-message.ts'
import type { Delivery, Disposition } from './delivery.ts'
import type { ConsumerSpec } from './ensure-consumer.ts'
import { floorOf, type Mark, readMark, writeMark } from './mark.ts'
import { type RefillSource, refill } from './refill.ts'

/** Sees to it that a consumer of events misses none that its stream discarded before the consumer came to them. */
export interface Gaps {
  /** Events taken from the log because the stream no longer had them. */
  readonly refilled: number
  /** Of a consumer that is there and asks for nothing yet: takes first what it missed. */
  begin(): Promise<void>
  /** Undefined: it may be handled at once. Else it must wait, as all behind it. */
  before(delivery: Delivery): Promise<void> | undefined
  /** Notes on the server what lies behind the consumer. Never rejects: a note that is not written costs repeats only. */
  note(): Promise<void>
}

interface GapsOptions {
  readonly connection: NatsConnection
  readonly spec: ConsumerSpec
  readonly source: RefillSource
  readonly hand: (delivery: Delivery) => Promise<Disposition>
  readonly signal: AbortSignal
  readonly report?: Log
}

const NO_MESSAGE_FOUND = 10037

export function watchGaps(options: GapsOptions): Gaps {
  const { connection, spec, source, hand, signal, report = silent } = options
  const { durable, subject } = spec
  const stream = streamOf(subject)
  const manager = connection.jetstreamManager({ checkAPI: false })
  let mark: Mark = { sequence: 0 }
  /** As the server has it. */
  let written = ''
  /** The highest number of the stream that came. */
  let last = 0
  let refilled = 0
  let noting: Promise<void> = Promise.resolve()
  /** Checks run one after the other; undefined while there is none. */
  let checks: Promise<void> | undefined
  let asked = 0
  let cleared = 0

  /** Only what the stream no longer has can have been missed. */
  const hasGap = (state: StreamState) => state.messages > 0 && state.first_seq > mark.sequence + 1

  /** Takes what was missed: all, or what comes before a message. */
  async function fill(until?: Delivery): Promise<void> {
    const server = await manager
    for (;;) {
      const seen = asked
      const { state } = await server.streams.info(stream)
      if (!hasGap(state)) {
        cleared = seen
        return
      }
      const sequence = Math.min(state.first_seq, until?.sequence ?? Number.POSITIVE_INFINITY)
      const headers = until?.sequence === sequence ? until.headers : await headersAt(server, sequence)
      const to = headers && positionIn(headers, sequence)
      if (to !== undefined) return await fillUpTo(server, sequence, to)
      // Discarded since it was asked for: the stream begins later by now.
    }
  }

  async function fillUpTo(server: JetStreamManager, sequence: number, to: string): Promise<void> {
    const from = mark.position
    const count = await refill({
      ...source,
      subject,
      from,
      to,
      maxInFlight: spec.maxInFlight,
      signal,
      name: `refill of ${durable}`,
      onHandled: (position) => {
        mark = { ...mark, position }
      },
      hand: (delivery) => {
        refilled += 1
        return hand(delivery)
      },
    })
    if (count > 0)
      report.warn(
        { durable, stream, from, to, events: count },
        `${stream} discarded events that ${durable} had not taken: ${count} were read from the log instead, from ${from === undefined ? 'its start' : `position ${from}`} to ${to}`,
      )
    await write(server, { ...mark, sequence: Math.max(mark.sequence, sequence - 1) })
  }

  /** Undefined where the stream has it no more. */
  async function headersAt(server: JetStreamManager, seq: number): Promise<Headers | undefined> {
    const message = await server.streams.getMessage(stream, { seq }).catch(unlessCode(NO_MESSAGE_FOUND))
    return message && readHeaders(message.header)
  }

  function positionIn(headers: Headers, sequence: number): string {
    const position = header(headers, POSITION)
    if (position !== undefined) return position
    throw new Error(
      `message ${sequence} of ${stream} does not say its log position: only the relay may publish there; remove that message`,
    )
  }

  async function write(server: JetStreamManager, next: Mark): Promise<void> {
    mark = next
    if (writeMark(next) === written) return
    await server.consumers.update(stream, durable, { description: writeMark(next) })
    written = writeMark(next)
  }

  async function tryNote(): Promise<void> {
    const server = await manager
    const { state } = await server.streams.info(stream)
    const info = await server.consumers.info(stream, durable)
    const idle = info.num_pending === 0 && info.num_ack_pending === 0
    if (idle && hasGap(state)) return await check()
    // What the filter leaves out lies behind it too, once nothing is left.
    const sequence = idle ? state.last_seq : floorOf(info)
    const headers = sequence > mark.sequence ? await headersAt(server, sequence) : undefined
    await write(server, headers ? { sequence, position: positionIn(headers, sequence) } : mark)
  }

  /** A look at the stream clears all who had asked by then. */
  function check(until?: Delivery): Promise<void> {
    asked += 1
    const number = asked
    const mine = (checks ?? Promise.resolve())
      .then(() => (number > cleared ? patientlyFill(until) : undefined))
      .finally(() => {
        if (checks === mine) checks = undefined
      })
    checks = mine
    return mine
  }

  async function patientlyFill(until: Delivery | undefined): Promise<void> {
    const backoff = createBackoff(signal)
    while (!signal.aborted) {
      try {
        return await fill(until)
      } catch (error) {
        if (signal.aborted) return
        report.error(
          { durable, error: (error as Error).message },
          `${durable} waits: what it may have missed could not be found out`,
        )
        await backoff.pause()
      }
    }
  }

  return {
    get refilled() {
      return refilled
    },
    async begin() {
      await noting
      await checks
      mark = readMark(await (await manager).consumers.info(stream, durable))
      written = writeMark(mark)
      // So that the first message that comes is looked at: more may be discarded until then.
      last = 0
      await fill()
    },
    before(delivery) {
      const jumped = delivery.sequence > last + 1
      last = Math.max(last, delivery.sequence)
      if (!jumped) return checks
      const placed = header(delivery.headers, POSITION) !== undefined
      return check(placed ? delivery : undefined)
    },
    note() {
      noting = noting.then(tryNote).catch(() => {})
      return noting
    },
  }
}
