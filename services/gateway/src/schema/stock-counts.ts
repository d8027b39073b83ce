import { inventory } from '@takt/read-models'
import { builder } from '../builder.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { owner, StockOwner } from './owner.ts'
import { Quantity } from './quantity.ts'

const { stockCount } = inventory
type CountRow = typeof stockCount.$inferSelect

const StockCountState = builder.enumType('StockCountState', { values: stockCount.state.enumValues })

const StockCount = builder.objectRef<CountRow>('StockCount').implement({
  description: 'A cycle count: what was counted beside what was known, and whether the difference is posted.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    count: t.exposeID('count'),
    state: t.field({ type: StockCountState, resolve: (c) => c.state }),
    location: t.exposeID('location'),
    lot: t.id({ nullable: true, resolve: (c) => c.lot || null }),
    status: t.exposeString('status'),
    owner: t.field({ type: StockOwner, nullable: true, resolve: owner }),
    counted: t.field({ type: Quantity, resolve: (c) => ({ amount: c.counted, unit: c.unit }) }),
    book: t.field({
      type: Quantity,
      description: 'What was known to be there when the count was recorded.',
      resolve: (c) => ({ amount: c.book, unit: c.unit }),
    }),
    difference: t.field({
      type: Quantity,
      description: 'Counted minus book: what an approval posts.',
      resolve: (c) => ({ amount: c.difference, unit: c.unit }),
    }),
    posted: t.field({
      type: Quantity,
      nullable: true,
      description:
        'What an approval posted; null before. Serial numbers that moved since the count stay as they are.',
      resolve: (c) => (c.posted === null ? null : { amount: c.posted, unit: c.unit }),
    }),
    serials: t.stringList({
      nullable: true,
      description: 'The serial numbers that were found there, where they were told.',
      resolve: (c) => c.serials,
    }),
    missing: t.stringList({
      nullable: true,
      description:
        'Serial numbers that are known there and were not found: what an approval takes out. Once approved, what it took out.',
      resolve: (c) => c.missing,
    }),
    found: t.stringList({
      nullable: true,
      description:
        'Serial numbers that were found and are not known there: what an approval brings in. Once approved, what it brought in.',
      resolve: (c) => c.found,
    }),
    withinTolerance: t.exposeBoolean('withinTolerance'),
    countedBy: t.exposeID('countedBy', { nullable: true }),
    approvedBy: t.exposeID('approvedBy', { nullable: true }),
    recountReason: t.exposeString('recountReason', { nullable: true }),
    countedAt: t.field({ type: 'DateTime', resolve: (c) => c.countedAt }),
    closedAt: t.field({ type: 'DateTime', nullable: true, resolve: (c) => c.closedAt }),
    position: t.field({ type: 'Position', resolve: (c) => c.position }),
  }),
})

builder.queryField('stockCounts', (t) =>
  t.connection({
    type: StockCount,
    description: 'Cycle counts, by plant, item and id; those that wait for somebody are `open`.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      state: t.arg({ type: StockCountState }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return page<CountRow>(context.db, args, {
        from: stockCount,
        by: ['plant', 'item', 'count'],
        where: equal(stockCount, args, ['plant', 'item', 'state']),
      })
    },
  }),
)
