import type { AnyContract, DataOf } from '@takt/contracts'
import type { Message } from '@takt/decider'
import type { Incoming, Missing, References } from '@takt/event-sourcing'
import type { Refusal } from '../envelope/refusal.ts'

/** One of the messages that another one stands for. */
export interface Part {
  /** Its message id: it has one effect under it, whichever message brings it. */
  readonly id: string
  readonly contract: AnyContract
  readonly message: Message
  /** When it happened, where that is not when the whole message says; ISO 8601 in UTC. */
  readonly occurredAt?: string
  /** Tells a repeat from a conflict, where the content as a whole is not what does. */
  readonly hash?: string
}

/** A part that cannot be taken, where the rest is to be taken nonetheless: it is parked by itself. */
export interface RefusedPart {
  readonly id?: string
  /** What is parked, as JSON. */
  readonly data: unknown
  readonly refusal: Refusal
}

export interface Parts {
  readonly parts: readonly Part[]
  readonly refused?: readonly RefusedPart[]
  readonly provisional?: true
}

/** The same, marked as one that master data on its way may better: it is looked at again before it counts. */
export const provisional = <Found extends Parts | Refusal>(
  found: Found,
): Found & { readonly provisional: true } => ({
  ...found,
  provisional: true,
})

/** A message that stands for several of the same service: taken whole, or refused whole. */
export interface Translation {
  readonly contract: AnyContract
  readonly translate: (incoming: Incoming, refs: never) => Parts | Refusal | Missing
  /** The id that a message carries in its data, for one whose envelope has none. */
  readonly idOf: (data: unknown) => string | undefined
}

/**
 * `translate(EpcisCaptured, (incoming, refs) => …)`. Pure. `missing(…)`, and what is `provisional(…)`, is tried again
 * for about two seconds. `idOf` finds the id of a message within its data, for senders whose envelope has none.
 */
export function translate<C extends AnyContract, Refs extends References = References>(
  contract: C,
  translation: (
    incoming: Incoming & { readonly message: Message<string, DataOf<C>> },
    refs: Refs,
  ) => Parts | Refusal | Missing,
  idOf: Translation['idOf'] = () => undefined,
): Translation {
  return { contract, translate: translation as Translation['translate'], idOf }
}
