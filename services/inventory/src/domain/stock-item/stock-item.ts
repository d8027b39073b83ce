import {
  AcknowledgeSupply,
  AdjustStock,
  AllocateStock,
  AllocationReported,
  AllotReservation,
  ApproveStockCount,
  CancelDemand,
  CancelSupply,
  ChangeStockOwner,
  ChangeStockStatus,
  CloseTransfer,
  ConvertReservation,
  DemandCancellationReported,
  DemandReported,
  DescribeLot,
  ExpectTransfer,
  ExpireAllocations,
  ExpireReservations,
  ExtendReservation,
  GoodsIssueReported,
  GoodsReceiptReported,
  GoodsReturnReported,
  IssueGoods,
  LotDescriptionReported,
  MovementReversalReported,
  PlaceStockHold,
  PostConsumption,
  PostProductionReceipt,
  PostTransferRecall,
  PostUsageDecision,
  PromiseForOrder,
  PromiseStock,
  ReallocateStock,
  RecallTransfer,
  ReceiveGoods,
  RedistributeForRun,
  RedistributePromises,
  ReleaseAllocation,
  ReleaseReservation,
  ReleaseStockHold,
  ReportStockCount,
  RequestRecount,
  ReserveStock,
  ReturnGoods,
  ReverseMovement,
  ScheduleDemand,
  ScheduleSupply,
  ScrapReported,
  ScrapStock,
  SettlePromise,
  ShipTransfer,
  StockAdjustmentReported,
  StockCountReported,
  StockOwnerChangeReported,
  StockStatusChangeReported,
  StockTransferReported,
  SupplyAcknowledgementReported,
  SupplyCancellationReported,
  SupplyReported,
  TransferShipmentReported,
  TransferStock,
} from '@takt/contracts'
import { type Decider, type Decision, isRejection } from '@takt/decider'
import { acknowledge } from './acknowledgements.ts'
import { aftermath } from './aftermath.ts'
import { endedAllocations, expireAllocations } from './allocation-ends.ts'
import { allocate, releaseAllocation } from './allocations.ts'
import { type Ask, asked, type StockReference } from './ask.ts'
import { redistribute } from './backorders.ts'
import { redistributeForRun } from './backorders-for-run.ts'
import { withBefore } from './before.ts'
import { approveCount, count, requestRecount } from './counts.ts'
import { reversedAtOnce } from './early-reversal.ts'
import { evolve } from './evolve.ts'
import { placeHold, releaseHold } from './holds.ts'
import { consume, issue } from './issues.ts'
import { describeLot } from './lots.ts'
import type { StockItemEvent, StockItemMessage } from './messages.ts'
import { changeOwner } from './owners.ts'
import { awaitTransfer, closeTransfer, shipTransfer } from './plant-transfers.ts'
import { promise } from './promise.ts'
import { promiseForOrder } from './promise-for-order.ts'
import { expiredQuotes } from './quotes.ts'
import { reallocate } from './reallocation.ts'
import { postRecall, recallTransfer } from './recalls.ts'
import { produce, receive } from './receipts.ts'
import { allotLive } from './reservation-allotment.ts'
import { extend } from './reservation-changes.ts'
import { convert } from './reservation-conversion.ts'
import { expirations, expire, release } from './reservations.ts'
import { reserve } from './reserve.ts'
import { reverse } from './reversal.ts'
import { giveBack, scrap } from './scrap-and-return.ts'
import { settlePromise } from './settle-promise.ts'
import { initialState, type StockItem as State } from './state.ts'
import { unknownStatus } from './statuses.ts'
import { cancelDemand, cancelSupply, scheduleDemand, scheduleSupply } from './supply-demand.ts'
import { adjust, changeStatus, transfer } from './transfers.ts'
import { decideUsage } from './usage-decision.ts'

type Decide<Data> = (stock: State, data: Data, ask: Ask) => Decision<StockItemEvent>
type Decisions = { readonly [M in StockItemMessage as M['type']]: Decide<M['data']> }

