import type { AnyContract } from '@takt/contracts'
import type { Message } from '@takt/decider'

/** Where a message came from and what it belongs to. Instants are ISO 8601 in UTC. */
export interface Origin {
  readonly source: string
  readonly actor: string
  /** The source's clock. */
  readonly occurredAt: string
  /** The first message of the chain; the message's own id on the first hop. */
  readonly correlationId: string
  /** The message or event that led to this one. */
  readonly causationId?: string
  /** W3C trace context. */
  readonly traceparent?: string
}

/** The bytes as they arrived, kept for parking. */
export interface RawMessage {
  readonly subject: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** A message as it arrived: its contract resolved, its data validated and read as the latest version. */
export interface Incoming {
  /** The sender's message id: one effect per id, at any distance. */
  readonly id: string
  readonly message: Message
  readonly contract: AnyContract
  readonly plant: string
  readonly meta: Origin
  /** {@link contentHash} of the message: tells a duplicate from a conflict. */
  readonly hash: string
  readonly raw: RawMessage
  /**
   * A person asked for it again (a parked message replayed after a fix): a rejection recorded for this id no longer
   * counts and is decided anew. An effect once recorded still does.
   */
  readonly again?: boolean
}
