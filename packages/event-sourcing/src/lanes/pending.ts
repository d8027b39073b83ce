import type { Past } from '@takt/decider'
import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Incoming } from '../message.ts'
import type { Outcome } from '../outcome.ts'

/** A submitted message until it is answered. */
export interface Pending {
  readonly incoming: Incoming
  readonly aggregate: Aggregate
  readonly stream: string
  /** Whether the events of a duplicate are to be read back. */
  readonly recall: boolean
  /** On the monotonic clock, milliseconds. */
  readonly since: number
  resolve(outcome: Outcome): void
  reject(error: Error): void
  answered: boolean
  /** Rounds it was held for master data, itself or behind another. */
  missingRounds: number
  decideTries: number
  /** An append of it got no answer: what is found in the stream may be its own effect. */
  unsure: boolean
  /** What its decision asked to look back at, as far as it was read. */
  past: Past | undefined
  /** Later arrivals of the same id, answered with it. */
  twins: Pending[] | undefined
}

export function newPending(
  incoming: Incoming,
  route: Pick<Pending, 'aggregate' | 'stream'>,
  recall: boolean,
  resolve: Pending['resolve'],
  reject: Pending['reject'],
): Pending {
  return {
    incoming,
    aggregate: route.aggregate,
    stream: route.stream,
    recall,
    since: performance.now(),
    resolve,
    reject,
    answered: false,
    missingRounds: 0,
    decideTries: 0,
    unsure: false,
    past: undefined,
    twins: undefined,
  }
}
