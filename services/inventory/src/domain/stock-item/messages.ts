import {
  AdjustStock,
  CancelDemand,
  CancelSupply,
  ChangeStockOwner,
  ChangeStockStatus,
  type DataOf,
  DemandCancellationReported,
  DemandCancelled,
  DemandReported,
  DemandScheduled,
  DescribeLot,
  ExpireReservations,
  GoodsIssued,
  GoodsIssueReported,
  GoodsReceiptReported,
  GoodsReceived,
  IssueGoods,
  LotDescribed,
  LotDescriptionReported,
  type MessageOf,
  MovementReversalReported,
  MovementReversed,
  PlaceStockHold,
  PostConsumption,
  PostProductionReceipt,
  PostUsageDecision,
  PromiseStock,
  ReceiveGoods,
  ReleaseReservation,
  ReleaseStockHold,
  ReorderPointCleared,
  ReorderPointReached,
  ReservationExpired,
  ReservationReleased,
  ReserveStock,
  ReverseMovement,
  ScheduleDemand,
  ScheduleSupply,
  StockAdjusted,
  StockAdjustmentReported,
  StockExceptionCleared,
  StockExceptionRaised,
  StockHoldPlaced,
  StockHoldReleased,
  StockOwnerChanged,
  StockOwnerChangeReported,
  StockPromised,
  StockReserved,
  StockStatusChanged,
  StockStatusChangeReported,
  StockTransferReported,
  StockTransferred,
  SupplyCancellationReported,
  SupplyCancelled,
  SupplyReported,
  SupplyScheduled,
  TransferStock,
} from '@takt/contracts'

/** What somebody asks for: it may be refused. */
const requests = [
  ReceiveGoods,
  IssueGoods,
  TransferStock,
  AdjustStock,
  ChangeStockStatus,
  ChangeStockOwner,
  DescribeLot,
  ReverseMovement,
  ScheduleSupply,
  ScheduleDemand,
  CancelSupply,
  CancelDemand,
  ReserveStock,
  ReleaseReservation,
  PromiseStock,
] as const

/** What happened already, on the floor or in another context: it is never refused. */
const observations = [
  GoodsReceiptReported,
  GoodsIssueReported,
  StockTransferReported,
  StockAdjustmentReported,
  StockStatusChangeReported,
  StockOwnerChangeReported,
  LotDescriptionReported,
  MovementReversalReported,
  SupplyReported,
  DemandReported,
  SupplyCancellationReported,
  DemandCancellationReported,
  PostConsumption,
  PostProductionReceipt,
  PlaceStockHold,
  ReleaseStockHold,
  PostUsageDecision,
  ExpireReservations,
] as const

export const stockItemMessages = [...requests, ...observations] as const
export type StockItemMessage = MessageOf<(typeof stockItemMessages)[number]>

export const stockItemEvents = [
  GoodsReceived,
  GoodsIssued,
  StockTransferred,
  StockAdjusted,
  StockStatusChanged,
  StockOwnerChanged,
  LotDescribed,
  MovementReversed,
  SupplyScheduled,
  SupplyCancelled,
  DemandScheduled,
  DemandCancelled,
  StockReserved,
  ReservationReleased,
  ReservationExpired,
  StockPromised,
  StockHoldPlaced,
  StockHoldReleased,
  ReorderPointReached,
  ReorderPointCleared,
  StockExceptionRaised,
  StockExceptionCleared,
] as const
export type StockItemEvent = MessageOf<(typeof stockItemEvents)[number]>

const requestNames: ReadonlySet<string> = new Set(requests.map((c) => c.name))
export const isRequest = (message: { readonly type: string }): boolean => requestNames.has(message.type)

export type Receipt = DataOf<typeof ReceiveGoods>
export type Issue = DataOf<typeof IssueGoods>
export type Transfer = DataOf<typeof TransferStock>
export type Adjustment = DataOf<typeof AdjustStock>
export type StatusChange = DataOf<typeof ChangeStockStatus>
export type OwnerChange = DataOf<typeof ChangeStockOwner>
export type LotDescription = DataOf<typeof DescribeLot>
export type Supply = DataOf<typeof ScheduleSupply>
export type Demand = DataOf<typeof ScheduleDemand>
export type LineCancellation = DataOf<typeof CancelSupply>
