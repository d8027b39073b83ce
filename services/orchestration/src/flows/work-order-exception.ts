import {
  ClearAlert,
  defined,
  type MessageOf,
  RaiseAlert,
  type WorkOrderExceptionCleared,
  type WorkOrderExceptionRaised,
} from '@takt/contracts'
import type { Process } from '@takt/decider'

const alertOf = ({ order, code }: { order: string; code: string }) => `work-order-exception:${order}:${code}`

/** A report that does not fit its order is brought to people. */
export const alertWorkOrderException: Process<MessageOf<typeof WorkOrderExceptionRaised>> = ({ data }) => {
  const { sentence, item, order } = data
  const alert = { alert: alertOf(data), kind: 'work-order-exception', sentence, item, order }
  return [{ message: RaiseAlert.create(defined({ ...alert, severity: 'warning' })) }]
}

export const clearWorkOrderException: Process<MessageOf<typeof WorkOrderExceptionCleared>> = ({ data }) => [
  { message: ClearAlert.create({ alert: alertOf(data), reason: 'it fits its order now' }) },
]
