import {
  defined,
  type HoldPlaced,
  type HoldReleased,
  type MessageOf,
  PlaceStockHold,
  ReleaseStockHold,
} from '@takt/contracts'
import type { Process } from '@takt/decider'

/** What quality holds is blocked in stock at once. */
export const placeStockHold: Process<MessageOf<typeof HoldPlaced>> = ({ data }) => {
  const { stockHold: hold, item, lot, reason, alreadyReleased } = data
  return alreadyReleased ? [] : [{ message: PlaceStockHold.create(defined({ hold, item, lot, reason })) }]
}

/** What quality lets go is as usable in stock as it was. */
export const releaseStockHold: Process<MessageOf<typeof HoldReleased>> = ({ data }) => {
  const { stockHold: hold, item, lot, reason } = data
  if (item === undefined || hold === undefined) return []
  return [{ message: ReleaseStockHold.create(defined({ hold, item, lot, reason })) }]
}
