import { inventory, orchestration } from '@takt/read-models'
import { eq } from 'drizzle-orm'
import { builder } from '../builder.ts'
import type { BackorderChangeRow, BackorderRunItemRow, BackorderRunRow } from '../reading/backorder-runs.ts'
import { type Change, matches } from '../reading/changes.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { Document } from './inventory.ts'
import { DatedAmount } from './order-promise.ts'

const { backorderRun, backorderRunItem } = orchestration
const { backorderChange } = inventory

/** Days of a line are in its row already, and there are few. */
const FEW = { field: 0, multiplier: 2 } as const

const State = builder.enumType('BackorderRunState', {
  values: {
    finding: { description: 'It asks which items have backorders.' },
    running: {},
    completed: {},
    noAnswer: { value: 'no-answer', description: 'Some items had not answered in time.' },
    tooManyItems: { value: 'too-many-items', description: 'More than a run can take: none was asked.' },
  } as const,
})
const ItemState = builder.enumType('BackorderRunItemState', { values: backorderRunItem.state.enumValues })

const BackorderChange = builder.objectRef<BackorderChangeRow>('BackorderChange').implement({
  description: 'A line that a run promised anew, with what it was promised before. Amounts in the base unit.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    run: t.exposeID('run'),
    document: t.field({
      type: Document,
      resolve: (c) => ({ type: c.documentType, id: c.documentId, line: c.documentLine || null }),
    }),
    class: t.exposeString('class'),
    segment: t.exposeString('segment', {
      nullable: true,
      description: 'Of the selection, where that has a name.',
    }),
    reason: t.exposeString('reason'),
    requested: t.field({
      type: DatedAmount,
      resolve: (c) => ({ date: c.requestedDate, amount: c.requestedAmount }),
    }),
    before: t.field({ type: [DatedAmount], complexity: FEW, resolve: (c) => c.before }),
    after: t.field({ type: [DatedAmount], complexity: FEW, resolve: (c) => c.after }),
    short: t.field({
      type: 'Decimal',
      description: 'What of the requested amount is not promised after it.',
      resolve: (c) => c.short,
    }),
    unit: t.exposeString('unit'),
    changedAt: t.field({ type: 'DateTime', resolve: (c) => c.changedAt }),
    position: t.field({ type: 'Position', resolve: (c) => c.position }),
  }),
})

const Item = builder.objectRef<BackorderRunItemRow>('BackorderRunItem').implement({
  description: 'What a run came to for one item.',
  fields: (t) => ({
    item: t.exposeID('item'),
    state: t.field({ type: ItemState, resolve: (i) => i.state }),
    selected: t.exposeInt('selected', { description: 'Lines that took part.' }),
    changed: t.exposeInt('changed', { description: 'Lines that changed.' }),
    code: t.exposeString('code', { nullable: true, description: 'Why it refused.' }),
    sentence: t.exposeString('sentence', { nullable: true }),
    answeredAt: t.field({ type: 'DateTime', nullable: true, resolve: (i) => i.answeredAt }),
    changes: t.field({
      type: [BackorderChange],
      description: 'The first 100; `backorderChanges` has all of them.',
      resolve: ({ plant, run, item }, _args, { loaders }) => loaders.backorderChanges({ plant, run, item }),
    }),
  }),
})

