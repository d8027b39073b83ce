import {
  type DataOf,
  defined,
  type ReverseMovement,
  TransferRecallRequested,
  type TransferShipped,
} from '@takt/contracts'
import { type Decision, reject } from '@takt/decider'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'

const NONE: readonly StockItemEvent[] = []

/** Goods that left for another plant are taken back only if that one says that all of them are in transit still. */
export function requestRecall(
  stock: StockItem,
  { item, movement, reason }: DataOf<typeof ReverseMovement>,
  { lot: _lot, expiresOn: _expiresOn, ...shipment }: DataOf<typeof TransferShipped>,
  { messageId: reversal, refusable }: Ask,
): Decision<StockItemEvent> {
  const pending = own(stock.recalls, movement)
  if (pending === undefined)
    return [TransferRecallRequested.create(defined({ ...shipment, movement, reversal, reason }))]
  if (!refusable || pending === reversal) return NONE
  return reject(
    'recall-pending',
    `Shipment ${movement} of ${item} is to be reversed by ${pending} already: ${shipment.toPlant} has not answered yet.`,
    { item, movement, reversal: pending, toPlant: shipment.toPlant },
  )
}
