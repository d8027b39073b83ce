import type { Message } from './decider.ts'

/** A recorded event as a process sees it. Instants are ISO 8601 in UTC. */
export interface Recorded<Event extends Message = Message> {
  readonly id: string
  readonly type: Event['type']
  readonly data: Event['data']
  readonly plant: string
  readonly occurredAt: string
  readonly recordedAt: string
  readonly correlationId: string
}

/**
 * A message a process wants sent. Its id is derived by the runtime from the event's id, the process's name and
 * the place in the list, so that a repeated event sends the same ids again and has no second effect.
 */
export interface Outgoing {
  readonly message: Message
  /** The plant it concerns; the event's own where left out. */
  readonly plant?: string
  /** For messages that leave Takt: which partner may see it. */
  readonly partner?: string
}

/** From one recorded event to the messages that follow from it. Pure: master data comes in as `reference`. */
export type Process<Event extends Message = Message, Reference = undefined> = (
  event: Recorded<Event>,
  reference: Reference,
) => readonly Outgoing[]
