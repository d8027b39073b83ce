import {
  type AnyContract,
  GoodsIssued,
  GoodsReceived,
  StockAdjusted,
  StockHoldPlaced,
  StockHoldReleased,
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
  [StockHoldPlaced, 'hold'],
  [StockHoldReleased, 'release'],
] as const

export type Moved = Projected<(typeof movements)[number][0]>

export const effectsIn = ({ type, data }: Projected<AnyContract>): Effect[] =>
  effectsOf({ type, data } as StockItemEvent)

/** The unit of an event's amounts: the item's base unit. */
export const unitOf = (data: Moved['data']): string => ('unit' in data ? data.unit : data.quantity.unit)
