import { CancelWorkOrder } from './commands/cancel-work-order.ts'
import { CloseWorkOrder } from './commands/close-work-order.ts'
import { CompleteWorkOrder } from './commands/complete-work-order.ts'
import { ConsumeMaterial } from './commands/consume-material.ts'
import { ReleaseWorkOrder } from './commands/release-work-order.ts'
import { ReportOutput } from './commands/report-output.ts'
import { StartWorkOrder } from './commands/start-work-order.ts'
import { MaterialConsumed } from './events/material-consumed.ts'
import { OutputDeferred } from './events/output-deferred.ts'
import { OutputProduced } from './events/output-produced.ts'
import { WorkOrderCancelled } from './events/work-order-cancelled.ts'
import { WorkOrderClosed } from './events/work-order-closed.ts'
import { WorkOrderCompleted } from './events/work-order-completed.ts'
import { WorkOrderExceptionCleared } from './events/work-order-exception-cleared.ts'
import { WorkOrderExceptionRaised } from './events/work-order-exception-raised.ts'
import { WorkOrderReleased } from './events/work-order-released.ts'
import { WorkOrderStarted } from './events/work-order-started.ts'
import { MaterialConsumptionReported } from './facts/material-consumption-reported.ts'
import { OutputReported } from './facts/output-reported.ts'
import { WorkOrderCancellationReported } from './facts/work-order-cancellation-reported.ts'
import { WorkOrderCloseReported } from './facts/work-order-close-reported.ts'
import { WorkOrderCompletionReported } from './facts/work-order-completion-reported.ts'
import { WorkOrderReleaseReported } from './facts/work-order-release-reported.ts'
import { WorkOrderStartReported } from './facts/work-order-start-reported.ts'

export { CancelWorkOrder } from './commands/cancel-work-order.ts'
export { CloseWorkOrder } from './commands/close-work-order.ts'
export { CompleteWorkOrder } from './commands/complete-work-order.ts'
export { ConsumeMaterial } from './commands/consume-material.ts'
export { ReleaseWorkOrder } from './commands/release-work-order.ts'
export { ReportOutput } from './commands/report-output.ts'
export { StartWorkOrder } from './commands/start-work-order.ts'
export { MaterialConsumed } from './events/material-consumed.ts'
export { OutputDeferred } from './events/output-deferred.ts'
export { OutputProduced } from './events/output-produced.ts'
export { WorkOrderCancelled } from './events/work-order-cancelled.ts'
export { WorkOrderClosed } from './events/work-order-closed.ts'
export { WorkOrderCompleted } from './events/work-order-completed.ts'
export { WorkOrderExceptionCleared } from './events/work-order-exception-cleared.ts'
export { WorkOrderExceptionCode, WorkOrderExceptionRaised } from './events/work-order-exception-raised.ts'
export { WorkOrderReleased } from './events/work-order-released.ts'
export { WorkOrderStarted } from './events/work-order-started.ts'
export { MaterialConsumptionReported } from './facts/material-consumption-reported.ts'
export { OutputReported } from './facts/output-reported.ts'
export { WorkOrderCancellationReported } from './facts/work-order-cancellation-reported.ts'
export { WorkOrderCloseReported } from './facts/work-order-close-reported.ts'
export { WorkOrderCompletionReported } from './facts/work-order-completion-reported.ts'
export { WorkOrderReleaseReported } from './facts/work-order-release-reported.ts'
export { WorkOrderStartReported } from './facts/work-order-start-reported.ts'
export { WorkOrderStatus } from './fields.ts'

export const productionContracts = [
  MaterialConsumptionReported,
  OutputReported,
  WorkOrderCancellationReported,
  WorkOrderCloseReported,
  WorkOrderCompletionReported,
  WorkOrderReleaseReported,
  WorkOrderStartReported,
  CancelWorkOrder,
  CloseWorkOrder,
  CompleteWorkOrder,
  ConsumeMaterial,
  ReleaseWorkOrder,
  ReportOutput,
  StartWorkOrder,
  MaterialConsumed,
  OutputDeferred,
  OutputProduced,
  WorkOrderCancelled,
  WorkOrderClosed,
  WorkOrderCompleted,
  WorkOrderExceptionCleared,
  WorkOrderExceptionRaised,
  WorkOrderReleased,
  WorkOrderStarted,
] as const