const decisions: Decisions = {
  [GoodsReceiptReported.name]: receive,
  [ReceiveGoods.name]: receive,
  [PostProductionReceipt.name]: produce,
  [GoodsIssueReported.name]: issue,
  [IssueGoods.name]: issue,
  [PostConsumption.name]: consume,
  [StockTransferReported.name]: transfer,
  [TransferStock.name]: transfer,
  [StockAdjustmentReported.name]: adjust,
  [AdjustStock.name]: adjust,
  [StockStatusChangeReported.name]: changeStatus,
  [ChangeStockStatus.name]: changeStatus,
  [StockOwnerChangeReported.name]: changeOwner,
  [ChangeStockOwner.name]: changeOwner,
  [LotDescriptionReported.name]: describeLot,
  [DescribeLot.name]: describeLot,
  [MovementReversalReported.name]: reverse,
  [ReverseMovement.name]: reverse,
  [StockCountReported.name]: count,
  [ReportStockCount.name]: count,
  [ApproveStockCount.name]: approveCount,
  [RequestRecount.name]: requestRecount,
  [ScrapReported.name]: scrap,
  [ScrapStock.name]: scrap,
  [GoodsReturnReported.name]: giveBack,
  [ReturnGoods.name]: giveBack,
  [TransferShipmentReported.name]: shipTransfer,
  [ShipTransfer.name]: shipTransfer,
  [ExpectTransfer.name]: awaitTransfer,
  [RecallTransfer.name]: recallTransfer,
  [PostTransferRecall.name]: postRecall,
  [CloseTransfer.name]: closeTransfer,
  [PostUsageDecision.name]: decideUsage,
  [PlaceStockHold.name]: placeHold,
  [ReleaseStockHold.name]: releaseHold,
  [SupplyReported.name]: scheduleSupply,
  [ScheduleSupply.name]: scheduleSupply,
  [SupplyAcknowledgementReported.name]: acknowledge,
  [AcknowledgeSupply.name]: acknowledge,
  [SupplyCancellationReported.name]: cancelSupply,
  [CancelSupply.name]: cancelSupply,
  [DemandReported.name]: scheduleDemand,
  [ScheduleDemand.name]: scheduleDemand,
  [DemandCancellationReported.name]: cancelDemand,
  [CancelDemand.name]: cancelDemand,
  [ReserveStock.name]: reserve,
  [ReleaseReservation.name]: release,
  [ExtendReservation.name]: extend,
  [ConvertReservation.name]: convert,
  [AllotReservation.name]: allotLive,
  [ExpireReservations.name]: expire,
  [PromiseStock.name]: promise,
  [RedistributePromises.name]: redistribute,
  [RedistributeForRun.name]: redistributeForRun,
  [SettlePromise.name]: settlePromise,
  [AllocateStock.name]: allocate,
  [AllocationReported.name]: allocate,
  [ReallocateStock.name]: reallocate,
  [ReleaseAllocation.name]: releaseAllocation,
  [ExpireAllocations.name]: expireAllocations,
  [PromiseForOrder.name]: promiseForOrder,
}

function decided(stock: State, message: StockItemMessage, ask: Ask): Decision<StockItemEvent> {
  const decide = decisions[message.type] as Decide<unknown>
  const decision = unknownStatus(stock, message, ask) ?? decide(stock, message.data, ask)
  if (isRejection(decision)) return decision
  const events = [
    ...expirations(stock, decision, ask),
    ...endedAllocations(stock, ask),
    ...expiredQuotes(stock, decision, ask),
    ...decision.map((event) => withBefore(stock, event)),
  ]
  return events.length === 0 ? events : [...events, ...aftermath(stock, events, ask)]
}

/**
 * One item at one plant: the boundary within which no unit is promised twice. What happened is recorded whatever
 * becomes of the numbers; what is asked for may be refused. Every decision also records the reservations that are
 * past their time, and the exceptions and the reorder point that its events touch.
 */
export const StockItem: Decider<State, StockItemMessage, StockItemEvent, StockReference> = {
  initialState,
  evolve,
  decide(stock, message, given) {
    const events = decided(stock, message, asked(stock, message, given))
    if (isRejection(events)) return events
    const reversed = reversedAtOnce(stock, events, given, decided)
    return reversed.length === 0 ? events : [...events, ...reversed]
  },
}
