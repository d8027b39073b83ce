import { type AnyContract, encodeToken } from '@takt/contracts'

/** What services send each other, what the world sends in, what they record, and what partners and people see. */
export const IN_STREAM = 'IN'
export const CMD_STREAM = 'CMD'
export const OUT_STREAM = 'OUT'
export const PARKED_STREAM = 'PARKED'
/** The streams that belong to no one context. */
export const SHARED_STREAMS: readonly string[] = [IN_STREAM, CMD_STREAM, OUT_STREAM, PARKED_STREAM]
/** Each context's events are a stream of their own, so that its relay is the stream's only writer. */
export const evtStream = (context: string): string => `EVT_${context}`

/** The JetStream stream that holds a subject or filter; throws where there is none. */
export function streamOf(subject: string): string {
  const [prefix, , context] = subject.split('.')
  if (prefix === 'in') return IN_STREAM
  if (prefix === 'cmd') return CMD_STREAM
  if (prefix === 'out') return OUT_STREAM
  if (prefix === 'parked') return PARKED_STREAM
  if (prefix === 'evt' && context && /^[a-z]+$/.test(context)) return evtStream(context)
  throw new Error(
    `no stream holds ${subject}: it must start with in., cmd., out., parked. or evt.<plant>.<context>.`,
  )
}

/** `out.<partner>.<name>.v<n>` */
export const outSubject = (contract: AnyContract, partner: string): string =>
  `out.${encodeToken(partner)}.${contract.subjectName}.v${contract.version}`

/** Where outsiders see that a message was parked, `parked.<plant>.<context>.<name>`. */
export function parkedSubject(context: string, plant: string, subject: string): string {
  const name = subject.split('.')[3] ?? ''
  return `parked.${encodeToken(plant)}.${context}.${/^[A-Za-z0-9_=-]+$/.test(name) ? name : 'unknown'}`
}

/** True where a filter with NATS's wildcards takes a subject. */
export function subjectMatches(filter: string, subject: string): boolean {
  const tokens = subject.split('.')
  const wanted = filter.split('.')
  return wanted.at(-1) === '>'
    ? tokens.length >= wanted.length && wanted.slice(0, -1).every((token, i) => fits(token, tokens[i]))
    : tokens.length === wanted.length && wanted.every((token, i) => fits(token, tokens[i]))
}

const fits = (wanted: string, token: string | undefined) => wanted === '*' || wanted === token
