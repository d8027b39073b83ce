import { production } from '@takt/read-models'
import { builder } from '../builder.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { Quantity, quantity } from './quantity.ts'

type WorkOrderRow = typeof production.workOrder.$inferSelect
type ComponentRow = typeof production.workOrderComponent.$inferSelect

const WorkOrderStatus = builder.enumType('WorkOrderStatus', {
  values: production.workOrder.status.enumValues,
})

const Component = builder.objectRef<ComponentRow>('WorkOrderComponent').implement({
  description: 'A component of a work order: what the whole order needs and what was used.',
  fields: (t) => ({
    item: t.exposeID('item'),
    required: t.field({ type: Quantity, resolve: (c) => ({ amount: c.required, unit: c.unit }) }),
    consumed: t.field({ type: Quantity, resolve: (c) => ({ amount: c.consumed, unit: c.unit }) }),
  }),
})

export const WorkOrder = builder.objectRef<WorkOrderRow>('WorkOrder').implement({
  description:
    'A work order. What only its release says is null while reports about it are here and the release is not.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    order: t.exposeID('orderId'),
    item: t.exposeID('item', { nullable: true }),
    status: t.field({ type: WorkOrderStatus, resolve: (o) => o.status }),
    quantity: t.field({ type: Quantity, nullable: true, resolve: (o) => quantity(o.quantity, o.unit) }),
    yield: t.field({ type: Quantity, resolve: (o) => ({ amount: o.yield, unit: o.unit ?? '' }) }),
    scrap: t.field({ type: Quantity, resolve: (o) => ({ amount: o.scrap, unit: o.unit ?? '' }) }),
    remaining: t.field({
      type: Quantity,
      nullable: true,
      description: 'quantity − yield, never below zero.',
      resolve: (o) => quantity(o.remaining, o.unit),
    }),
    progress: t.float({
      description: 'yield ÷ quantity, above 1 where more came out.',
      resolve: (o) => Number(o.progress),
    }),
    location: t.exposeID('location', { nullable: true }),
    inspect: t.exposeBoolean('inspect', { description: 'Output goes into inspection before it is free.' }),
    startDate: t.field({ type: 'Date', nullable: true, resolve: (o) => o.startDate }),
    dueDate: t.field({ type: 'Date', nullable: true, resolve: (o) => o.dueDate }),
    releasedAt: t.field({ type: 'DateTime', nullable: true, resolve: (o) => o.releasedAt }),
    startedAt: t.field({ type: 'DateTime', nullable: true, resolve: (o) => o.startedAt }),
    completedAt: t.field({ type: 'DateTime', nullable: true, resolve: (o) => o.completedAt }),
    closedAt: t.field({ type: 'DateTime', nullable: true, resolve: (o) => o.closedAt }),
    cancelledAt: t.field({ type: 'DateTime', nullable: true, resolve: (o) => o.cancelledAt }),
    position: t.field({ type: 'Position', resolve: (o) => o.position }),
    components: t.field({
      type: [Component],
      resolve: (o, _args, { loaders }) => loaders.components({ plant: o.plant, order: o.orderId }),
    }),
  }),
})

builder.queryField('workOrder', (t) =>
  t.field({
    type: WorkOrder,
    nullable: true,
    description: 'Where one work order is.',
    args: {
      plant: t.arg.id({ required: true }),
      order: t.arg.id({ required: true }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('production', args.readAfter)
      return context.loaders.workOrder({ plant: args.plant, order: args.order })
    },
  }),
)

builder.queryField('workOrders', (t) =>
  t.connection({
    type: WorkOrder,
    description: 'Work orders by plant and number.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      status: t.arg({ type: WorkOrderStatus }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('production', args.readAfter)
      const { workOrder } = production
      return page<typeof workOrder.$inferSelect>(context.db, args, {
        from: workOrder,
        by: ['plant', 'orderId'],
        where: equal(workOrder, args, ['plant', 'item', 'status']),
      })
    },
  }),
)
