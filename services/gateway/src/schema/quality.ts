import { quality } from '@takt/read-models'
import { builder } from '../builder.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { Quantity } from './quantity.ts'

const HoldState = builder.enumType('HoldState', { values: quality.hold.state.enumValues })

const Hold = builder.objectRef<typeof quality.hold.$inferSelect>('Hold').implement({
  description: 'Stock that may not be used: a lot, or the whole item where `lot` is null.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    hold: t.exposeID('hold'),
    item: t.exposeID('item', { nullable: true }),
    lot: t.id({ nullable: true, resolve: (h) => h.lot || null }),
    reason: t.exposeString('reason', { nullable: true }),
    owner: t.exposeID('owner', { nullable: true }),
    state: t.field({ type: HoldState, resolve: (h) => h.state }),
    placedAt: t.field({ type: 'DateTime', nullable: true, resolve: (h) => h.placedAt }),
    releasedAt: t.field({ type: 'DateTime', nullable: true, resolve: (h) => h.releasedAt }),
    releaseReason: t.exposeString('releaseReason', { nullable: true }),
    position: t.field({ type: 'Position', resolve: (h) => h.position }),
  }),
})

const Inspection = builder.objectRef<typeof quality.inspection.$inferSelect>('Inspection').implement({
  description: 'What an inspection decided so far; decisions in part add up.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    inspection: t.exposeID('inspection'),
    item: t.exposeID('item'),
    lot: t.id({ nullable: true, resolve: (i) => i.lot || null }),
    accepted: t.field({ type: Quantity, resolve: (i) => ({ amount: i.accepted, unit: i.unit }) }),
    rejected: t.field({ type: Quantity, resolve: (i) => ({ amount: i.rejected, unit: i.unit }) }),
    decidedAt: t.field({ type: 'DateTime', resolve: (i) => i.decidedAt }),
    position: t.field({ type: 'Position', resolve: (i) => i.position }),
  }),
})

builder.queryField('holds', (t) =>
  t.connection({
    type: Hold,
    description: 'Holds by plant and number.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      state: t.arg({ type: HoldState }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('quality', args.readAfter)
      const { hold } = quality
      return page<typeof hold.$inferSelect>(context.db, args, {
        from: hold,
        by: ['plant', 'hold'],
        where: equal(hold, args, ['plant', 'item', 'state']),
      })
    },
  }),
)

builder.queryField('inspections', (t) =>
  t.connection({
    type: Inspection,
    description: 'Inspections that decided something, by plant and number.',
    args: { plant: t.arg.id(), item: t.arg.id(), readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('quality', args.readAfter)
      const { inspection } = quality
      return page<typeof inspection.$inferSelect>(context.db, args, {
        from: inspection,
        by: ['plant', 'inspection'],
        where: equal(inspection, args, ['plant', 'item']),
      })
    },
  }),
)
