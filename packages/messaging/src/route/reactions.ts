import { type AnyContract, type MessageOf, parseStoredType } from '@takt/contracts'
import type { Outgoing, Process, Recorded } from '@takt/decider'
import {
  contentHash,
  derivedId,
  type EventLog,
  type Incoming,
  LanesError,
  type Log,
  type References,
  silent,
} from '@takt/event-sourcing'
import type { Delivery, Disposition } from '../consume/delivery.ts'
import { plantOf } from '../envelope/address.ts'
import { refusal } from '../envelope/refusal.ts'
import { decodeHeader, header } from '../nats/headers.ts'
import type { Park } from '../parking/park.ts'
import { STREAM_REVISION } from '../relay/evt-message.ts'
import { type Outbound, wireMessage } from '../send/outbound.ts'
import type { Publisher } from '../send/publisher.ts'
import { type Entry, whyNot } from './entry.ts'

/** What follows from an event. */
export interface Reaction {
  readonly contract: AnyContract
  /** Part of the ids of what it sends: never change it for a reaction that has run. */
  readonly name: string
  readonly process: (event: Recorded, refs: never) => readonly Outgoing[]
}

/** `on(OutputProduced, 'post-production-receipt', postProductionReceipt)` */
export function on<C extends AnyContract, Refs extends References = References>(
  contract: C,
  name: string,
  process: Process<MessageOf<C>, Refs> | Process<MessageOf<C>>,
): Reaction {
  return { contract, name, process: process as unknown as Reaction['process'] }
}

export interface ReactionsOptions {
  readonly context: string
  readonly reactions: readonly Reaction[]
  /** Every message a reaction may send. */
  readonly contracts: readonly AnyContract[]
  readonly references: References
  readonly entry: Pick<Entry, 'submit'>
  readonly publisher: Pick<Publisher, 'send'>
  readonly park: Park
  /** Where an event too large for NATS is read from. */
  readonly log: Pick<EventLog, 'readStream'>
  readonly report?: Log
}

const MAX_TRIES = 3

/**
 * Runs reactions to `evt.` messages. Called in the order of arrival, it sends in that order too: what follows from
 * two events of one aggregate arrives in the order in which they were recorded.
 */
export function createReactions(options: ReactionsOptions) {
  const { context, entry, publisher, park, references, log, report = silent } = options
  const byContract = new Map<string, Reaction[]>()
  for (const reaction of options.reactions) {
    const name = reaction.contract.name as string
    byContract.set(name, [...(byContract.get(name) ?? []), reaction])
  }
  const contracts = new Map(options.contracts.map((c) => [c.name as string, c]))

  function run({ name, process }: Reaction, event: Recorded, traceparent: string | undefined): Outbound[] {
    return process(event, references as never).map(({ message, plant = event.plant, partner }, i) => {
      const contract = contracts.get(message.type)
      if (!contract) throw new Error(`${name} sends ${message.type}, which has no contract here`)
      return {
        id: derivedId(event.id, name, i),
        contract,
        message,
        plant,
        to: partner === undefined ? 'cmd' : { partner },
        source: `takt/${context}`,
        actor: name,
        occurredAt: event.occurredAt,
        correlationId: event.correlationId,
        causationId: event.id,
        traceparent,
      }
    })
  }

  async function send(outbound: Outbound): Promise<void> {
    if (outbound.to !== 'cmd' || outbound.contract.context !== context) return publisher.send(outbound)
    const incoming = ownMessage(outbound)
    const why = whyNot(await entry.submit(incoming))
    if (why)
      await park({
        raw: incoming.raw,
        ...why,
        id: outbound.id,
        source: outbound.source,
        data: outbound.message.data,
        tries: 1,
      })
  }

  async function react(delivery: Delivery, reactions: readonly Reaction[]): Promise<void> {
    const event = recorded(delivery) ?? (await fromLog(delivery, log))
    const traceparent = header(delivery.headers, 'traceparent')
    await Promise.all(reactions.flatMap((reaction) => run(reaction, event, traceparent).map(send)))
  }

  return {
    /** The contexts whose events are reacted to: one consumer each, so that their order is kept. */
    sources: [...new Set(options.reactions.map((r) => r.contract.context))],
    /** An event that nobody asks for is acknowledged without being read. */
    async take(delivery: Delivery): Promise<Disposition> {
      const stored = parseStoredType(header(delivery.headers, 'ce-type') ?? '')
      const reactions = byContract.get(stored?.name ?? '')
      if (!reactions) return 'ack'
      for (let tries = 1; ; tries++) {
        try {
          await react(delivery, reactions)
          return 'ack'
        } catch (error) {
          if (error instanceof LanesError && error.code === 'stopped') return 'nak'
          report.error(
            { subject: delivery.subject, tries, error: (error as Error).stack },
            'a reaction failed',
          )
          if (tries < MAX_TRIES) continue
          const why = refusal(
            'failed',
            `what follows from this event could not be worked out: ${(error as Error).message}`,
          )
          await park({ raw: delivery, ...why, tries })
          return 'ack'
        }
      }
    },
  }

  function recorded(delivery: Delivery): Recorded | undefined {
    if (delivery.body.length === 0) return undefined
    const { contract, version } = contractOf(delivery)
    return {
      ...about(delivery),
      type: contract.name,
      data: contract.read(version, JSON.parse(Buffer.from(delivery.body).toString('utf8'))),
    }
  }

  function contractOf(delivery: Delivery): { contract: AnyContract; version: number } {
    const stored = parseStoredType(header(delivery.headers, 'ce-type') ?? '')
    const contract = byContract.get(stored?.name ?? '')?.[0]?.contract
    if (!contract || !stored) throw new Error(`${delivery.subject} says no event type`)
    if (stored.version > contract.version)
      throw new Error(`${stored.name} v${stored.version} is not known here, only up to v${contract.version}`)
    return { contract, version: stored.version }
  }
}

async function fromLog(delivery: Delivery, log: Pick<EventLog, 'readStream'>): Promise<Recorded> {
  const stream = decodeHeader(header(delivery.headers, 'ce-subject') ?? '')
  const from = Number(header(delivery.headers, STREAM_REVISION))
  const [event] = await log.readStream(stream, { from, limit: 1 })
  if (!event) throw new Error(`${stream} has no event at revision ${from}`)
  return { ...about(delivery), type: event.type, data: event.data }
}

function about({ headers, subject }: Delivery): Omit<Recorded, 'type' | 'data'> {
  const said = (name: string) => decodeHeader(header(headers, name) ?? '')
  return {
    id: said('ce-id'),
    plant: plantOf(subject) ?? '',
    occurredAt: said('ce-time'),
    recordedAt: said('ce-recordedtime'),
    correlationId: said('ce-correlationid'),
  }
}

/** A message of the service to itself, as if it had come over the wire: parked, it can be replayed. */
function ownMessage(outbound: Outbound): Incoming {
  const { id, message, contract, plant, source, actor, occurredAt, correlationId, causationId, traceparent } =
    outbound
  return {
    id,
    message,
    contract,
    plant,
    meta: {
      source,
      actor: actor ?? source,
      occurredAt,
      correlationId: correlationId ?? id,
      ...(causationId === undefined ? {} : { causationId }),
      ...(traceparent === undefined ? {} : { traceparent }),
    },
    hash: contentHash(message),
    raw: wireMessage(outbound),
  }
}
