import {
  MaterialConsumed,
  OutputProduced,
  WorkOrderCancelled,
  WorkOrderClosed,
  WorkOrderCompleted,
  WorkOrderReleased,
  WorkOrderStarted,
} from '@takt/contracts'
import { project, view } from '@takt/projections'
import { production } from '@takt/read-models'

const { workOrder, workOrderComponent } = production

const key = ({ plant, data }: { readonly plant: string; readonly data: { readonly order: string } }) => ({
  plant,
  orderId: data.order,
})

/** Where each order stands, and what it needs and has used. Rows may begin with any report, also before the release. */
export const workOrders = view({
  name: 'work_orders',
  tables: [workOrder, workOrderComponent],
  on: [
    project(WorkOrderReleased, ({ plant, data, position }, write) => {
      const { order: orderId, item, status, totals } = data
      const order = {
        item,
        status,
        unit: data.quantity.unit,
        quantity: data.quantity.amount,
        ...totals,
        location: data.location,
        inspect: data.inspect,
        dueDate: data.dueDate,
        startDate: data.startDate ?? null,
        releasedAt: data.releasedAt,
        position,
      }
      write(workOrder).add({ plant, orderId }, {}, order)
      for (const { item, quantity } of data.components) {
        const required = { required: quantity.amount, unit: quantity.unit, position }
        write(workOrderComponent).add({ plant, orderId, item }, {}, required)
      }
      for (const item of data.withdrawn)
        write(workOrderComponent).patch({ plant, orderId, item }, { required: '0', position })
    }),
    project(WorkOrderStarted, (event, write) => {
      const { occurredAt: startedAt, position } = event
      write(workOrder).add(key(event), {}, { status: 'inProgress', startedAt, position })
    }),
    project(MaterialConsumed, ({ plant, data, position }, write) => {
      const { order: orderId, item, quantity } = data
      const set = { unit: quantity.unit, position }
      write(workOrderComponent).add({ plant, orderId, item }, { consumed: quantity.amount }, set)
      write(workOrder).patch({ plant, orderId }, { position })
    }),
    project(OutputProduced, ({ plant, data, position }, write) => {
      write(workOrder).patch({ plant, orderId: data.order }, { ...data.totals, position })
    }),
    project(WorkOrderCompleted, (event, write) => {
      const { occurredAt: completedAt, position } = event
      write(workOrder).add(key(event), {}, { status: 'completed', completedAt, position })
    }),
    project(WorkOrderClosed, (event, write) => {
      const { occurredAt: closedAt, position } = event
      write(workOrder).add(key(event), {}, { status: 'closed', closedAt, position })
    }),
    project(WorkOrderCancelled, (event, write) => {
      const { occurredAt: cancelledAt, position } = event
      write(workOrder).add(key(event), {}, { status: 'cancelled', cancelledAt, position })
    }),
  ],
})
