import { AcknowledgeSupply } from './commands/acknowledge-supply.ts'
import { AdjustStock } from './commands/adjust-stock.ts'
import { AllocateStock } from './commands/allocate-stock.ts'
import { AllotReservation } from './commands/allot-reservation.ts'
import { ApproveStockCount } from './commands/approve-stock-count.ts'
import { CancelDemand } from './commands/cancel-demand.ts'
import { CancelSupply } from './commands/cancel-supply.ts'
import { ChangeStockOwner } from './commands/change-stock-owner.ts'
import { ChangeStockStatus } from './commands/change-stock-status.ts'
import { CloseTransfer } from './commands/close-transfer.ts'
import { ConvertReservation } from './commands/convert-reservation.ts'
import { DescribeLot } from './commands/describe-lot.ts'
import { ExpectTransfer } from './commands/expect-transfer.ts'
import { ExpireAllocations } from './commands/expire-allocations.ts'
import { ExpireReservations } from './commands/expire-reservations.ts'
import { ExtendReservation } from './commands/extend-reservation.ts'
import { FindBackorders } from './commands/find-backorders.ts'
import { IssueGoods } from './commands/issue-goods.ts'
import { PlaceStockHold } from './commands/place-stock-hold.ts'
import { PostConsumption } from './commands/post-consumption.ts'
import { PostProductionReceipt } from './commands/post-production-receipt.ts'
import { PostTransferRecall } from './commands/post-transfer-recall.ts'
import { PostUsageDecision } from './commands/post-usage-decision.ts'
import { PromiseForOrder } from './commands/promise-for-order.ts'
import { PromiseStock } from './commands/promise-stock.ts'
import { ReallocateStock } from './commands/reallocate-stock.ts'
import { RecallTransfer } from './commands/recall-transfer.ts'
import { ReceiveGoods } from './commands/receive-goods.ts'
import { RecordBackorders } from './commands/record-backorders.ts'
import { RedistributeForRun } from './commands/redistribute-for-run.ts'
import { RedistributePromises } from './commands/redistribute-promises.ts'
import { ReleaseAllocation } from './commands/release-allocation.ts'
import { ReleaseReservation } from './commands/release-reservation.ts'
import { ReleaseStockHold } from './commands/release-stock-hold.ts'
import { ReportStockCount } from './commands/report-stock-count.ts'
import { RequestRecount } from './commands/request-recount.ts'
import { ReserveStock } from './commands/reserve-stock.ts'
import { ReturnGoods } from './commands/return-goods.ts'
import { ReverseMovement } from './commands/reverse-movement.ts'
import { ScheduleDemand } from './commands/schedule-demand.ts'
import { ScheduleSupply } from './commands/schedule-supply.ts'
import { ScrapStock } from './commands/scrap-stock.ts'
import { SettlePromise } from './commands/settle-promise.ts'
import { ShipTransfer } from './commands/ship-transfer.ts'
import { TransferStock } from './commands/transfer-stock.ts'
import { epcisContracts } from './epcis/index.ts'
import { AllocationConsumptionChanged } from './events/allocation-consumption-changed.ts'
import { AllocationExpired } from './events/allocation-expired.ts'
import { AllocationPeriodEnded } from './events/allocation-period-ended.ts'
import { AllocationReleased } from './events/allocation-released.ts'
import { BackordersDecided } from './events/backorders-decided.ts'
import { BackordersFound } from './events/backorders-found.ts'
import { BackordersSought } from './events/backorders-sought.ts'
import { DemandCancelled } from './events/demand-cancelled.ts'
import { DemandScheduled } from './events/demand-scheduled.ts'
import { GoodsIssued } from './events/goods-issued.ts'
import { GoodsReceived } from './events/goods-received.ts'
import { GoodsReturned } from './events/goods-returned.ts'
import { LotDescribed } from './events/lot-described.ts'
import { MovementReversed } from './events/movement-reversed.ts'
import { PromiseRefused } from './events/promise-refused.ts'
import { PromiseSettled } from './events/promise-settled.ts'
import { PromisesRedistributed } from './events/promises-redistributed.ts'
import { RecountRequested } from './events/recount-requested.ts'
import { ReorderPointCleared } from './events/reorder-point-cleared.ts'
import { ReorderPointReached } from './events/reorder-point-reached.ts'
import { ReservationAllotted } from './events/reservation-allotted.ts'
import { ReservationExpired } from './events/reservation-expired.ts'
import { ReservationExtended } from './events/reservation-extended.ts'
import { ReservationReleased } from './events/reservation-released.ts'
import { ReversalAwaited } from './events/reversal-awaited.ts'
import { StockAdjusted } from './events/stock-adjusted.ts'
import { StockAllocated } from './events/stock-allocated.ts'
import { StockCountApproved } from './events/stock-count-approved.ts'
import { StockCounted } from './events/stock-counted.ts'
import { StockExceptionCleared } from './events/stock-exception-cleared.ts'
import { StockExceptionRaised } from './events/stock-exception-raised.ts'
import { StockHoldPlaced } from './events/stock-hold-placed.ts'
import { StockHoldReleased } from './events/stock-hold-released.ts'
import { StockOwnerChanged } from './events/stock-owner-changed.ts'
import { StockPromised } from './events/stock-promised.ts'
import { StockReallocated } from './events/stock-reallocated.ts'
import { StockReserved } from './events/stock-reserved.ts'
import { StockScrapped } from './events/stock-scrapped.ts'
import { StockStatusChanged } from './events/stock-status-changed.ts'
import { StockTransferred } from './events/stock-transferred.ts'
import { SupplyAcknowledged } from './events/supply-acknowledged.ts'
import { SupplyCancelled } from './events/supply-cancelled.ts'
import { SupplyScheduled } from './events/supply-scheduled.ts'
import { TransferAwaited } from './events/transfer-awaited.ts'
import { TransferClosed } from './events/transfer-closed.ts'
import { TransferRecallFailed } from './events/transfer-recall-failed.ts'
import { TransferRecallRefused } from './events/transfer-recall-refused.ts'
import { TransferRecallRequested } from './events/transfer-recall-requested.ts'
import { TransferRecalled } from './events/transfer-recalled.ts'
import { TransferShipped } from './events/transfer-shipped.ts'
import { AllocationReported } from './facts/allocation-reported.ts'
import { DemandCancellationReported } from './facts/demand-cancellation-reported.ts'
import { DemandReported } from './facts/demand-reported.ts'
import { EpcisCaptured } from './facts/epcis-captured.ts'
import { GoodsIssueReported } from './facts/goods-issue-reported.ts'
import { GoodsReceiptReported } from './facts/goods-receipt-reported.ts'
import { GoodsReturnReported } from './facts/goods-return-reported.ts'
import { LotDescriptionReported } from './facts/lot-description-reported.ts'
import { MovementReversalReported } from './facts/movement-reversal-reported.ts'
import { ScrapReported } from './facts/scrap-reported.ts'
import { StockAdjustmentReported } from './facts/stock-adjustment-reported.ts'
import { StockCountReported } from './facts/stock-count-reported.ts'
import { StockOwnerChangeReported } from './facts/stock-owner-change-reported.ts'
import { StockStatusChangeReported } from './facts/stock-status-change-reported.ts'
import { StockTransferReported } from './facts/stock-transfer-reported.ts'
import { SupplyAcknowledgementReported } from './facts/supply-acknowledgement-reported.ts'
import { SupplyCancellationReported } from './facts/supply-cancellation-reported.ts'
import { SupplyReported } from './facts/supply-reported.ts'
import { TransferShipmentReported } from './facts/transfer-shipment-reported.ts'
import { PreviewBackorders } from './queries/preview-backorders.ts'
import { StockAsOf } from './queries/stock-as-of.ts'

