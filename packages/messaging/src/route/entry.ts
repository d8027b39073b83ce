import { setTimeout as delay } from 'node:timers/promises'
import {
  contentHash,
  type Inbox,
  type Incoming,
  isMissing,
  type Lanes,
  LanesError,
  type Missing,
  type Outcome,
  type RawMessage,
  type References,
  type SubmitOptions,
} from '@takt/event-sourcing'
import type { Delivery, Disposition } from '../consume/delivery.ts'
import type { ContractIndex } from '../envelope/address.ts'
import { readMessage, type Unreadable } from '../envelope/read-message.ts'
import { isRefusal, type Refusal, refusal } from '../envelope/refusal.ts'
import type { Park } from '../parking/park.ts'
import { PublisherStoppedError } from '../send/publisher.ts'
import { invalidReply, type WireReply, wireReply } from '../send/wire-reply.ts'
import { lookupInOrder } from './lookup-in-order.ts'
import type { Parts, Translation } from './translation.ts'

export interface EntryOptions {
  readonly contracts: ContractIndex
  readonly translations: readonly Translation[]
  readonly lanes: Lanes
  readonly inbox: Inbox
  readonly references: References
  readonly park: Park
  /** Takt's clock, ISO 8601 in UTC. */
  readonly now: () => string
}

/** The one way into a service, whatever brings the message. */
export interface Entry {
  /** Of a consumer: taken, or parked with its reason; acknowledged after either is on disk. */
  accept(delivery: Delivery): Promise<Disposition>
  /** Of `api.`: the caller is told, nothing is parked. */
  request(raw: RawMessage): Promise<WireReply>
  /** Of a person who replays a parked message, under the id it had and as of when it first came. */
  resubmit(
    raw: RawMessage,
    as: { readonly id: string; readonly arrivedAt?: string },
  ): Promise<Outcome | Refusal>
  /** Of the service itself, already read. */
  submit(incoming: Incoming): Promise<Outcome | Refusal>
}

const MISSING_PAUSES_MS = [250, 600, 1150]

export function createEntry(options: EntryOptions): Entry {
  const { contracts, translations, lanes, inbox, references, park, now } = options
  const translationOf = new Map(translations.map((t) => [t.contract.name as string, t]))

  const idOf = (name: string, data: unknown) => translationOf.get(name)?.idOf(data)
  const lookup = lookupInOrder(inbox)
  const read = (raw: RawMessage, more: { id?: string; arrivedAt?: string; again?: boolean } = {}) =>
    readMessage(raw, { contracts, now: now(), idOf, ...more })

  /** Synchronous up to the lanes, so that the order of arrival is the order of decision. */
  async function submit(incoming: Incoming, options?: SubmitOptions): Promise<Outcome | Refusal> {
    const translation = translationOf.get(incoming.message.type)
    try {
      return await (translation ? submitParts(incoming, translation) : lanes.submit(incoming, options))
    } catch (error) {
      if (!(error instanceof LanesError) || error.code !== 'unhandled-message') throw error
      return refusal('unknown-message', `nothing here handles ${incoming.message.type}`)
    }
  }

  async function submitParts(incoming: Incoming, { translate }: Translation): Promise<Outcome | Refusal> {
    const translated = await patiently(() => safely(() => translate(incoming, references as never)))
    if (isMissing(translated))
      return { status: 'missing', code: translated.code, message: translated.message }
    if (isRefusal(translated)) return translated
    const parts = translated.parts.map((part) => partOf(incoming, part))
    const conflict = await knownWithOtherContent(parts)
    if (conflict) return conflict
    for (const { id, data, refusal: why } of translated.refused ?? []) {
      const raw = {
        ...incoming.raw,
        headers: withoutIds(incoming.raw.headers),
        body: Buffer.from(JSON.stringify(data)),
      }
      await park({
        raw,
        ...why,
        ...(id === undefined ? {} : { id }),
        source: incoming.meta.source,
        data,
        tries: 1,
      })
    }
    const outcomes = await Promise.all(parts.map((part) => lanes.submit(part)))
    return outcomes.find((o) => o.status !== 'accepted') ?? outcomes.at(-1) ?? nothingIn(incoming)
  }

  /** Before any part is taken: a conflict in one of them refuses the whole. */
  async function knownWithOtherContent(parts: readonly Incoming[]): Promise<Refusal | undefined> {
    const known = await lookup(parts.map((p) => p.id))
    const other = parts.find(({ id, hash }) => {
      const row = known.get(id)
      return row !== undefined && row.rejection === undefined && row.hash !== hash
    })
    if (!other) return undefined
    return refusal('conflict', `${other.id} was taken before with other content; the first one stands`)
  }

  async function refused(
    delivery: Delivery,
    why: Refusal,
    known: Partial<Unreadable> = {},
  ): Promise<Disposition> {
    const { id, source, data } = known
    await park({
      raw: { subject: delivery.subject, headers: delivery.headers, body: delivery.body },
      code: why.code,
      sentence: why.sentence,
      problems: why.problems,
      ...(id === undefined ? {} : { id }),
      ...(source === undefined ? {} : { source }),
      ...(data === undefined ? {} : { data }),
      tries: delivery.tries,
    })
    return 'ack'
  }

  return {
    submit,
    async accept(delivery) {
      const message = read(delivery, { arrivedAt: delivery.storedAt })
      if (!message.ok) return giveBackWhenStopped(refused(delivery, message.refusal, message))
      const { incoming } = message
      const handled = async () => {
        const why = whyNot(await submit(incoming, { recall: false }))
        if (!why) return 'ack'
        return await refused(delivery, why, {
          id: incoming.id,
          source: incoming.meta.source,
          data: incoming.message.data,
        })
      }
      return giveBackWhenStopped(handled())
    },
    async request(raw) {
      const message = read(raw)
      if (!message.ok) return invalidReply(message.refusal)
      const outcome = await submit(message.incoming)
      return isRefusal(outcome) ? invalidReply(outcome) : wireReply(outcome)
    },
    async resubmit(raw, as) {
      const message = read(raw, { again: true, ...as })
      return message.ok ? submit(message.incoming) : message.refusal
    },
  }
}

