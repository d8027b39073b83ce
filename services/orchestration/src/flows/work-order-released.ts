import {
  CancelDemand,
  type MessageOf,
  ScheduleDemand,
  ScheduleSupply,
  type WorkOrderReleased,
} from '@takt/contracts'
import type { Outgoing, Process } from '@takt/decider'

/** A released order is supply of what it makes, on its due date, and demand of what it needs, when it starts. */
export const scheduleWorkOrder: Process<MessageOf<typeof WorkOrderReleased>> = ({ data }) => {
  if (data.status !== 'released' && data.status !== 'inProgress') return []
  const document = { type: 'workOrder' as const, id: data.order }
  const supply = { item: data.item, document, quantity: data.ordered ?? data.quantity, date: data.dueDate }
  const date = data.startDate ?? data.dueDate
  return [
    { message: ScheduleSupply.create(supply) },
    ...data.components.map(
      ({ item, quantity }): Outgoing => ({
        message: ScheduleDemand.create({ item, document, quantity, date }),
      }),
    ),
    ...data.withdrawn.map(
      (item): Outgoing => ({
        message: CancelDemand.create({ item, document, reason: 'the order needs it no more' }),
      }),
    ),
  ]
}
