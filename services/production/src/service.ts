import {
  BillOfMaterialChanged,
  ConsumeMaterial,
  ItemChanged,
  MaterialConsumptionReported,
  type Plant,
  PlantChanged,
  ReleaseWorkOrder,
  WorkOrderReleaseReported,
} from '@takt/contracts'
import { aggregate, defineService, missing, type ReferenceCopy, reference } from '@takt/service'
import { type WorkOrderMessage, workOrderEvents, workOrderMessages } from './domain/messages.ts'
import { type Bill, type ItemRule, lacking, lackingItem } from './domain/reference.ts'
import { WorkOrder } from './domain/work-order.ts'
import { views } from './views/index.ts'

type Copies = {
  readonly items: ReferenceCopy<ItemRule>
  readonly plants: ReferenceCopy<Plant>
  readonly billsOfMaterial: ReferenceCopy<Bill>
}

const workOrder = aggregate({
  context: 'production',
  name: 'workOrder',
  decider: WorkOrder,
  handles: workOrderMessages,
  events: workOrderEvents,
  id: ({ data }) => data.order,
  reference: (message, refs: Copies, plant) => {
    const lacks = lackingFor(message, refs, plant)
    return lacks ? missing(lacks.code, lacks.sentence) : refs
  },
})

function lackingFor(message: WorkOrderMessage, refs: Copies, plant: string) {
  if (WorkOrderReleaseReported.is(message) || ReleaseWorkOrder.is(message))
    return lacking(message.data, refs, plant)
  if (MaterialConsumptionReported.is(message) || ConsumeMaterial.is(message))
    return refs.items.get(message.data.item) ? undefined : lackingItem(message.data.item)
  return undefined
}

export const service = defineService({
  name: 'production',
  aggregates: [workOrder],
  references: [
    reference({ name: 'items', contract: ItemChanged, key: (i) => i.item }),
    reference({ name: 'plants', contract: PlantChanged, key: (p) => p.plant }),
    reference({ name: 'billsOfMaterial', contract: BillOfMaterialChanged, key: (b) => b.item }),
  ],
  views,
})
