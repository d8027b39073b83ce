import {
  type DataOf,
  isPositive,
  ownerOf,
  type PlaceStockHold,
  type ReleaseStockHold,
  StockHoldPlaced,
  StockHoldReleased,
} from '@takt/contracts'
import type { Decision } from '@takt/decider'
import { type Ask, owned } from './ask.ts'
import { own } from './bounded.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'
import { isHeld, standings } from './stock.ts'

const NONE: readonly StockItemEvent[] = []

/** What is usable of the lot (or of every lot) is blocked in the same event. A hold that was released stays so. */
export function placeHold(
  stock: StockItem,
  { hold, item, lot, reason }: DataOf<typeof PlaceStockHold>,
  ask: Ask,
): Decision<StockItemEvent> {
  if (own(stock.holds, hold)) return NONE
  if ((own(stock.releasedHolds.entries, hold) ?? '') >= ask.occurredAt) return NONE
  const moved = []
  for (const { lot: id, location, status: from, owner, amount } of standings(stock, lot))
    if (from !== 'blocked' && isPositive(amount))
      moved.push({ location, lot: id, ...owned(ownerOf(owner)), from, amount })
  const scope = lot === undefined ? {} : { lot }
  const event = { hold, item, ...scope, reason, reportedAt: ask.occurredAt, unit: ask.item.unit, moved }
  return [StockHoldPlaced.create(event)]
}

/**
 * What holds blocked goes back where no other hold covers it. A release that overtakes its hold is remembered, so
 * that the hold has no effect when it comes.
 */
export function releaseHold(
  stock: StockItem,
  { hold, item, lot: said, reason }: DataOf<typeof ReleaseStockHold>,
  ask: Ask,
): Decision<StockItemEvent> {
  const placed = own(stock.holds, hold)
  if (!placed && own(stock.releasedHolds.entries, hold) !== undefined) return NONE
  const lot = placed ? placed.lot : said
  const moved = []
  for (const { lot: id, location, heldFrom: to, owner, amount } of placed ? standings(stock, lot) : [])
    if (to !== undefined && !isHeld(stock, id, hold))
      moved.push({ location, lot: id, ...owned(ownerOf(owner)), to, amount })
  return [
    StockHoldReleased.create({
      hold,
      item,
      ...(lot === undefined ? {} : { lot }),
      ...(reason === undefined ? {} : { reason }),
      reportedAt: ask.occurredAt,
      unit: ask.item.unit,
      ...(placed ? {} : { overtook: true }),
      moved,
    }),
  ]
}
