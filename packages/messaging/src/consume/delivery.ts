import type { RawMessage } from '@takt/event-sourcing'
import type { Msg } from 'nats'
import { type Headers, readHeaders } from '../nats/headers.ts'

/** A message as a consumer hands it over. */
export interface Delivery extends RawMessage {
  /** 1 at the first delivery. */
  readonly tries: number
  /** In its stream. */
  readonly sequence: number
  /** When JetStream stored it, ISO 8601 in UTC: the same at every delivery. */
  readonly storedAt: string
}

/** `ack`: done with. `nak`: given back, to be delivered again. */
export type Disposition = 'ack' | 'nak'

/**
 * Reads what JetStream says in the reply subject, `$JS.ACK.[<domain>.<account>.]<stream>.<consumer>.<tries>.
 * <sequence>.<consumer sequence>.<time>.<pending>[.<random>]`. Headers are read when asked for: many a message is known
 * by its subject to concern nobody here.
 */
export function readDelivery(message: Msg): Delivery & { readonly pending: number } {
  const tokens = (message.reply ?? '').split('.')
  const at = tokens.length === 9 ? 4 : 6
  let headers: Headers | undefined
  return {
    subject: message.subject,
    get headers() {
      headers ??= readHeaders(message.headers)
      return headers
    },
    body: message.data,
    tries: Number(tokens[at]),
    sequence: Number(tokens[at + 1]),
    storedAt: new Date(Number(tokens[at + 3]) / 1e6).toISOString(),
    pending: Number(tokens[at + 4]),
  }
}
