import { dayIn } from '@takt/contracts'
import { inventory } from '@takt/read-models'
import { lt } from 'drizzle-orm'
import { builder } from '../builder.ts'
import type { GatewayContext } from '../context.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { Quantity } from './quantity.ts'

const { lot: table } = inventory
type LotRow = typeof table.$inferSelect

/** Whether a day is over (`before` today) or has come; false where the plant is not known or no day is given. */
async function isPast(row: LotRow, day: string | null, when: 'over' | 'come', context: GatewayContext) {
  if (day === null) return false
  const plant = await context.loaders.plant(row.plant)
  if (!plant) return false
  const today = dayIn(plant.timeZone, new Date().toISOString())
  return when === 'over' ? day < today : day <= today
}

const Lot = builder.objectRef<LotRow>('Lot').implement({
  description: 'A lot of an item at a plant, and what is known of it.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    lot: t.exposeID('lot'),
    unrestricted: t.field({
      type: Quantity,
      description: 'What of it is unrestricted, own and consignment.',
      resolve: (l) => ({ amount: l.unrestricted, unit: l.unit }),
    }),
    producedOn: t.field({ type: 'Date', nullable: true, resolve: (l) => l.producedOn }),
    expiresOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day it may be used.',
      resolve: (l) => l.expiresOn,
    }),
    expired: t.boolean({
      description: 'Its last day is over: it is promised, reserved and issued by command no more.',
      resolve: (l, _args, context) => isPast(l, l.expiresOn, 'over', context),
    }),
    retestOn: t.field({ type: 'Date', nullable: true, resolve: (l) => l.retestOn }),
    retestDue: t.boolean({
      description: 'It is due for another test. That alone blocks nothing: place a hold for it.',
      resolve: (l, _args, context) => isPast(l, l.retestOn, 'come', context),
    }),
    supplierLot: t.exposeID('supplierLot', { nullable: true, description: 'Its number at the supplier.' }),
    attributes: t.field({ type: 'JSON', nullable: true, resolve: (l) => l.attributes }),
    position: t.field({ type: 'Position', resolve: (l) => l.position }),
  }),
})

builder.queryField('lots', (t) =>
  t.connection({
    type: Lot,
    description: 'Lots, by plant, item and number.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      lot: t.arg.id(),
      supplierLot: t.arg.id(),
      expiresBefore: t.arg({ type: 'Date' }),
      retestBefore: t.arg({ type: 'Date' }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return page<LotRow>(context.db, args, {
        from: table,
        by: ['plant', 'item', 'lot'],
        where: [
          ...equal(table, args, ['plant', 'item', 'lot', 'supplierLot']),
          args.expiresBefore ? lt(table.expiresOn, args.expiresBefore) : undefined,
          args.retestBefore ? lt(table.retestOn, args.retestBefore) : undefined,
        ],
      })
    },
  }),
)
