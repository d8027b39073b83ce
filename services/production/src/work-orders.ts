import {
  ConsumeMaterial,
  MaterialConsumptionReported,
  ReleaseWorkOrder,
  WorkOrderReleaseReported,
} from '@takt/contracts'
import { aggregate, missing } from '@takt/service'
import { workOrderEvents, workOrderMessages } from './domain/messages.ts'
import { lacking, lackingItem } from './domain/reference.ts'
import { WorkOrder } from './domain/work-order.ts'
import type { ProductionReferences } from './references.ts'

export const workOrders = aggregate({
  context: 'production',
  name: 'workOrder',
  decider: WorkOrder,
  handles: workOrderMessages,
  events: workOrderEvents,
  id: ({ data }) => data.order,
  reference: (message, refs: ProductionReferences, plant) => {
    if (WorkOrderReleaseReported.is(message) || ReleaseWorkOrder.is(message)) {
      const lack = lacking(message.data, refs, plant)
      if (lack) return missing(lack.code, lack.sentence)
    }
    if (MaterialConsumptionReported.is(message) || ConsumeMaterial.is(message)) {
      const { item } = message.data
      if (!refs.items.get(item)) return missing(lackingItem(item).code, lackingItem(item).sentence)
    }
    return refs
  },
})
