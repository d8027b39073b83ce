import {
  DemandCancelled,
  DemandScheduled,
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  type MessageOf,
  MovementReversed,
  PromiseSettled,
  PromisesRedistributed,
  StockAdjusted,
  StockPromised,
  StockStatusChanged,
  SupplyAcknowledged,
  SupplyCancelled,
  SupplyScheduled,
  TransferAwaited,
  TransferClosed,
  TransferRecalled,
} from '@takt/contracts'

/** Events after which more or less of a line is open, and nothing else is said of it. */
export const moving = [
  GoodsReceived,
  GoodsIssued,
  GoodsReturned,
  StockAdjusted,
  StockStatusChanged,
  MovementReversed,
  TransferAwaited,
  TransferRecalled,
  TransferClosed,
  PromisesRedistributed,
] as const

/** All events that settle lines of supply and demand. */
export const settling = [
  ...moving,
  SupplyScheduled,
  SupplyAcknowledged,
  SupplyCancelled,
  DemandScheduled,
  DemandCancelled,
  StockPromised,
  PromiseSettled,
] as const

/** The unit of the lines' amounts; '' where nothing is open of them any more. */
export function unitOfLines(data: MessageOf<(typeof settling)[number]>['data']): string {
  if ('unit' in data) return data.unit
  if ('quantity' in data) return data.quantity.unit
  return 'lost' in data ? data.lost.unit : ''
}
