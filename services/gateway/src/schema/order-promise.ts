import { ALL_PLANTS } from '@takt/contracts'
import { orchestration } from '@takt/read-models'
import { builder } from '../builder.ts'
import { type Change, matches } from '../reading/changes.ts'
import type { OrderPromiseRow } from '../reading/order-promises.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { Quantity } from './quantity.ts'

const { orderPromise, orderPromiseLine } = orchestration
type LineRow = typeof orderPromiseLine.$inferSelect
type Source = LineRow['sources'][number]
type Refusal = LineRow['refusals'][number]
type Alternative = Refusal['alternatives'][number]

/** Parts of a line are in its row already, and there are few. */
const FEW = { field: 0, multiplier: 2 } as const

const State = builder.enumType('OrderPromiseState', { values: orderPromise.state.enumValues })
const AlternativeKind = builder.enumType('AlternativeKind', {
  values: {
    part: { description: 'What there is on the wished date.' },
    later: { description: 'All of it, on the first day that has it.' },
    split: { description: 'Over several days; `short` is what no day has.' },
  } as const,
})

const ChangeCause = builder.enumType('OrderPromiseChangeCause', {
  values: {
    run: { description: 'A backorder run.' },
    cancelled: { description: 'Its demand was cancelled.' },
    rescheduled: { description: 'Its demand was reported anew, with another amount or date.' },
    settled: { description: 'The order has it from elsewhere.' },
    promisedAnew: { value: 'promised-anew', description: 'A promise of the line was asked for by itself.' },
  } as const,
})

export const DatedAmount = builder.objectRef<Source['promised'][number]>('DatedAmount').implement({
  fields: (t) => ({
    date: t.field({ type: 'Date', resolve: (d) => d.date }),
    amount: t.field({ type: 'Decimal', resolve: (d) => d.amount }),
  }),
})

const PromiseSource = builder.objectRef<Source>('PromiseSource').implement({
  description: 'Where a line comes from: another item than the one ordered where a substitute is given.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    promised: t.field({ type: [DatedAmount], complexity: FEW, resolve: (s) => s.promised }),
  }),
})

const PromiseAlternative = builder.objectRef<Alternative>('PromiseAlternative').implement({
  description: 'What could be had instead, in base units.',
  fields: (t) => ({
    kind: t.field({ type: AlternativeKind, resolve: (a) => a.kind }),
    promised: t.field({ type: [DatedAmount], complexity: FEW, resolve: (a) => a.promised }),
    short: t.field({ type: 'Decimal', resolve: (a) => a.short }),
  }),
})

const SourceRefusal = builder.objectRef<Refusal>('SourceRefusal').implement({
  description: 'Why one item of one plant could not be promised, and what could be had there instead.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    code: t.exposeString('code'),
    sentence: t.exposeString('sentence'),
    alternatives: t.field({ type: [PromiseAlternative], complexity: FEW, resolve: (r) => r.alternatives }),
  }),
})

const SkippedSubstitute = builder.objectRef<LineRow['skipped'][number]>('SkippedSubstitute').implement({
  fields: (t) => ({ item: t.exposeID('item'), reason: t.exposeString('reason') }),
})

const LineChange = builder.objectRef<LineRow>('OrderPromiseLineChange').implement({
  description: 'Why a line is promised otherwise than it was when the order was promised.',
  fields: (t) => ({
    at: t.field({ type: 'DateTime', resolve: (l) => l.changedAt as string }),
    cause: t.field({
      type: ChangeCause,
      resolve: (l) => l.changeCause as NonNullable<LineRow['changeCause']>,
    }),
    reason: t.string({ resolve: (l) => l.changeReason as string }),
    run: t.exposeID('changeRun', { nullable: true, description: 'The backorder run that changed it.' }),
    before: t.field({
      type: PromiseSource,
      description: 'What was promised there before.',
      resolve: (l) => l.changeBefore as Source,
    }),
  }),
})

