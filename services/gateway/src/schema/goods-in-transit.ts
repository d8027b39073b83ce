import { max, subtract } from '@takt/contracts'
import { inventory } from '@takt/read-models'
import { builder } from '../builder.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { Quantity } from './quantity.ts'

const { goodsInTransit } = inventory
type TransitRow = typeof goodsInTransit.$inferSelect

const GoodsInTransit = builder.objectRef<TransitRow>('GoodsInTransit').implement({
  description: 'What one plant shipped to another for a line of a transfer order, and what became of it.',
  fields: (t) => ({
    plant: t.exposeID('plant', { description: 'The plant that awaits the goods.' }),
    fromPlant: t.exposeID('fromPlant'),
    item: t.exposeID('item'),
    transfer: t.exposeID('transfer'),
    line: t.id({ nullable: true, resolve: (g) => g.documentLine || null }),
    shipped: t.field({ type: Quantity, resolve: (g) => ({ amount: g.shipped, unit: g.unit }) }),
    inTransit: t.field({
      type: Quantity,
      resolve: (g) => ({ amount: max('0', subtract(g.shipped, g.fulfilled)), unit: g.unit }),
    }),
    received: t.field({
      type: Quantity,
      resolve: (g) => ({ amount: subtract(g.fulfilled, g.lost), unit: g.unit }),
    }),
    lost: t.field({ type: Quantity, resolve: (g) => ({ amount: g.lost, unit: g.unit }) }),
    expectedOn: t.field({ type: 'Date', resolve: (g) => g.expectedOn }),
    closedReason: t.exposeString('closedReason', { nullable: true }),
    position: t.field({ type: 'Position', resolve: (g) => g.position }),
  }),
})

builder.queryField('goodsInTransit', (t) =>
  t.connection({
    type: GoodsInTransit,
    description: 'Goods shipped between plants, by the plant that awaits them, item and transfer order.',
    args: {
      plant: t.arg.id(),
      fromPlant: t.arg.id(),
      item: t.arg.id(),
      transfer: t.arg.id(),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return page<TransitRow>(context.db, args, {
        from: goodsInTransit,
        by: ['plant', 'item', 'transfer', 'documentLine'],
        where: equal(goodsInTransit, args, ['plant', 'fromPlant', 'item', 'transfer']),
      })
    },
  }),
)
