import { setTimeout as delay } from 'node:timers/promises'
import { ALL_PLANTS, type AnyContract, type MessageOf, parseStoredType } from '@takt/contracts'
import type { Outgoing, Process, Recorded } from '@takt/decider'
import {
  contentHash,
  derivedId,
  type EventLog,
  type Incoming,
  type Log,
  type RawMessage,
  type References,
  silent,
} from '@takt/event-sourcing'
import type { Delivery, Disposition } from '../consume/delivery.ts'
import { readJson } from '../envelope/read-json.ts'
import { isRefusal, type Refusal, refusal } from '../envelope/refusal.ts'
import { decodeHeader, header } from '../nats/headers.ts'
import type { Park } from '../parking/park.ts'
import { type Outbound, wireMessage } from '../send/outbound.ts'
import { NotTakenError, type Publisher } from '../send/publisher.ts'
import type { Entry } from './entry.ts'
import { giveBackWhenStopped } from './give-back.ts'
import { recordedEvent } from './recorded-event.ts'
import { createTurns } from './turns.ts'
import { whenAllThere, whenThere } from './when-there.ts'
import { whyNot } from './why-not.ts'

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

/** When a reaction that throws is tried again, from the arrival of its event. */
const TRIES_AT_MS: readonly number[] = [250, 850, 2000]

type Worked = Refusal | readonly Outbound[]

/** Wrapped, so that waiting for its turn is not waiting for its end. */
interface Sending {
  readonly outcome: Promise<Refusal | undefined>
}

/**
 * Runs reactions to `evt.` messages. Called in the order of arrival, it sends in that order too: what follows from
 * two events of one aggregate arrives in the order in which they were recorded. One that cannot be worked out yet holds
 * back those of its own aggregate only.
 */
export function createReactions(options: ReactionsOptions) {
  const { context, entry, publisher, park, references, log, report = silent } = options
  const byContract = new Map<string, Reaction[]>()
  for (const reaction of options.reactions) {
    const name = reaction.contract.name as string
    byContract.set(name, [...(byContract.get(name) ?? []), reaction])
  }
  const asked = new Set(
    options.reactions.map(({ contract }) => messageToken(contract.subject('evt', ALL_PLANTS))),
  )
  const inTurn = createTurns()
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

  async function send(outbound: Outbound): Promise<Refusal | undefined> {
    if (outbound.to !== 'cmd' || outbound.contract.context !== context) return published(outbound)
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
    return undefined
  }

  async function published(outbound: Outbound): Promise<Refusal | undefined> {
    try {
      await publisher.send(outbound)
      return undefined
    } catch (error) {
      if (error instanceof NotTakenError) return refusal('not-sent', error.message)
      throw error
    }
  }

  /**
   * Runs the reactions to an event; undefined when all they sent has arrived (at once for an event nobody asks for),
   * else why something could not be. Rejects in an outage, when it is to be tried again.
   */
  async function react(raw: RawMessage): Promise<Refusal | undefined> {
    if (!asked.has(messageToken(raw.subject))) return undefined
    const stored = parseStoredType(header(raw.headers, 'ce-type') ?? '')
    const reactions = stored && byContract.get(stored.name)
    if (!reactions) return undefined
    const contract = reactions[0]?.contract as AnyContract
    if (stored.version > contract.version)
      return refusal(
        'unknown-version',
        `${stored.name} has no version ${stored.version} here; the versions known are 1 to ${contract.version}`,
      )
    const arrivedMs = Date.now()
    const traceparent = header(raw.headers, 'traceparent')
    const sending = await inTurn(decodeHeader(header(raw.headers, 'ce-subject') ?? ''), () =>
      whenThere(recordedEvent(raw, contract, log), (event) =>
        whenAllThere(
          reactions.map((reaction) => {
            const work = () => run(reaction, event, traceparent)
            return whenThere(patiently(work, arrivedMs), startSending)
          }),
        ),
      ),
    )
    const outcomes = await Promise.all(sending.map((each) => each.outcome))
    return outcomes.find(isRefusal)
  }

  /**
   * Pure but for master data: what throws for want of it may soon not. At once where nothing throws. Those that waited
   * for their turn have used up as much of their tries.
   */
  function patiently(work: () => Outbound[], arrivedMs: number): Worked | Promise<Worked> {
    try {
      return work()
    } catch (error) {
      const waitedMs = Date.now() - arrivedMs
      const nextMs = TRIES_AT_MS.find((atMs) => atMs > waitedMs)
      if (nextMs !== undefined) return delay(nextMs - waitedMs).then(() => patiently(work, arrivedMs))
      report.error({ error: (error as Error).stack }, 'a reaction failed')
      const why = `what follows from this event could not be worked out: ${(error as Error).message}`
      return refusal('failed', why)
    }
  }

  /** Takes its place in order when it is called. */
  function startSending(worked: Worked): Sending {
    if (isRefusal(worked)) return { outcome: Promise.resolve(worked) }
    const outcome = Promise.all(worked.map(send)).then((outcomes) => outcomes.find(isRefusal))
    // It may fail while another reaction is still waited for; whoever waits for it is told.
    outcome.catch(() => {})
    return { outcome }
  }

  return {
    react,
    /** The contexts whose events are reacted to: one consumer each, so that their order is kept. */
    sources: [...new Set(options.reactions.map((r) => r.contract.context))],
    /** Of a consumer: acknowledged when what follows has arrived, or the event is parked with why it has not. */
    take: (delivery: Delivery): Promise<Disposition> => giveBackWhenStopped(taken(delivery)),
  }

  async function taken(delivery: Delivery): Promise<Disposition> {
    const why = await react(delivery)
    if (why) {
      const { headers, subject, body } = delivery
      const said = (name: string) => decodeHeader(header(headers, name) ?? '')
      const data = readJson(body)
      await park({
        raw: { headers, subject, body },
        ...why,
        id: said('ce-id'),
        source: said('ce-source'),
        ...(data.ok ? { data: data.value } : {}),
        tries: delivery.tries,
      })
    }
    return 'ack'
  }
}

/** The message's name on a subject: most events of a context are known by it to concern nobody here. */
const messageToken = (subject: string) => subject.split('.', 4)[3]

export type Reactions = ReturnType<typeof createReactions>

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
