import {
  type Inbox,
  type Incoming,
  type Lanes,
  LanesError,
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
import { invalidReply, type WireReply, wireReply } from '../send/wire-reply.ts'
import { giveBackWhenStopped } from './give-back.ts'
import { partsSubmitter } from './submit-parts.ts'
import type { Translation } from './translation.ts'
import { whyNot } from './why-not.ts'

export interface EntryOptions {
  readonly contracts: ContractIndex
  readonly translations: readonly Translation[]
  readonly lanes: Lanes
  readonly inbox: Inbox
  readonly references: References
  readonly park: Park
  /** Answers questions; without it none is taken. */
  readonly queries?: ((question: Incoming) => Promise<WireReply>) | undefined
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

export function createEntry(options: EntryOptions): Entry {
  const { contracts, translations, lanes, inbox, references, park, queries, now } = options
  const translationOf = new Map(translations.map((t) => [t.contract.name as string, t]))

  const idOf = (name: string, data: unknown) => translationOf.get(name)?.idOf(data)
  const submitParts = partsSubmitter({ lanes, inbox, references, park })
  const read = (raw: RawMessage, more: { id?: string; arrivedAt?: string; again?: boolean } = {}) =>
    readMessage(raw, { contracts, now: now(), idOf, ...more })

  /** Synchronous up to the lanes, so that the order of arrival is the order of decision. */
  async function submit(incoming: Incoming, options?: SubmitOptions): Promise<Outcome | Refusal> {
    const translation = translationOf.get(incoming.message.type)
    try {
      return await (translation
        ? submitParts(incoming, translation, options)
        : lanes.submit(incoming, options))
    } catch (error) {
      if (!(error instanceof LanesError) || error.code !== 'unhandled-message') throw error
      return refusal('unknown-message', `nothing here handles ${incoming.message.type}`)
    }
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
      if (queries && message.incoming.contract.kind === 'query') return queries(message.incoming)
      const outcome = await submit(message.incoming)
      return isRefusal(outcome) ? invalidReply(outcome) : wireReply(outcome)
    },
    async resubmit(raw, as) {
      const message = read(raw, { again: true, ...as })
      return message.ok ? submit(message.incoming) : message.refusal
    },
  }
}
