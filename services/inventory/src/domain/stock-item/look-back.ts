import {
  MovementReversalReported,
  MovementReversed,
  PostTransferRecall,
  ReverseMovement,
} from '@takt/contracts'
import type { Past } from '@takt/decider'
import type { StockItemEvent, StockItemMessage } from './messages.ts'
import { readFor, reversalOf } from './movement-memory.ts'
import type { StockItem } from './state.ts'

const NONE: readonly string[] = []

/** What a decision must read of the item's earlier messages: the movement that it reverses, where it is not kept. */
export const looksBack = (stock: StockItem, message: StockItemMessage, past: Past): readonly string[] =>
  ReverseMovement.is(message) || MovementReversalReported.is(message) || PostTransferRecall.is(message)
    ? readFor(stock, message.data.movement, past)
    : NONE

/** By what an event is found again, at any distance. */
export const claims = (event: StockItemEvent): readonly string[] =>
  MovementReversed.is(event) ? [reversalOf(event.data.movement)] : NONE
