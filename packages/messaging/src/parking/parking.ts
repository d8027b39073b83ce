import { createHash, randomUUID } from 'node:crypto'
import {
  ALL_PLANTS,
  type AnyContract,
  type Context,
  type DataOf,
  type ParkingContracts,
  parkingOf,
} from '@takt/contracts'
import {
  type Aggregate,
  contentHash,
  derivedId,
  type EventLog,
  type Incoming,
  type Lanes,
  type Log,
  type Outcome,
  type RawMessage,
  silent,
} from '@takt/event-sourcing'
import type { JetStreamClient } from 'nats'
import type { Delivery, Disposition } from '../consume/delivery.ts'
import { plantOf } from '../envelope/address.ts'
import { isRefusal, type Refusal } from '../envelope/refusal.ts'
import { PARKED_LIMITS } from '../limits.ts'
import { decodeHeader, header, writeHeaders } from '../nats/headers.ts'
import { parkedSubject } from '../nats/subjects.ts'
import { eventData } from '../relay/event-data.ts'
import { POSITION } from '../relay/evt-message.ts'
import type { Entry } from '../route/entry.ts'
import { giveBackWhenStopped } from '../route/give-back.ts'
import type { Reactions } from '../route/reactions.ts'
import { whyNot } from '../route/why-not.ts'
import { fromBytes, toBytes } from './bytes.ts'
import { concernsOf } from './concerns.ts'
import type { Park, ParkRequest } from './park.ts'
import { parkedMessageAggregate } from './parked-message.ts'

export interface ParkingOptions {
  readonly context: Context
  /** Takt's clock, ISO 8601 in UTC. */
  readonly now: () => string
  /** Tells people and systems outside, on `parked.`. */
  readonly jetStream: JetStreamClient
  /** Where a replay too large for NATS is read from. */
  readonly log: Pick<EventLog, 'readStream'>
  readonly report?: Log
}

type Replayed = DataOf<ParkingContracts['ParkedMessageReplayed']>

interface Parts {
  readonly lanes: Lanes
  readonly entry: Pick<Entry, 'resubmit'>
  readonly reactions: Pick<Reactions, 'react'>
}

/** Keeps what cannot be handled, as an aggregate of its own: in the log, relayed and projected like everything else. */
export interface Parking {
  readonly aggregate: Aggregate
  readonly park: Park
  /** Parking stands on the lanes, the entry and the reactions, and they on parking: handed over once they are there. */
  connect(parts: Parts): void
  /** The events of the context that parking follows, each with its handler. */
  readonly follows: readonly {
    readonly contract: AnyContract
    readonly take: (delivery: Delivery) => Promise<Disposition>
  }[]
}

