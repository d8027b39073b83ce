import { add, isInForce, poolPath, poolText } from '@takt/contracts'
import { inventory } from '@takt/read-models'
import { eq } from 'drizzle-orm'
import { builder } from '../builder.ts'
import { page } from '../reading/page.ts'
import { today } from '../reading/today.ts'
import { readAfter } from './arguments.ts'

const { allocation: table } = inventory
type AllocationRow = typeof table.$inferSelect

const AllocationState = builder.enumType('AllocationState', { values: table.state.enumValues })

const isAllocated = async (row: AllocationRow, now: Promise<string | undefined>): Promise<boolean> => {
  const day = await now
  const period = { from: row.validFrom ?? undefined, until: row.validUntil ?? undefined }
  return row.state === 'allocated' && day !== undefined && isInForce(period, day)
}

const Allocation = builder.objectRef<AllocationRow>('Allocation').implement({
  description:
    "What of an item is guaranteed to a pool and what it may take at most. Amounts are in the item's base unit.",
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    pool: t.stringList({
      description: 'Its characteristics, the widest first.',
      resolve: (a) => poolPath(a.pool),
    }),
    path: t.exposeString('pool', { description: 'The same as text, as `web/gold`.' }),
    state: t.field({ type: AllocationState, resolve: (a) => a.state }),
    inForce: t.boolean({
      description: "Whether it counts today, in the plant's own zone.",
      resolve: (a, _args, context) => isAllocated(a, today(a.plant, context)),
    }),
    guaranteed: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Set aside for the pool and those below it.',
      resolve: (a) => a.guaranteed,
    }),
    max: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The pool and those below it are promised no more.',
      resolve: (a) => a.max,
    }),
    consumed: t.field({
      type: 'Decimal',
      description: 'By it and those below it, `open` and `issued` in sum.',
      resolve: (a) => add(a.open, a.issued),
    }),
    open: t.field({
      type: 'Decimal',
      description: 'By promises, demand and reservations that are open.',
      resolve: (a) => a.open,
    }),
    issued: t.field({
      type: 'Decimal',
      description: 'Issued for them since it was allocated.',
      resolve: (a) => a.issued,
    }),
    unit: t.exposeString('unit'),
    from: t.field({ type: 'Date', nullable: true, resolve: (a) => a.validFrom }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day.',
      resolve: (a) => a.validUntil,
    }),
    reason: t.exposeString('reason', { nullable: true }),
    position: t.field({ type: 'Position', resolve: (a) => a.position }),
  }),
})

builder.queryField('allocations', (t) =>
  t.connection({
    type: Allocation,
    description: 'What is allocated to pools, by plant, item and pool.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      pool: t.arg.stringList({ description: 'This very pool, its characteristics from the widest on.' }),
      state: t.arg({ type: AllocationState }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return page<AllocationRow>(context.db, args, {
        from: table,
        by: ['plant', 'item', 'pool'],
        where: [
          args.plant ? eq(table.plant, args.plant) : undefined,
          args.item ? eq(table.item, args.item) : undefined,
          args.pool ? eq(table.pool, poolText(args.pool)) : undefined,
          args.state ? eq(table.state, args.state) : undefined,
        ],
      })
    },
  }),
)
