import {
  CancelDemand,
  CancelSupply,
  type MessageOf,
  type WorkOrderCancelled,
  type WorkOrderClosed,
  type WorkOrderCompleted,
} from '@takt/contracts'
import type { Outgoing, Process } from '@takt/decider'

/** What an ended order has not made will not come, and what it has not used it will not need. */
export const cancelWhatIsLeft: Process<
  MessageOf<typeof WorkOrderCompleted | typeof WorkOrderClosed | typeof WorkOrderCancelled>
> = ({ data: { order, item, components } }) => {
  const document = { type: 'workOrder' as const, id: order }
  const reason = `order ${order} has ended`
  const supply = item === undefined ? [] : [{ message: CancelSupply.create({ item, document, reason }) }]
  return [
    ...supply,
    ...components.map(
      (component): Outgoing => ({ message: CancelDemand.create({ item: component, document, reason }) }),
    ),
  ]
}