export function createParking(options: ParkingOptions): Parking {
  const { context, now, jetStream, log, report = silent } = options
  const contracts = parkingOf(context)
  let parts: Parts | undefined

  const connected = () => {
    if (!parts) throw new Error('parking is not connected yet')
    return parts
  }

  function submit(plant: string, contract: AnyContract, data: unknown): Promise<Outcome> {
    const message = contract.create(data)
    const id = randomUUID()
    const source = `takt/${context}`
    const incoming: Incoming = {
      id,
      message,
      contract,
      plant,
      meta: { source, actor: source, occurredAt: now(), correlationId: id },
      hash: contentHash(message),
      raw: { subject: contract.subject('cmd', plant), headers: {}, body: new Uint8Array() },
    }
    return connected().lanes.submit(incoming)
  }

  async function park(request: ParkRequest, parked = parkedId(request)): Promise<void> {
    const { raw, code, sentence, problems = [], id, source, data, tries } = request
    const plant = plantOf(raw.subject) ?? ALL_PLANTS
    const at = now()
    const outcome = await submit(plant, contracts.ParkMessage, {
      parked,
      ...(id === undefined ? {} : { messageId: id }),
      subject: raw.subject,
      headers: raw.headers,
      ...fromBytes(kept(raw)),
      code,
      sentence: sentence.slice(0, PARKED_LIMITS.sentenceChars),
      problems: problems.slice(0, PARKED_LIMITS.problems),
      concerns: concernsOf(data),
      ...(source === undefined ? {} : { source }),
      tries,
      firstTriedAt: at,
      lastTriedAt: at,
    })
    if (outcome.status !== 'accepted') throw new Error(`a message could not be parked: ${outcome.message}`)
    report.warn({ parked, code, subject: raw.subject, messageId: id }, `parked: ${sentence}`)
  }

  /** Handles a parked message again, under the id it had; what comes of it is recorded. */
  async function replay(delivery: Delivery): Promise<Disposition> {
    const replayed = await dataOf<Replayed>(delivery, contracts.ParkedMessageReplayed)
    const { parked, messageId, subject, headers, firstTriedAt, source } = replayed
    const raw = { subject, headers, body: toBytes(replayed) }
    const plant = plantOf(subject) ?? ALL_PLANTS
    const came = await again(raw, messageId ?? parked, firstTriedAt)
    if (isRefusal(came)) {
      const known = {
        ...(messageId === undefined ? {} : { id: messageId }),
        ...(source === undefined ? {} : { source }),
      }
      await park({ raw, ...came, ...known, data: json(raw.body), tries: 1 }, parked)
    } else await submit(plant, contracts.ResolveParkedMessage, { parked, ...came })
    return 'ack'
  }

  /** What a message had for an effect when it was handled again, or why it had none. */
  async function again(
    raw: RawMessage,
    id: string,
    arrivedAt: string,
  ): Promise<{ stream: string; position: string } | Refusal> {
    const { entry, reactions } = connected()
    if (raw.subject.startsWith('evt.')) {
      const said = (name: string) => decodeHeader(header(raw.headers, name) ?? '')
      const why = await reactions.react(raw)
      return why ?? { stream: said('ce-subject'), position: said(POSITION) }
    }
    const outcome = await entry.resubmit(raw, { id, arrivedAt })
    if (!isRefusal(outcome) && outcome.status === 'accepted')
      return { stream: outcome.stream, position: outcome.position }
    return whyNot(outcome) as Refusal
  }

  async function announce(delivery: Delivery): Promise<Disposition> {
    const { subject, body, bodyBase64, headers, ...about } = await dataOf<
      DataOf<ParkingContracts['MessageParked']>
    >(delivery, contracts.MessageParked)
    const plant = plantOf(subject) ?? ALL_PLANTS
    const id = header(delivery.headers, 'ce-id') ?? about.parked
    await jetStream.publish(parkedSubject(context, plant, subject), JSON.stringify({ subject, ...about }), {
      headers: writeHeaders({ 'content-type': 'application/json', 'Nats-Msg-Id': id }),
    })
    return 'ack'
  }

  const dataOf = async <Data>(delivery: Delivery, contract: AnyContract): Promise<Data> =>
    (await eventData(delivery, contract, log)) as Data

  const gently = (take: (delivery: Delivery) => Promise<Disposition>) => (delivery: Delivery) =>
    giveBackWhenStopped(take(delivery))

  return {
    aggregate: parkedMessageAggregate(context),
    park: (request) => park(request),
    connect(given) {
      parts = given
    },
    follows: [
      { contract: contracts.ParkedMessageReplayed, take: gently(replay) },
      { contract: contracts.MessageParked, take: gently(announce) },
    ],
  }
}

/** The same bytes on the same subject under the same id are one parked message, however often they come. */
function parkedId({ raw, id }: ParkRequest): string {
  const digest = createHash('sha256').update(raw.body).digest('hex')
  return derivedId('parked', raw.subject, id ?? '', digest)
}

/** An event that is as large as this is in the log anyway, where a replay reads it. */
const kept = ({ subject, body }: RawMessage): Uint8Array =>
  subject.startsWith('evt.') && body.length > PARKED_LIMITS.bodyBytes ? new Uint8Array() : body

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}
