import {
  BackorderRunRequested,
  BackorderRunStarted,
  BackordersDecided,
  BackordersFound,
  DemandCancelled,
  DemandScheduled,
  HoldPlaced,
  HoldReleased,
  MaterialConsumed,
  OrderPromiseAnswered,
  OrderPromiseCancelled,
  OrderPromised,
  OrderPromiseRefused,
  OrderPromiseRequested,
  OutputProduced,
  PromiseOrder,
  PromiseRefused,
  PromiseSettled,
  PromisesRedistributed,
  ReorderPointCleared,
  ReorderPointReached,
  RunBackorders,
  StockExceptionCleared,
  StockExceptionRaised,
  StockPromised,
  TransferRecalled,
  TransferRecallRefused,
  TransferRecallRequested,
  TransferShipped,
  UsageDecided,
  WorkOrderCancelled,
  WorkOrderClosed,
  WorkOrderCompleted,
  WorkOrderExceptionCleared,
  WorkOrderExceptionRaised,
  WorkOrderReleased,
} from '@takt/contracts'
import { aggregate, defineService, on } from '@takt/service'
import { Alert, alertEvents, alertMessages } from './domain/alert.ts'
import { BackorderRun, backorderRunEvents, backorderRunMessages } from './domain/backorder-run.ts'
import {
  OrderPromise,
  orderPromiseEvents,
  orderPromiseMessages,
} from './domain/order-promise/order-promise.ts'
import { askItems, recordRunAnswer, recordRunItems } from './flows/backorder-run.ts'
import { placeStockHold, releaseStockHold } from './flows/hold.ts'
import { postConsumption } from './flows/material-consumed.ts'
import {
  answerPromised,
  answerRefused,
  askNextSources,
  askSources,
  giveBackCancelled,
  giveBackRefused,
  settleSources,
} from './flows/order-promise.ts'
import {
  tellCancelled,
  tellPromised,
  tellRun,
  tellScheduled,
  tellSettled,
} from './flows/order-promise-kept.ts'
import { postProductionReceipt } from './flows/output-produced.ts'
import { clearReorderAlert, requestReplenishment } from './flows/reorder-point.ts'
import { alertStockException, clearStockException } from './flows/stock-exception.ts'
import { postRecallRefused, postTransferRecall, recallTransfer } from './flows/transfer-recall.ts'
import { expectTransfer } from './flows/transfer-shipped.ts'
import { postUsageDecision } from './flows/usage-decided.ts'
import { cancelWhatIsLeft } from './flows/work-order-ended.ts'
import { alertWorkOrderException, clearWorkOrderException } from './flows/work-order-exception.ts'
import { scheduleWorkOrder } from './flows/work-order-released.ts'
import { type Copies, orderReference, references, unknownItemOf } from './master-data.ts'
import { unansweredOrders, unansweredRuns } from './sweeps.ts'
import { views } from './views/index.ts'

export const orchestration = defineService({
  name: 'orchestration',
  aggregates: [
    aggregate({
      context: 'orchestration',
      name: 'alert',
      decider: Alert,
      handles: alertMessages,
      events: alertEvents,
      id: ({ data }) => data.alert,
    }),
    aggregate({
      context: 'orchestration',
      name: 'orderPromise',
      decider: OrderPromise,
      handles: orderPromiseMessages,
      events: orderPromiseEvents,
      id: ({ data }) => data.order,
      reference: (message, refs: Copies) =>
        PromiseOrder.is(message) ? orderReference(message.data, refs) : undefined,
    }),
    aggregate({
      context: 'orchestration',
      name: 'backorderRun',
      decider: BackorderRun,
      handles: backorderRunMessages,
      events: backorderRunEvents,
      id: ({ data }) => data.run,
      reference: (message, refs: Copies, plant) =>
        RunBackorders.is(message) ? unknownItemOf(message.data, refs, plant) : undefined,
    }),
  ],
  references,
  reactions: [
    on(WorkOrderReleased, 'schedule-work-order', scheduleWorkOrder),
    on(MaterialConsumed, 'post-consumption', postConsumption),
    on(OutputProduced, 'post-production-receipt', postProductionReceipt),
    on(WorkOrderCompleted, 'cancel-what-is-left', cancelWhatIsLeft),
    on(WorkOrderClosed, 'cancel-what-is-left', cancelWhatIsLeft),
    on(WorkOrderCancelled, 'cancel-what-is-left', cancelWhatIsLeft),
    on(WorkOrderExceptionRaised, 'alert-work-order-exception', alertWorkOrderException),
    on(WorkOrderExceptionCleared, 'clear-work-order-exception', clearWorkOrderException),
    on(HoldPlaced, 'place-stock-hold', placeStockHold),
    on(HoldReleased, 'release-stock-hold', releaseStockHold),
    on(TransferShipped, 'expect-transfer', expectTransfer),
    on(TransferRecallRequested, 'recall-transfer', recallTransfer),
    on(TransferRecalled, 'post-transfer-recall', postTransferRecall),
    on(TransferRecallRefused, 'post-recall-refused', postRecallRefused),
    on(UsageDecided, 'post-usage-decision', postUsageDecision),
    on(ReorderPointReached, 'request-replenishment', requestReplenishment),
    on(ReorderPointCleared, 'clear-reorder-alert', clearReorderAlert),
    on(StockExceptionRaised, 'alert-stock-exception', alertStockException),
    on(StockExceptionCleared, 'clear-stock-exception', clearStockException),
    on(OrderPromiseRequested, 'ask-sources', askSources),
    on(OrderPromiseAnswered, 'ask-next-sources', askNextSources),
    on(OrderPromised, 'settle-sources', settleSources),
    on(OrderPromiseRefused, 'give-back-refused', giveBackRefused),
    on(OrderPromiseCancelled, 'give-back-cancelled', giveBackCancelled),
    on(StockPromised, 'answer-promised', answerPromised),
    on(PromiseRefused, 'answer-refused', answerRefused),
    on(PromisesRedistributed, 'tell-run', tellRun),
    on(DemandCancelled, 'tell-cancelled', tellCancelled),
    on(DemandScheduled, 'tell-scheduled', tellScheduled),
    on(StockPromised, 'tell-promised', tellPromised),
    on(PromiseSettled, 'tell-settled', tellSettled),
    on(BackorderRunRequested, 'ask-items', askItems),
    on(BackorderRunStarted, 'ask-items', askItems),
    on(BackordersFound, 'record-run-items', recordRunItems),
    on(BackordersDecided, 'record-run-answer', recordRunAnswer),
  ],
  views,
  sweeps: [unansweredOrders, unansweredRuns],
})
