import {
  CancelWorkOrder,
  CloseWorkOrder,
  CompleteWorkOrder,
  ConsumeMaterial,
  MaterialConsumed,
  MaterialConsumptionReported,
  type MessageOf,
  OutputDeferred,
  OutputProduced,
  OutputReported,
  ReleaseWorkOrder,
  ReportOutput,
  StartWorkOrder,
  WorkOrderCancellationReported,
  WorkOrderCancelled,
  WorkOrderClosed,
  WorkOrderCloseReported,
  WorkOrderCompleted,
  WorkOrderCompletionReported,
  WorkOrderExceptionCleared,
  WorkOrderExceptionRaised,
  WorkOrderReleased,
  WorkOrderReleaseReported,
  WorkOrderStarted,
  WorkOrderStartReported,
} from '@takt/contracts'

export const workOrderMessages = [
  WorkOrderReleaseReported,
  WorkOrderStartReported,
  MaterialConsumptionReported,
  OutputReported,
  WorkOrderCompletionReported,
  WorkOrderCloseReported,
  WorkOrderCancellationReported,
  ReleaseWorkOrder,
  StartWorkOrder,
  ConsumeMaterial,
  ReportOutput,
  CompleteWorkOrder,
  CloseWorkOrder,
  CancelWorkOrder,
] as const
export type WorkOrderMessage = MessageOf<(typeof workOrderMessages)[number]>

export const workOrderEvents = [
  WorkOrderReleased,
  WorkOrderStarted,
  MaterialConsumed,
  OutputDeferred,
  OutputProduced,
  WorkOrderCompleted,
  WorkOrderClosed,
  WorkOrderCancelled,
  WorkOrderExceptionRaised,
  WorkOrderExceptionCleared,
] as const
export type WorkOrderEvent = MessageOf<(typeof workOrderEvents)[number]>

const commands: ReadonlySet<string> = new Set(
  workOrderMessages.filter((c) => c.kind === 'command').map((c) => c.name),
)

/** A command asks and may be refused; any other message tells what already happened. */
export const isCommand = (message: WorkOrderMessage): boolean => commands.has(message.type)
