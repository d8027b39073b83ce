import { inventory } from '@takt/read-models'
import { and, eq, lte, or, sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { builder } from '../builder.ts'
import { page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { owner, StockOwner } from './owner.ts'
import { Quantity } from './quantity.ts'

const { stockMovement: m } = inventory

interface Row {
  readonly location: string
  readonly lot: string
  readonly status: string
  readonly owner: string
  readonly unit: string
  readonly quantity: string
  readonly knownThen: string
  readonly lateMovements: number
  readonly learnedAt: string | null
}

const StockAsHappened = builder.objectRef<Row>('StockAsHappened').implement({
  description:
    'What was there at a moment at one place, of one lot, in one status, of one owner, as Takt knows it now, and as it was known then.',
  fields: (t) => ({
    location: t.exposeID('location'),
    lot: t.id({ nullable: true, resolve: (s) => s.lot || null }),
    status: t.field({ type: 'StockStatus', resolve: (s) => s.status }),
    owner: t.field({ type: StockOwner, nullable: true, resolve: owner }),
    quantity: t.field({
      type: Quantity,
      description: 'By all that happened by then, whenever it was recorded.',
      resolve: (s) => ({ amount: s.quantity, unit: s.unit }),
    }),
    knownThen: t.field({
      type: Quantity,
      description: 'By all that was recorded by then, whenever it happened: as `inventoryAsOf` tells it.',
      resolve: (s) => ({ amount: s.knownThen, unit: s.unit }),
    }),
    lateMovements: t.exposeInt('lateMovements', {
      description: 'How many movements happened by then and were recorded only afterwards.',
    }),
    learnedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the last movement that had happened by then was recorded; null where none had.',
      resolve: (s) => s.learnedAt,
    }),
  }),
})

function stockThen(db: PostgresJsDatabase, { plant, item, time }: Record<'plant' | 'item' | 'time', string>) {
  const happened = lte(m.occurredAt, time)
  const known = lte(m.recordedAt, time)
  const quantity = sql<string>`coalesce(sum(${m.quantity}) filter (where ${happened}), 0)`
  const knownThen = sql<string>`coalesce(sum(${m.quantity}) filter (where ${known}), 0)`
  return db
    .select({
      ...{ location: m.location, lot: m.lot, status: m.status, owner: m.owner },
      unit: sql<string>`max(${m.unit})`.as('unit'),
      quantity: sql<string>`trim_scale(${quantity})::text`.as('quantity'),
      knownThen: sql<string>`trim_scale(${knownThen})::text`.as('known_then'),
      lateMovements: sql<number>`(count(*) filter (where ${happened} and not ${known}))::int`.as('late'),
      learnedAt: sql<string | null>`max(${m.recordedAt}) filter (where ${happened})`.as('learned_at'),
    })
    .from(m)
    .where(and(eq(m.plant, plant), eq(m.item, item), or(happened, known)))
    .groupBy(m.location, m.lot, m.status, m.owner)
    .having(sql`${quantity} <> 0 or ${knownThen} <> 0`)
    .as('stock_then')
}

builder.queryField('stockAsHappened', (t) =>
  t.connection({
    type: StockAsHappened,
    description:
      'What had happened to the stock of an item by a moment, by the clocks of those who reported it: what was reported late counts too. Beside it what was known then.',
    args: {
      plant: t.arg.id({ required: true }),
      item: t.arg.id({ required: true }),
      time: t.arg({ type: 'DateTime', required: true }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, { plant, item, time, ...args }, context) => {
      await context.readAfter('inventory', args.readAfter)
      const at = new Date(time).toISOString()
      return page<Row>(context.db, args, {
        from: stockThen(context.db, { plant, item, time: at }),
        by: ['location', 'lot', 'status', 'owner'],
      })
    },
  }),
)