export {
  CarryOver as CarryOverPolicy,
  type PeriodState,
  POOL_PERIODS,
  type PoolState,
} from './allocation-fields.ts'
export type { Allotment, HardReservation, ReservationStrategy } from './allotment.ts'
export * from './atp/index.ts'
export { BackorderClass, type RedistributedLine } from './backorder-fields.ts'
export { type ItemOutcome, RUN_ITEMS } from './backorder-run-fields.ts'
export {
  type BackorderFilter,
  BackorderSelection,
  type BackorderSort,
  SELECTED_LINES,
  type WhichLines,
} from './backorder-selection.ts'
export { AcknowledgeSupply } from './commands/acknowledge-supply.ts'
export { AdjustStock } from './commands/adjust-stock.ts'
export { AllocateStock } from './commands/allocate-stock.ts'
export { AllotReservation } from './commands/allot-reservation.ts'
export { ApproveStockCount } from './commands/approve-stock-count.ts'
export { CancelDemand } from './commands/cancel-demand.ts'
export { CancelSupply } from './commands/cancel-supply.ts'
export { ChangeStockOwner } from './commands/change-stock-owner.ts'
export { ChangeStockStatus } from './commands/change-stock-status.ts'
export { CloseTransfer } from './commands/close-transfer.ts'
export { ConvertReservation } from './commands/convert-reservation.ts'
export { DescribeLot } from './commands/describe-lot.ts'
export { ExpectTransfer } from './commands/expect-transfer.ts'
export { ExpireAllocations } from './commands/expire-allocations.ts'
export { ExpireReservations } from './commands/expire-reservations.ts'
export { ExtendReservation } from './commands/extend-reservation.ts'
export { FindBackorders } from './commands/find-backorders.ts'
export { IssueGoods } from './commands/issue-goods.ts'
export { PlaceStockHold } from './commands/place-stock-hold.ts'
export { PostConsumption } from './commands/post-consumption.ts'
export { PostProductionReceipt } from './commands/post-production-receipt.ts'
export { PostTransferRecall } from './commands/post-transfer-recall.ts'
export { PostUsageDecision } from './commands/post-usage-decision.ts'
export { PromiseForOrder } from './commands/promise-for-order.ts'
export { PromiseStock } from './commands/promise-stock.ts'
export { ReallocateStock } from './commands/reallocate-stock.ts'
export { RecallTransfer } from './commands/recall-transfer.ts'
export { ReceiveGoods } from './commands/receive-goods.ts'
export { RecordBackorders } from './commands/record-backorders.ts'
export { RedistributeForRun } from './commands/redistribute-for-run.ts'
export { RedistributePromises } from './commands/redistribute-promises.ts'
export { ReleaseAllocation } from './commands/release-allocation.ts'
export { ReleaseReservation } from './commands/release-reservation.ts'
export { ReleaseStockHold } from './commands/release-stock-hold.ts'
export { ReportStockCount } from './commands/report-stock-count.ts'
export { RequestRecount } from './commands/request-recount.ts'
export { ReserveStock } from './commands/reserve-stock.ts'
export { ReturnGoods } from './commands/return-goods.ts'
export { ReverseMovement } from './commands/reverse-movement.ts'
export { ScheduleDemand } from './commands/schedule-demand.ts'
export { ScheduleSupply } from './commands/schedule-supply.ts'
export { ScrapStock } from './commands/scrap-stock.ts'
export { SettlePromise } from './commands/settle-promise.ts'
export { ShipTransfer } from './commands/ship-transfer.ts'
export { TransferStock } from './commands/transfer-stock.ts'
export * from './epcis/index.ts'
export { AllocationConsumptionChanged } from './events/allocation-consumption-changed.ts'
export { AllocationExpired } from './events/allocation-expired.ts'
export { AllocationPeriodEnded } from './events/allocation-period-ended.ts'
export { AllocationReleased } from './events/allocation-released.ts'
export { BackordersDecided } from './events/backorders-decided.ts'
export { BackordersFound } from './events/backorders-found.ts'
export { BackordersSought } from './events/backorders-sought.ts'
export { DemandCancelled } from './events/demand-cancelled.ts'
export { DemandScheduled } from './events/demand-scheduled.ts'
export { GoodsIssued } from './events/goods-issued.ts'
export { GoodsReceived } from './events/goods-received.ts'
export { GoodsReturned } from './events/goods-returned.ts'
export { LotDescribed } from './events/lot-described.ts'
export { MovementReversed } from './events/movement-reversed.ts'
export { PromiseRefused } from './events/promise-refused.ts'
export { PromiseSettled } from './events/promise-settled.ts'
export { PromisesRedistributed } from './events/promises-redistributed.ts'
export { RecountRequested } from './events/recount-requested.ts'
export { ReorderPointCleared } from './events/reorder-point-cleared.ts'
export { ReorderPointReached } from './events/reorder-point-reached.ts'
export { ReservationAllotted } from './events/reservation-allotted.ts'
export { ReservationExpired } from './events/reservation-expired.ts'
export { ReservationExtended } from './events/reservation-extended.ts'
export { ReservationReleased } from './events/reservation-released.ts'
export { ReversalAwaited } from './events/reversal-awaited.ts'
export { StockAdjusted } from './events/stock-adjusted.ts'
export { StockAllocated } from './events/stock-allocated.ts'
export { StockCountApproved } from './events/stock-count-approved.ts'
export { StockCounted } from './events/stock-counted.ts'
export { StockExceptionCleared } from './events/stock-exception-cleared.ts'
export { StockExceptionRaised } from './events/stock-exception-raised.ts'
export { StockHoldPlaced } from './events/stock-hold-placed.ts'
export { StockHoldReleased } from './events/stock-hold-released.ts'
export { StockOwnerChanged } from './events/stock-owner-changed.ts'
export { StockPromised } from './events/stock-promised.ts'
export { StockReallocated } from './events/stock-reallocated.ts'
export { StockReserved } from './events/stock-reserved.ts'
export { StockScrapped } from './events/stock-scrapped.ts'
export { StockStatusChanged } from './events/stock-status-changed.ts'
export { StockTransferred } from './events/stock-transferred.ts'
export { SupplyAcknowledged } from './events/supply-acknowledged.ts'
export { SupplyCancelled } from './events/supply-cancelled.ts'
export { SupplyScheduled } from './events/supply-scheduled.ts'
export { TransferAwaited } from './events/transfer-awaited.ts'
export { TransferClosed } from './events/transfer-closed.ts'
export { TransferRecallFailed } from './events/transfer-recall-failed.ts'
export { TransferRecallRefused } from './events/transfer-recall-refused.ts'
export { TransferRecallRequested } from './events/transfer-recall-requested.ts'
export { TransferRecalled } from './events/transfer-recalled.ts'
export { TransferShipped } from './events/transfer-shipped.ts'
export { AllocationReported } from './facts/allocation-reported.ts'
export { DemandCancellationReported } from './facts/demand-cancellation-reported.ts'
export { DemandReported } from './facts/demand-reported.ts'
export { EpcisCaptured } from './facts/epcis-captured.ts'
export { GoodsIssueReported } from './facts/goods-issue-reported.ts'
export { GoodsReceiptReported } from './facts/goods-receipt-reported.ts'
export { GoodsReturnReported } from './facts/goods-return-reported.ts'
export { LotDescriptionReported } from './facts/lot-description-reported.ts'
export { MovementReversalReported } from './facts/movement-reversal-reported.ts'
export { ScrapReported } from './facts/scrap-reported.ts'
export { StockAdjustmentReported } from './facts/stock-adjustment-reported.ts'
export { StockCountReported } from './facts/stock-count-reported.ts'
export { StockOwnerChangeReported } from './facts/stock-owner-change-reported.ts'
export { StockStatusChangeReported } from './facts/stock-status-change-reported.ts'
export { StockTransferReported } from './facts/stock-transfer-reported.ts'
export { SupplyAcknowledgementReported } from './facts/supply-acknowledgement-reported.ts'
export { SupplyCancellationReported } from './facts/supply-cancellation-reported.ts'
export { SupplyReported } from './facts/supply-reported.ts'
export { TransferShipmentReported } from './facts/transfer-shipment-reported.ts'
export {
  type DatedAmount,
  DocumentRef,
  DocumentType,
  type LineState,
  type ReservationState,
  type ReservationUse,
  type ScheduledAmount,
  type StockEffect,
  StockExceptionCode,
} from './fields.ts'
export { LOT_ATTRIBUTES, type LotAbout } from './lot.ts'
export type { Before } from './moved.ts'
export { isPromisable, Owner, ownerKey, ownerOf } from './owner.ts'
export { type Alternative, type LineRefusal, PromisePolicy } from './promise-fields.ts'
export { PreviewBackorders, type PreviewBackordersAnswer } from './queries/preview-backorders.ts'
export { type FirstOf, MAX_AS_OF_ROWS, StockAsOf, type StockAsOfAnswer } from './queries/stock-as-of.ts'
export { RESERVATION_LINES } from './reservation-fields.ts'
export { MAX_SERIALS } from './serials.ts'
export {
  BASE_STATUSES,
  countedStock,
  type StatusSettings,
  type StatusUse,
  type StockByStatus,
  StockStatus,
  statusesOf,
  statusUse,
  type UsableStatus,
  usableStock,
} from './stock-status.ts'