/** Why a message is parked; undefined where it was taken. */
export function whyNot(outcome: Outcome | Refusal): Refusal | undefined {
  if (isRefusal(outcome)) return outcome
  switch (outcome.status) {
    case 'accepted':
      return undefined
    case 'rejected':
    case 'missing':
      return refusal(outcome.code, outcome.message)
    case 'conflict':
    case 'failed':
      return refusal(outcome.status, outcome.message)
  }
}

function partOf(incoming: Incoming, part: Parts['parts'][number]): Incoming {
  return {
    id: part.id,
    message: part.message,
    contract: part.contract,
    plant: incoming.plant,
    meta: {
      ...incoming.meta,
      causationId: incoming.id,
      ...(part.occurredAt === undefined ? {} : { occurredAt: part.occurredAt }),
    },
    hash: part.hash ?? contentHash(part.message),
    raw: incoming.raw,
    ...(incoming.again ? { again: true } : {}),
  }
}

const nothingIn = ({ message }: Incoming): Outcome => ({
  status: 'accepted',
  duplicate: false,
  stream: message.type,
  revision: -1,
  position: '0',
  events: [],
})

/** A part parked by itself has an id of its own, not that of the message it came in. */
const withoutIds = (headers: RawMessage['headers']) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(nats-msg-id|ce-.*|content-type)$/i.test(name)),
  )

/** A stop leaves messages as they were: the next process gets them again. */
export async function giveBackWhenStopped(handled: Promise<Disposition>): Promise<Disposition> {
  try {
    return await handled
  } catch (error) {
    if (error instanceof LanesError && error.code === 'stopped') return 'nak'
    if (error instanceof PublisherStoppedError) return 'nak'
    throw error
  }
}

/** A translation is pure: one that throws is our own fault, and throws again however often it is tried. */
function safely(translate: () => Parts | Refusal | Missing): Parts | Refusal | Missing {
  try {
    return translate()
  } catch (error) {
    return refusal('failed', `the message could not be taken apart: ${(error as Error).message}`)
  }
}

async function patiently(look: () => Parts | Refusal | Missing): Promise<Parts | Refusal | Missing> {
  let found = look()
  for (const pauseMs of MISSING_PAUSES_MS) {
    if (!isMissing(found) && !('provisional' in found)) return found
    await delay(pauseMs)
    found = look()
  }
  return found
}