const Line = builder.objectRef<LineRow>('OrderPromiseLine').implement({
  fields: (t) => ({
    line: t.exposeID('line'),
    item: t.exposeID('item'),
    requested: t.field({
      type: Quantity,
      description: 'In the base unit.',
      resolve: (l) => ({ amount: l.requestedAmount, unit: l.unit }),
    }),
    date: t.field({ type: 'Date', resolve: (l) => l.requestedDate }),
    policy: t.exposeString('policy'),
    from: t.field({
      type: [PromiseSource],
      complexity: FEW,
      description: 'Nothing while it is being asked for, and where it is refused.',
      resolve: (l) => l.sources,
    }),
    short: t.field({ type: Quantity, resolve: (l) => ({ amount: l.short, unit: l.unit }) }),
    refusals: t.field({ type: [SourceRefusal], complexity: FEW, resolve: (l) => l.refusals }),
    change: t.field({
      type: LineChange,
      nullable: true,
      description: 'The last one since the order was promised.',
      resolve: (l) => (l.changedAt === null ? null : l),
    }),
    skipped: t.field({
      type: [SkippedSubstitute],
      complexity: FEW,
      description: 'Substitutes that could not stand in, and why.',
      resolve: (l) => l.skipped,
    }),
  }),
})

export const OrderPromise = builder.objectRef<OrderPromiseRow>('OrderPromise').implement({
  description: 'A promise of a whole order, over items, plants and substitutes.',
  fields: (t) => ({
    order: t.exposeID('orderId'),
    attempt: t.exposeInt('attempt', { description: 'Counts the times the order was asked for.' }),
    customer: t.exposeID('customer', { nullable: true }),
    allOrNothing: t.exposeBoolean('allOrNothing'),
    state: t.field({ type: State, resolve: (o) => o.state }),
    requestedAt: t.field({ type: 'DateTime', resolve: (o) => o.requestedAt }),
    decidedAt: t.field({ type: 'DateTime', nullable: true, resolve: (o) => o.decidedAt }),
    code: t.exposeString('code', { nullable: true, description: 'Why it is not promised.' }),
    sentence: t.exposeString('sentence', { nullable: true }),
    changedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When what is promised for one of its lines changed last since then.',
      resolve: (o) => o.changedAt,
    }),
    lines: t.field({
      type: [Line],
      resolve: ({ orderId, attempt }, _args, { loaders }) => loaders.orderPromiseLines({ orderId, attempt }),
    }),
    position: t.field({ type: 'Position', resolve: (o) => o.position }),
  }),
})

builder.queryField('orderPromise', (t) =>
  t.field({
    type: OrderPromise,
    nullable: true,
    description: 'What became of the promise of one order.',
    args: { order: t.arg.id({ required: true }), readAfter: readAfter(t.arg) },
    resolve: async (_root, { order, readAfter: position }, context) => {
      await context.readAfter('orchestration', position)
      return context.loaders.orderPromise(order)
    },
  }),
)

builder.queryField('orderPromises', (t) =>
  t.connection({
    type: OrderPromise,
    description: 'Promises of whole orders, by order.',
    args: { state: t.arg({ type: State }), customer: t.arg.id(), readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('orchestration', args.readAfter)
      return page<OrderPromiseRow>(context.db, args, {
        from: orderPromise,
        by: ['orderId'],
        where: equal(orderPromise, args, ['state', 'customer']),
      })
    },
  }),
)

const OrderPromiseChange = builder.objectRef<Change>('OrderPromiseChange').implement({
  description: 'The promise of an order has come further, and the read model shows it.',
  fields: (t) => ({
    order: t.exposeID('id'),
    position: t.field({ type: 'Position', resolve: (c) => c.position }),
    orderPromise: t.field({
      type: OrderPromise,
      nullable: true,
      resolve: ({ id }, _args, { loaders }) => loaders.orderPromise(id),
    }),
  }),
})

builder.subscriptionField('orderPromiseChanged', (t) =>
  t.field({
    type: OrderPromiseChange,
    description: 'Every step of the promise of an order; steps in quick succession may come as one.',
    args: { order: t.arg.id() },
    subscribe: (_root, { order }, { changes }) =>
      changes.of('orchestration.orderPromise', matches({ plant: ALL_PLANTS, id: order })),
    resolve: (change) => change as Change,
  }),
)
