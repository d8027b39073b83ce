import { setTimeout as delay } from 'node:timers/promises'
import {
  type Accepted,
  comparePositions,
  contentHash,
  type Inbox,
  type Incoming,
  isMissing,
  type Lanes,
  type Missing,
  type Outcome,
  type RawMessage,
  type References,
  type SubmitOptions,
} from '@takt/event-sourcing'
import { isRefusal, type Refusal, refusal } from '../envelope/refusal.ts'
import type { Park } from '../parking/park.ts'
import { lookupInOrder } from './lookup-in-order.ts'
import type { Part, Parts, RefusedPart, Translation } from './translation.ts'

interface Needs {
  readonly lanes: Pick<Lanes, 'submit'>
  readonly inbox: Pick<Inbox, 'lookup'>
  readonly references: References
  readonly park: Park
}

const PAUSES_MS = [250, 600, 1150]

/**
 * Submits the messages that another one stands for: all of them or, where one cannot be taken, none. Documents whose
 * master data is here keep the order in which they came.
 */
export function partsSubmitter({ lanes, inbox, references, park }: Needs) {
  const lookup = lookupInOrder(inbox)

  /** Before any part is taken: a conflict in one of them refuses the whole. */
  async function conflictIn(parts: readonly Incoming[]): Promise<Refusal | undefined> {
    const known = await lookup(parts.map((p) => p.id))
    const other = parts.find(({ id, hash }) => {
      const row = known.get(id)
      return row !== undefined && row.rejection === undefined && row.hash !== hash
    })
    if (!other) return undefined
    return refusal('conflict', `${other.id} was taken before with other content; the first one stands`)
  }

  const parkPart = (whole: Incoming, { id, data, refusal: why }: RefusedPart) =>
    park({
      raw: {
        subject: whole.raw.subject,
        headers: withoutIds(whole.raw.headers),
        body: Buffer.from(JSON.stringify(data)),
      },
      ...why,
      ...(id === undefined ? {} : { id }),
      source: whole.meta.source,
      data,
      tries: 1,
    })

  return async (
    whole: Incoming,
    { translate }: Translation,
    options?: SubmitOptions,
  ): Promise<Outcome | Refusal> => {
    const translated = await patiently(() => safely(() => translate(whole, references as never)))
    if (isMissing(translated))
      return { status: 'missing', code: translated.code, message: translated.message }
    if (isRefusal(translated)) return translated
    const parts = translated.parts.map((part) => partOf(whole, part))
    const conflict = await conflictIn(parts)
    if (conflict) return conflict
    const [outcomes] = await Promise.all([
      Promise.all(parts.map((part) => lanes.submit(part, options))),
      ...(translated.refused ?? []).map((part) => parkPart(whole, part)),
    ])
    return outcomes.find((o) => o.status !== 'accepted') ?? together(whole, outcomes as Accepted[])
  }
}

function partOf(whole: Incoming, part: Part): Incoming {
  return {
    id: part.id,
    message: part.message,
    contract: part.contract,
    plant: whole.plant,
    meta: {
      ...whole.meta,
      causationId: whole.id,
      ...(part.occurredAt === undefined ? {} : { occurredAt: part.occurredAt }),
    },
    hash: part.hash ?? contentHash(part.message),
    raw: whole.raw,
    ...(whole.again ? { again: true } : {}),
  }
}

/** A read model that has reached the last part's position shows them all. */
function together(whole: Incoming, outcomes: readonly Accepted[]): Outcome {
  const [first] = outcomes
  if (!first)
    return {
      status: 'accepted',
      duplicate: false,
      stream: whole.message.type,
      revision: -1,
      position: '0',
      events: [],
    }
  const last = outcomes.reduce((a, b) => (comparePositions(a.position, b.position) < 0 ? b : a))
  const duplicate = outcomes.every((outcome) => outcome.duplicate)
  return { ...last, duplicate, events: outcomes.flatMap((outcome) => outcome.events) }
}

/** A part parked by itself has an id of its own, not that of the message it came in. */
const withoutIds = (headers: RawMessage['headers']) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(nats-msg-id|ce-.*|content-type)$/i.test(name)),
  )

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
  for (const pauseMs of PAUSES_MS) {
    if (!isMissing(found) && !('provisional' in found)) return found
    await delay(pauseMs)
    found = look()
  }
  return found
}
