import type { Problem } from '@takt/contracts'
import type { RawMessage } from '@takt/event-sourcing'

/** A message that cannot be handled, with why. */
export interface ParkRequest {
  readonly raw: RawMessage
  readonly code: string
  readonly sentence: string
  readonly problems?: readonly Problem[]
  /** The message id, where one could be read. */
  readonly id?: string
  readonly source?: string
  /** What of its data could be read: names the item, order or lot it concerns. */
  readonly data?: unknown
  readonly tries: number
}

/** Resolves when the parked message is in the log: only then may it be acknowledged. */
export type Park = (request: ParkRequest) => Promise<void>
