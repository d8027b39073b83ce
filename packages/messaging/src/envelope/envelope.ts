import type { Problem } from '@takt/contracts'
import type { Origin, RawMessage } from '@takt/event-sourcing'
import { MAX_ID_LENGTH, MAX_MESSAGE_BYTES } from '../limits.ts'
import { header } from '../nats/headers.ts'
import { readTraceparent } from '../trace-context.ts'
import { type Attributes, binary, isStructured, structured } from './attributes.ts'
import { readMoment } from './moment.ts'
import { readJson } from './read-json.ts'
import { type Refusal, refusal } from './refusal.ts'

/** What stands around a message's data. */
export interface Envelope {
  /** CloudEvents `id`, else `Nats-Msg-Id`. */
  readonly id?: string
  readonly meta: Omit<Origin, 'correlationId'> & { readonly correlationId?: string }
  readonly data: unknown
}

export type EnvelopeRead =
  | { readonly ok: true; readonly envelope: Envelope }
  | {
      readonly ok: false
      readonly refusal: Refusal
      readonly id?: string
      readonly source?: string
      readonly data?: unknown
    }

const CONTROL = /\p{Cc}/u
const UNKNOWN = 'unknown'

/**
 * Reads a CloudEvents 1.0 message (structured JSON, or binary with `ce-*` headers) or a plain JSON body with a
 * `Nats-Msg-Id`. `correlationid`, `causationid`, `actor` and `traceparent` are extensions or headers. `arrivedAt` stands
 * in for a missing `time`; both instants are ISO 8601 in UTC.
 */
export function readEnvelope(raw: RawMessage, now: string, arrivedAt: string = now): EnvelopeRead {
  const tooLarge = raw.body.length > MAX_MESSAGE_BYTES && !raw.subject.startsWith('evt.')
  if (tooLarge)
    return {
      ok: false,
      refusal: refusal(
        'too-large',
        `the body has ${raw.body.length} bytes; at most ${MAX_MESSAGE_BYTES} are taken: split the message`,
      ),
    }
  const json = readJson(raw.body)
  const attributes: Attributes =
    json.ok && isStructured(raw.headers, json.value)
      ? structured(json.value)
      : binary(raw.headers, json.ok ? json.value : undefined)
  const id = attributes.get('id') ?? header(raw.headers, 'Nats-Msg-Id')
  const source = attributes.get('source')
  const known = { ...(id === undefined ? {} : { id }), ...(source === undefined ? {} : { source }) }
  if (!json.ok) return { ok: false, refusal: refusal('not-json', json.sentence), ...known }

  const data = payload(attributes)
  const time = readMoment(attributes.get('time') ?? arrivedAt, now)
  const problems = [
    ...envelopeProblems(attributes, id),
    ...(time.ok ? [] : [{ path: 'time', message: time.message }]),
  ]
  if (problems.length > 0 || !time.ok) {
    const sentence = problems.map((p) => `${p.path} ${p.message}`).join('; ')
    return {
      ok: false,
      refusal: refusal('invalid-envelope', `the envelope is wrong: ${sentence}`, problems),
      ...known,
      data,
    }
  }
  const extension = (name: string) => attributes.get(name) ?? header(raw.headers, name)
  const correlationId = usableId(extension('correlationid'))
  const causationId = usableId(extension('causationid'))
  const traceparent = readTraceparent(header(raw.headers, 'traceparent') ?? attributes.get('traceparent'))
  return {
    ok: true,
    envelope: {
      ...(id === undefined ? {} : { id }),
      data,
      meta: {
        source: source ?? UNKNOWN,
        actor: extension('actor') ?? source ?? UNKNOWN,
        occurredAt: time.value,
        ...(correlationId === undefined ? {} : { correlationId }),
        ...(causationId === undefined ? {} : { causationId }),
        ...(traceparent === undefined ? {} : { traceparent }),
      },
    },
  }
}

/** Ids that only link messages: a movement is not refused for a bad one, it then starts a chain of its own. */
const usableId = (id: string | undefined) =>
  id !== undefined && id.length <= MAX_ID_LENGTH && !CONTROL.test(id) ? id : undefined

function envelopeProblems(attributes: Attributes, id: string | undefined): Problem[] {
  const problems: Problem[] = []
  const version = attributes.get('specversion')
  if (version !== undefined && !version.startsWith('1.'))
    problems.push({
      path: 'specversion',
      message: `is ${version.slice(0, 20)}; CloudEvents 1.0 is understood`,
    })
  if (id !== undefined && id.length > MAX_ID_LENGTH)
    problems.push({ path: 'id', message: `has ${id.length} characters; at most ${MAX_ID_LENGTH} are taken` })
  if (id !== undefined && CONTROL.test(id)) problems.push({ path: 'id', message: 'holds control characters' })
  return problems
}

/** `data`, or the JSON in structured mode's `data_base64`. */
function payload(attributes: Attributes): unknown {
  if (attributes.data !== undefined) return attributes.data
  const base64 = attributes.get('data_base64')
  if (base64 === undefined) return undefined
  const json = readJson(Buffer.from(base64, 'base64'))
  return json.ok ? json.value : undefined
}
