import {
  type AnyContract,
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  MovementReversed,
  StockAdjusted,
  StockCountApproved,
  StockHoldPlaced,
  StockHoldReleased,
  StockOwnerChanged,
  StockScrapped,
  StockStatusChanged,
  StockTransferred,
} from '@takt/contracts'
import type { Projected } from '@takt/projections'
import { type Effect, effectsOf } from '../domain/stock-item/effects.ts'
import type { StockItemEvent } from '../domain/stock-item/messages.ts'

/** The events that move stock, and what each is called in the list of movements. */
export const movements = [
  [GoodsReceived, 'receipt'],
  [GoodsIssued, 'issue'],
  [StockTransferred, 'transfer'],
  [StockAdjusted, 'adjustment'],
  [StockStatusChanged, 'statusChange'],
  [StockOwnerChanged, 'ownerChange'],
  [StockCountApproved, 'count'],
  [StockScrapped, 'scrap'],
  [GoodsReturned, 'return'],
  [MovementReversed, 'reversal'],
  [StockHoldPlaced, 'hold'],
  [StockHoldReleased, 'release'],
] as const

export type Moved = Projected<(typeof movements)[number][0]>

/** What readers see of an event's effects: from blocked to blocked (of a hold, or not) is nothing to them. */
export function effectsIn({ type, data }: Projected<AnyContract>): Effect[] {
  const effects = effectsOf({ type, data } as StockItemEvent)
  return StockStatusChanged.is({ type, data }) && effects[0]?.status === effects[1]?.status ? [] : effects
}

/** The unit of an event's amounts: the item's base unit. */
export const unitOf = (data: Moved['data']): string => ('unit' in data ? data.unit : data.quantity.unit)
