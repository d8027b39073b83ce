import type { AnyContract } from '@takt/contracts'
import type { Message } from '@takt/decider'
import type { RawMessage } from '@takt/event-sourcing'
import { encodeHeader, type Headers } from '../nats/headers.ts'
import { outSubject } from '../nats/subjects.ts'
import { nextHop } from '../trace-context.ts'

/** A message Takt sends: what, to whom, and what it follows from. Instants are ISO 8601 in UTC. */
export interface Outbound {
  readonly id: string
  readonly contract: AnyContract
  readonly message: Message
  readonly plant: string
  /** `cmd`: to another context, kept until handled. A partner: `out.`. */
  readonly to: 'cmd' | { readonly partner: string }
  readonly source: string
  readonly actor?: string
  readonly occurredAt: string
  readonly correlationId?: string | undefined
  readonly causationId?: string | undefined
  readonly traceparent?: string | undefined
}

/** The message on the wire: CloudEvents in binary mode. */
export function wireMessage(outbound: Outbound): RawMessage & { readonly headers: Headers } {
  const { id, contract, message, plant, to, source, occurredAt } = outbound
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'Nats-Msg-Id': encodeHeader(id),
    'ce-specversion': '1.0',
    'ce-id': encodeHeader(id),
    'ce-type': contract.storedType,
    'ce-source': encodeHeader(source),
    'ce-time': occurredAt,
  }
  if (outbound.actor !== undefined) headers['ce-actor'] = encodeHeader(outbound.actor)
  if (outbound.correlationId !== undefined) headers['ce-correlationid'] = encodeHeader(outbound.correlationId)
  if (outbound.causationId !== undefined) headers['ce-causationid'] = encodeHeader(outbound.causationId)
  if (outbound.traceparent !== undefined) headers['traceparent'] = nextHop(outbound.traceparent)
  const subject = typeof to === 'string' ? contract.subject(to, plant) : outSubject(contract, to.partner)
  return { subject, headers, body: Buffer.from(JSON.stringify(message.data)) }
}

/**
 * A question or command that is asked and answered: CloudEvents in structured mode, all in its body. Nobody routes or
 * stores it by its headers, and a dozen of them cost more to write and read than the rest of it.
 */
export function askedMessage(outbound: Omit<Outbound, 'to'>): Pick<RawMessage, 'subject' | 'body'> {
  const { id, contract, message, plant, source, occurredAt: time, actor, traceparent } = outbound
  const event = {
    ...{ specversion: '1.0', id, type: contract.storedType, source, time },
    // Left out where undefined, as JSON does.
    ...{ actor, correlationid: outbound.correlationId, causationid: outbound.causationId },
    ...{ traceparent: traceparent && nextHop(traceparent), data: message.data },
  }
  return { subject: contract.subject('api', plant), body: Buffer.from(JSON.stringify(event)) }
}
