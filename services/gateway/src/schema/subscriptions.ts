import { builder } from '../builder.ts'
import { type Atp, askAtp } from '../reading/atp.ts'
import { atpWants } from '../reading/atp-wants.ts'
import { type Change, matches } from '../reading/changes.ts'
import { AtpType } from './atp.ts'
import { WorkOrder } from './production.ts'

const StockChange = builder.objectRef<Change>('StockChange').implement({
  description: "An item's stock, supply or demand at a plant has changed, and the read model shows it.",
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('id'),
    position: t.field({ type: 'Position', resolve: (c) => c.position }),
    atp: t.field({
      type: AtpType,
      description: 'What can be promised now.',
      resolve: ({ plant, id: item }, _args, { loaders }, info): Promise<Atp> =>
        askAtp({ plant, item, wants: atpWants(info) }, loaders.atp),
    }),
  }),
})

const WorkOrderChange = builder.objectRef<Change>('WorkOrderChange').implement({
  description: 'A work order has changed, and the read model shows it.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    order: t.exposeID('id'),
    position: t.field({ type: 'Position', resolve: (c) => c.position }),
    workOrder: t.field({
      type: WorkOrder,
      nullable: true,
      resolve: ({ plant, id }, _args, { loaders }) => loaders.workOrder({ plant, order: id }),
    }),
  }),
})

builder.subscriptionField('stockChanged', (t) =>
  t.field({
    type: StockChange,
    description: 'Every change of stock, supply or demand; changes in quick succession may come as one.',
    args: { plant: t.arg.id(), item: t.arg.id() },
    subscribe: (_root, { plant, item }, { changes }) =>
      changes.of('inventory.stockItem', matches({ plant, id: item })),
    resolve: (change) => change as Change,
  }),
)

builder.subscriptionField('workOrderChanged', (t) =>
  t.field({
    type: WorkOrderChange,
    description: 'Every change of a work order; changes in quick succession may come as one.',
    args: { plant: t.arg.id(), order: t.arg.id() },
    subscribe: (_root, { plant, order }, { changes }) =>
      changes.of('production.workOrder', matches({ plant, id: order })),
    resolve: (change) => change as Change,
  }),
)
