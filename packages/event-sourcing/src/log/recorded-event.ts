import type { Message } from '@takt/decider'

/** What is written beside every event. Instants are ISO 8601 in UTC. */
export interface EventMetadata {
  /** The message that caused it. */
  readonly messageId: string
  readonly $correlationId: string
  readonly $causationId: string
  readonly source: string
  readonly actor: string
  readonly plant: string
  readonly occurredAt: string
  readonly recordedAt: string
  readonly traceparent?: string
  /** Content hash of the message that caused it. */
  readonly hash: string
  /** Ids beside the message's own by which it is found in the inbox; left out where it claims none. */
  readonly claims?: readonly string[]
}

/** An event from the log, read as the latest version of its contract. */
export interface RecordedEvent<Event extends Message = Message> {
  readonly id: string
  readonly stream: string
  /** Counts from 0 in its stream. */
  readonly revision: number
  /** Commit position in the log, decimal string. */
  readonly position: string
  /** The contract's name. */
  readonly type: Event['type']
  /** The type as stored, with the version it was written in. */
  readonly storedType: string
  /** The version `data` is in: the contract's latest. */
  readonly version: number
  readonly data: Event['data']
  readonly metadata: EventMetadata
  /** The store's clock, ISO 8601 in UTC. */
  readonly created: string
}

/** An event to append. `data` and `metadata` are JSON texts, so that they are written once and cannot change under way. */
export interface NewEvent {
  /** UUID; the same ids at the same expected revision are one append. */
  readonly id: string
  /** `<context>.<PascalName>.v<n>` */
  readonly type: string
  readonly data: string
  readonly metadata: string
}
