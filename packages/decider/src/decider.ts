import type { Rejection } from './reject.ts'

/** A message as the domain sees it: its contract's name (without version) and its data in the latest version. */
export interface Message<Name extends string = string, Data = unknown> {
  readonly type: Name
  readonly data: Data
}

/** An earlier message of the same aggregate as its log tells it: the events it made, none where it made none. */
export interface PastMessage {
  readonly messageId: string
  readonly events: readonly Message[]
}

/**
 * Earlier messages by what they were asked by: their ids, or ids that an event of theirs claimed. Undefined where none
 * is known by it.
 */
export type Past = ReadonlyMap<string, PastMessage | undefined>

/**
 * What a decision is given beside state and message. Time and ids are data: the domain never asks for them.
 * `now` and `occurredAt` are ISO 8601 instants in UTC; `reference` is the master data the message needs.
 */
export interface Given<Reference = undefined> {
  readonly messageId: string
  readonly plant: string
  readonly source: string
  /** Takt's clock when the message is decided. */
  readonly now: string
  /** The source's clock when it happened; may be earlier than `now` by any distance. */
  readonly occurredAt: string
  readonly reference: Reference
  /** What the aggregate asked to look back at; left out where it asked for nothing. */
  readonly past?: Past
}

/** The events to append (none when it is already so), or why the request is refused. */
export type Decision<Event> = readonly Event[] | Rejection

/**
 * An event-sourced aggregate as three pure functions.
 * `evolve` owns the state it is given and may change it in place: the runtime never looks at an older one.
 * `messageId` is the message that made the event; an aggregate that never looks back at messages ignores it.
 * State must survive JSON (plain objects, arrays, strings, numbers, booleans, null): snapshots are written with it.
 */
export interface Decider<State, Command extends Message, Event extends Message, Reference = undefined> {
  initialState(): State
  evolve(state: State, event: Event, messageId?: string): State
  decide(state: State, command: Command, given: Given<Reference>): Decision<Event>
}
