import type { AnyContract, Context, MessageOf } from '@takt/contracts'
import type { Decider, Message, Past } from '@takt/decider'
import type { Missing, References } from '../references.ts'
import { fingerprint } from './fingerprint.ts'

/** The default number of events between two snapshots of a stream. */
export const SNAPSHOT_EVERY = 500
/** The default number of recent message ids kept with each aggregate. */
export const WINDOW = 512

export interface AggregateSpec<
  State,
  Handled extends AnyContract,
  Recorded extends AnyContract,
  Reference,
  Refs extends References,
> {
  readonly context: Context
  /** The aggregate's part of the stream name, `<context>.<name>-<plant>:<id>`. */
  readonly name: string
  readonly decider: Decider<State, MessageOf<Handled>, MessageOf<Recorded>, Reference>
  /** The commands and facts it decides. */
  readonly handles: readonly Handled[]
  /** The events its streams hold. */
  readonly events: readonly Recorded[]
  readonly id: (message: MessageOf<Handled>) => string
  /** The master data the decision needs, or {@link missing}. Looked up at every try. */
  readonly reference?: (message: MessageOf<Handled>, refs: Refs, plant: string) => Reference | Missing
  /**
   * What a decision must know of earlier messages that the state no longer holds: their ids, or ids that an event of
   * theirs claimed. They are read from the log before it decides (`given.past`), and this is asked again with them
   * until it names nothing new. A lookup each, whatever the length of the stream; name none for what comes often.
   */
  readonly looksBack?: (state: State, message: MessageOf<Handled>, past: Past) => readonly string[]
  /** Ids beside the message's own by which an event's message is found at any distance, and which it keeps for ever. */
  readonly claims?: (event: MessageOf<Recorded>) => readonly string[]
  /** Change it whenever what `evolve` makes of the same events changes: snapshots of another shape are not read. */
  readonly shape?: string
  readonly snapshotEvery?: number
  readonly window?: number
}

/** An aggregate as the lanes run it, its types put aside. */
export interface Aggregate {
  readonly context: Context
  readonly name: string
  readonly decider: Decider<unknown, Message, Message, unknown>
  readonly handles: readonly AnyContract[]
  readonly events: readonly AnyContract[]
  readonly id: (message: Message) => string
  readonly reference: ((message: Message, refs: never, plant: string) => unknown) | undefined
  readonly looksBack: ((state: unknown, message: Message, past: Past) => readonly string[]) | undefined
  readonly claims: ((event: Message) => readonly string[]) | undefined
  readonly shape: string
  readonly snapshotEvery: number
  readonly window: number
}

/** Declares an event-sourced aggregate; wiring as data. */
export function aggregate<
  State,
  Handled extends AnyContract,
  Recorded extends AnyContract,
  Reference = undefined,
  Refs extends References = References,
>(spec: AggregateSpec<State, Handled, Recorded, Reference, Refs>): Aggregate {
  const { context, name, handles, events, snapshotEvery = SNAPSHOT_EVERY, window = WINDOW } = spec
  return {
    context,
    name,
    handles,
    events,
    snapshotEvery,
    window,
    decider: spec.decider as Aggregate['decider'],
    id: spec.id as Aggregate['id'],
    reference: spec.reference as Aggregate['reference'],
    looksBack: spec.looksBack as Aggregate['looksBack'],
    claims: spec.claims as Aggregate['claims'],
    shape: `${spec.shape ?? '1'}.${fingerprint(spec.decider, events)}`,
  }
}
