import { add, poolPath, poolText } from '@takt/contracts'
import { inventory } from '@takt/read-models'
import { eq } from 'drizzle-orm'
import { builder } from '../builder.ts'
import type { GatewayContext } from '../context.ts'
import { equal, page } from '../reading/page.ts'
import { today } from '../reading/today.ts'
import { AllocationPeriod, AllocationState, currentOf, isAllocatedOn } from './allocation-periods.ts'
import { readAfter } from './arguments.ts'

const { allocation: table } = inventory
type AllocationRow = typeof table.$inferSelect

const CarryOver = builder.enumType('CarryOver', {
  description: 'What becomes of that which is left of a period when it ends.',
  values: {
    lapse: { description: "It is nobody's." },
    nextPeriod: { description: "The pool's next period has it too." },
  } as const,
})

/** Of the period that holds today in the plant's zone, or else of the next one, or else of the last. */
async function current(row: AllocationRow, context: GatewayContext) {
  const [day, periods] = await Promise.all([
    today(row.plant, context),
    context.loaders.allocationPeriods(row),
  ])
  return { day, period: currentOf(periods, day ?? '') }
}

const Allocation = builder.objectRef<AllocationRow>('Allocation').implement({
  description:
    "What of an item is guaranteed to a pool and what it may take at most. Amounts are in the item's base unit. What is told of one period is of the one that holds today in the plant's zone, or else of the next one.",
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
      description: "Whether a period of it holds today, in the plant's own zone.",
      resolve: async (a, _args, context) => {
        const { day, period } = await current(a, context)
        return day !== undefined && period !== undefined && isAllocatedOn(period, day)
      },
    }),
    periods: t.field({
      type: [AllocationPeriod],
      description: 'Earliest first: those that are not over, and those that began within the last year.',
      complexity: { field: 1, multiplier: 10 },
      resolve: (a, _args, context) => context.loaders.allocationPeriods(a),
    }),
    carryOver: t.field({ type: CarryOver, nullable: true, resolve: (a) => a.carryOver }),
    guaranteed: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Set aside for the pool and those below it.',
      resolve: async (a, _args, context) => (await current(a, context)).period?.guaranteed,
    }),
    max: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The pool and those below it are promised no more.',
      resolve: async (a, _args, context) => (await current(a, context)).period?.max,
    }),
    consumed: t.field({
      type: 'Decimal',
      description: 'For any day, by it and those below it, `open` and `issued` in sum.',
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
    from: t.field({
      type: 'Date',
      nullable: true,
      resolve: async (a, _args, context) => (await current(a, context)).period?.starts || null,
    }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day.',
      resolve: async (a, _args, context) => (await current(a, context)).period?.validUntil,
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
          ...equal(table, args, ['plant', 'item', 'state']),
          args.pool ? eq(table.pool, poolText(args.pool)) : undefined,
        ],
      })
    },
  }),
)
