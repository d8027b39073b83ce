import {
  GoodsIssued,
  GoodsReceived,
  type LineState,
  negate,
  StockAdjusted,
  StockHoldPlaced,
  StockHoldReleased,
  type StockStatus,
  StockStatusChanged,
  StockTransferred,
} from '@takt/contracts'
import type { StockItemEvent } from './messages.ts'

/** What an event adds to one place, lot and status; below zero where it takes. */
export interface Effect {
  readonly location: string
  readonly lot: string
  readonly status: StockStatus
  readonly amount: string
}

/** All that an event does to stock; the amounts of everything but receipts, issues and adjustments sum to zero. */
export function effectsOf(event: StockItemEvent): Effect[] {
  if (GoodsReceived.is(event) || StockAdjusted.is(event)) {
    const { location, lot, status, quantity } = event.data
    return [{ location, lot, status, amount: quantity.amount }]
  }
  if (GoodsIssued.is(event)) {
    const { location, lot, status, quantity } = event.data
    return [{ location, lot, status, amount: negate(quantity.amount) }]
  }
  if (StockTransferred.is(event)) {
    const { fromLocation, toLocation, lot, status, quantity } = event.data
    return [
      { location: fromLocation, lot, status, amount: negate(quantity.amount) },
      { location: toLocation, lot, status, amount: quantity.amount },
    ]
  }
  if (StockStatusChanged.is(event)) {
    const { location, lot, from, to, quantity } = event.data
    if (from === to) return []
    return change({ location, lot, from, to, amount: quantity.amount })
  }
  if (StockHoldPlaced.is(event)) return event.data.moved.flatMap((part) => change({ ...part, to: 'blocked' }))
  if (StockHoldReleased.is(event))
    return event.data.moved.flatMap((part) => change({ ...part, from: 'blocked' }))
  return []
}

const change = (part: {
  location: string
  lot: string
  from: StockStatus
  to: StockStatus
  amount: string
}): Effect[] => {
  const { location, lot, from, to, amount } = part
  return [
    { location, lot, status: from, amount: negate(amount) },
    { location, lot, status: to, amount },
  ]
}

/** The lines of supply and demand that an event settles. */
export function linesOfEvent({ data }: StockItemEvent): readonly LineState[] {
  if ('demand' in data) return data.demand
  return ('lines' in data ? (data.lines as readonly LineState[] | undefined) : undefined) ?? []
}

/** What a decision did, as far as exceptions depend on it. */
export interface Outcome {
  readonly effects: readonly Effect[]
  readonly events: readonly StockItemEvent[]
  /** How much more is reserved from stock on hand than before; what has expired is not looked at. */
  readonly setAside: string
}