const BackorderRun = builder.objectRef<BackorderRunRow>('BackorderRun').implement({
  description: 'A run that promises lines of several items anew. Each item is decided on its own.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    run: t.exposeID('run'),
    reason: t.exposeString('reason'),
    selection: t.field({
      type: 'JSON',
      description: 'The rules by which lines take part.',
      resolve: (r) => r.selection,
    }),
    state: t.field({ type: State, resolve: (r) => r.state }),
    itemCount: t.exposeInt('items'),
    answered: t.exposeInt('answered', { description: 'Items that have answered.' }),
    changed: t.exposeInt('changed', { description: 'Items of which it changed a line.' }),
    refused: t.exposeInt('refused', { description: 'Items that refused.' }),
    changedLines: t.exposeInt('changedLines'),
    requestedAt: t.field({ type: 'DateTime', resolve: (r) => r.requestedAt }),
    deadline: t.field({
      type: 'DateTime',
      description: 'Without another answer until then it ends.',
      resolve: (r) => r.deadline,
    }),
    endedAt: t.field({ type: 'DateTime', nullable: true, resolve: (r) => r.endedAt }),
    sentence: t.exposeString('sentence', { nullable: true, description: 'Why it is not completed.' }),
    items: t.field({
      type: [Item],
      description: 'The first 200 by name; `backorderRunItems` has all of them.',
      resolve: ({ plant, run }, _args, { loaders }) => loaders.backorderRunItems({ plant, run }),
    }),
    position: t.field({ type: 'Position', resolve: (r) => r.position }),
  }),
})

builder.queryField('backorderRun', (t) =>
  t.field({
    type: BackorderRun,
    nullable: true,
    description: 'How far a run is, and what it came to for each item.',
    args: {
      plant: t.arg.id({ required: true }),
      run: t.arg.id({ required: true }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, { plant, run, readAfter: position }, context) => {
      await context.readAfter('orchestration', position)
      return context.loaders.backorderRun({ plant, run })
    },
  }),
)

builder.queryField('backorderRuns', (t) =>
  t.connection({
    type: BackorderRun,
    description: 'Runs over several items, by plant and name.',
    args: { plant: t.arg.id(), state: t.arg({ type: State }), readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('orchestration', args.readAfter)
      return page<BackorderRunRow>(context.db, args, {
        from: backorderRun,
        by: ['plant', 'run'],
        where: equal(backorderRun, args, ['plant', 'state']),
      })
    },
  }),
)

builder.queryField('backorderRunItems', (t) =>
  t.connection({
    type: Item,
    description: 'What runs came to for each item, by plant, run and item.',
    args: {
      plant: t.arg.id(),
      run: t.arg.id(),
      state: t.arg({ type: ItemState }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('orchestration', args.readAfter)
      return page<BackorderRunItemRow>(context.db, args, {
        from: backorderRunItem,
        by: ['plant', 'run', 'item'],
        where: equal(backorderRunItem, args, ['plant', 'run', 'state']),
      })
    },
  }),
)

builder.queryField('backorderChanges', (t) =>
  t.connection({
    type: BackorderChange,
    description: 'Every change that runs made of promised lines, newest first.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      run: t.arg.id(),
      order: t.arg.id({ description: 'The sales order.' }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return page<BackorderChangeRow>(context.db, args, {
        from: backorderChange,
        by: ['position', 'documentId', 'documentLine'],
        descending: true,
        where: [
          ...equal(backorderChange, args, ['plant', 'item', 'run']),
          args.order ? eq(backorderChange.documentId, args.order) : undefined,
        ],
      })
    },
  }),
)

const BackorderRunChange = builder.objectRef<Change>('BackorderRunChange').implement({
  description: 'A run has come further, and the read model shows it.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    run: t.exposeID('id'),
    position: t.field({ type: 'Position', resolve: (c) => c.position }),
    backorderRun: t.field({
      type: BackorderRun,
      nullable: true,
      resolve: ({ plant, id: run }, _args, { loaders }) => loaders.backorderRun({ plant, run }),
    }),
  }),
})

builder.subscriptionField('backorderRunChanged', (t) =>
  t.field({
    type: BackorderRunChange,
    description: 'Every step of runs; steps in quick succession may come as one.',
    args: { plant: t.arg.id(), run: t.arg.id() },
    subscribe: (_root, { plant, run }, { changes }) =>
      changes.of('orchestration.backorderRun', matches({ plant, id: run })),
    resolve: (change) => change as Change,
  }),
)
