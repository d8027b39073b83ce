import type { AnyContract, Contract, DataOf, Kind } from '@takt/contracts'

/** A recorded event as a view sees it, its data read as the latest version. Instants are ISO 8601 in UTC. */
export interface Projected<C extends AnyContract = AnyContract> {
  readonly type: C extends Contract<infer Name, infer _, Kind> ? Name : string
  readonly data: DataOf<C>
  readonly id: string
  readonly stream: string
  /** The event's number in its stream, from 0. */
  readonly revision: number
  /** The commit position in the log as a decimal string; grows with every event of the whole log. */
  readonly position: string
  readonly plant: string
  readonly occurredAt: string
  readonly recordedAt: string
  readonly messageId: string
  readonly correlationId: string
  readonly causationId: string | null
  readonly source: string | null
  readonly actor: string | null
}