export const inventoryContracts = [
  ExtendReservation,
  ConvertReservation,
  AllotReservation,
  ReservationExtended,
  ReservationAllotted,
  DemandCancellationReported,
  DemandReported,
  EpcisCaptured,
  GoodsIssueReported,
  GoodsReceiptReported,
  LotDescriptionReported,
  StockAdjustmentReported,
  StockOwnerChangeReported,
  StockStatusChangeReported,
  StockTransferReported,
  SupplyAcknowledgementReported,
  SupplyCancellationReported,
  SupplyReported,
  AcknowledgeSupply,
  AdjustStock,
  CancelDemand,
  CancelSupply,
  ChangeStockOwner,
  ChangeStockStatus,
  DescribeLot,
  ExpireReservations,
  IssueGoods,
  PlaceStockHold,
  PostConsumption,
  PostProductionReceipt,
  PostUsageDecision,
  PromiseForOrder,
  PromiseStock,
  ReceiveGoods,
  ReleaseReservation,
  ReleaseStockHold,
  ReserveStock,
  ScheduleDemand,
  ScheduleSupply,
  TransferStock,
  DemandCancelled,
  DemandScheduled,
  GoodsIssued,
  GoodsReceived,
  LotDescribed,
  PromiseRefused,
  ReorderPointCleared,
  ReorderPointReached,
  ReservationExpired,
  ReservationReleased,
  StockAdjusted,
  StockExceptionCleared,
  StockExceptionRaised,
  StockHoldPlaced,
  StockHoldReleased,
  StockOwnerChanged,
  StockPromised,
  StockReserved,
  StockStatusChanged,
  StockTransferred,
  SupplyAcknowledged,
  SupplyCancelled,
  SupplyScheduled,
  MovementReversalReported,
  ReverseMovement,
  MovementReversed,
  ReversalAwaited,
  AllocateStock,
  ReallocateStock,
  ReleaseAllocation,
  ExpireAllocations,
  StockAllocated,
  StockReallocated,
  AllocationReleased,
  AllocationExpired,
  AllocationPeriodEnded,
  AllocationConsumptionChanged,
  AllocationReported,
  StockCountReported,
  ReportStockCount,
  ApproveStockCount,
  RequestRecount,
  StockCounted,
  StockCountApproved,
  RecountRequested,
  ScrapReported,
  ScrapStock,
  StockScrapped,
  GoodsReturnReported,
  ReturnGoods,
  GoodsReturned,
  StockAsOf,
  PreviewBackorders,
  FindBackorders,
  RecordBackorders,
  RedistributeForRun,
  BackordersDecided,
  BackordersFound,
  BackordersSought,
  RedistributePromises,
  PromisesRedistributed,
  SettlePromise,
  PromiseSettled,
  TransferShipmentReported,
  ShipTransfer,
  ExpectTransfer,
  CloseTransfer,
  TransferShipped,
  TransferAwaited,
  TransferClosed,
  TransferRecallFailed,
  TransferRecallRefused,
  TransferRecallRequested,
  TransferRecalled,
  PostTransferRecall,
  RecallTransfer,
  ...epcisContracts,
] as const
