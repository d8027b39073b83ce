import { type AtpAnswer, type AtpBucket, isPositive } from '@takt/contracts'
import { GraphQLError } from 'graphql'
import { builder } from '../builder.ts'
import type { GatewayContext } from '../context.ts'
import { LIMITS } from '../limits.ts'
import { type Atp, type AtpQuestion, answerAtp } from '../reading/atp.ts'
import { readAfter } from './arguments.ts'
import { Quantity } from './quantity.ts'

const AtpRule = builder.enumType('AtpRule', {
  values: {
    cumulativeLookAhead: {
      description: 'ATP(t) = min over t ≤ k ≤ H of the projected balance: breaks no later order.',
    },
    cumulative: {
      description:
        'APICS without look-ahead: ATP(t) = the projected balance of the day; may break later orders.',
    },
    discrete: { description: 'APICS: what each supply leaves over its orders until the next supply.' },
  } as const,
})

const Bucket = builder.objectRef<AtpBucket>('AtpBucket').implement({
  description: "One day in the plant's own zone. Amounts are in the item's base unit.",
  fields: (t) => ({
    date: t.field({ type: 'Date', resolve: (b) => b.date }),
    supply: t.field({ type: 'Decimal', resolve: (b) => b.supply }),
    demand: t.field({ type: 'Decimal', resolve: (b) => b.demand }),
    reserved: t.field({ type: 'Decimal', resolve: (b) => b.reserved }),
    projected: t.field({ type: 'Decimal', resolve: (b) => b.projected }),
    atp: t.field({ type: 'Decimal', description: 'Signed.', resolve: (b) => b.atp }),
    available: t.field({
      type: 'Decimal',
      description: '`atp`, never below zero.',
      resolve: (b) => b.available,
    }),
  }),
})

const Late = builder.objectRef<AtpAnswer['late']>('AtpLate').implement({
  description: "Supply and demand whose day is past, as the plant's policy takes them.",
  fields: (t) => ({
    supply: t.field({ type: 'Decimal', resolve: (l) => l.supply }),
    demand: t.field({ type: 'Decimal', resolve: (l) => l.demand }),
    supplyLeftOut: t.field({ type: 'Decimal', resolve: (l) => l.supplyLeftOut }),
    demandLeftOut: t.field({ type: 'Decimal', resolve: (l) => l.demandLeftOut }),
  }),
})

const AsOf = builder.objectRef<Atp['asOf']>('AsOf').implement({
  description: 'What the answer knows: the log up to `position`, at `time`.',
  fields: (t) => ({
    position: t.field({ type: 'Position', nullable: true, resolve: (a) => a.position }),
    time: t.field({ type: 'DateTime', resolve: (a) => a.time }),
    lastRecordedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the last event of this item at this plant was recorded.',
      resolve: (a) => a.lastRecordedAt,
    }),
  }),
})

export const AtpType = builder.objectRef<Atp>('Atp').implement({
  description: 'Available to promise: how much of an item a plant can promise, and when.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    unit: t.exposeString('unit'),
    rule: t.field({ type: AtpRule, resolve: (a) => a.rule }),
    horizonDays: t.exposeInt('horizonDays'),
    today: t.field({ type: 'Date', resolve: (a) => a.today }),
    asOf: t.field({ type: AsOf, resolve: (a) => a.asOf }),
    onHand: t.field({
      type: Quantity,
      description: 'Unrestricted stock that is neither expired nor set aside.',
      resolve: (a) => ({ amount: a.answer().onHand, unit: a.unit }),
    }),
    available: t.field({
      type: 'Decimal',
      nullable: true,
      description:
        'What can be promised on a day (today where left out), by look-ahead; null beyond the horizon.',
      args: { on: t.arg({ type: 'Date' }) },
      resolve: (a, { on }) => a.on(on ?? a.today)?.available ?? null,
    }),
    atp: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'As `available`, signed: below zero where orders are short.',
      args: { on: t.arg({ type: 'Date' }) },
      resolve: (a, { on }) => a.on(on ?? a.today)?.atp ?? null,
    }),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The first day on which the whole amount can be promised; null where there is none in the horizon.',
      args: { amount: t.arg({ type: 'Decimal', required: true }), from: t.arg({ type: 'Date' }) },
      resolve: (a, { amount, from }) => {
        if (!isPositive(amount)) throw new GraphQLError(`amount must be above zero, not ${amount}`)
        return a.earliest(amount, from ?? a.today)
      },
    }),
    replenishableFrom: t.field({
      type: 'Date',
      nullable: true,
      description: 'From this day on more could be bought or made; null where the lead time is not known.',
      resolve: (a) => a.answer().replenishableFrom,
    }),
    late: t.field({ type: Late, resolve: (a) => a.answer().late }),
    buckets: t.field({ type: [Bucket], resolve: (a) => [...a.answer().buckets] }),
  }),
})

const AtpRequest = builder.inputType('AtpRequest', {
  fields: (t) => ({
    plant: t.id({ required: true }),
    item: t.id({ required: true }),
    horizonDays: t.int(),
    rule: t.field({ type: AtpRule }),
    pool: t.stringList(),
  }),
})

const ask = async (question: AtpQuestion, context: GatewayContext): Promise<Atp> =>
  answerAtp(question, await context.loaders.atp(question), new Date().toISOString())

builder.queryField('atp', (t) =>
  t.field({
    type: AtpType,
    description: 'How much of an item a plant can promise, and when.',
    args: {
      plant: t.arg.id({ required: true }),
      item: t.arg.id({ required: true }),
      horizonDays: t.arg.int({ description: 'Days ahead, 0 to 365; 180 where left out.' }),
      rule: t.arg({ type: AtpRule }),
      pool: t.arg.stringList({
        description:
          'The pool that asks, its characteristics from the widest on: it may take what is guaranteed to it, up to its maximum. For everybody where left out.',
      }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return ask(args, context)
    },
  }),
)

builder.queryField('atps', (t) =>
  t.field({
    type: [AtpType],
    description: 'ATP of many items in one round trip, in the order asked.',
    args: { requests: t.arg({ type: [AtpRequest], required: true }), readAfter: readAfter(t.arg) },
    complexity: { field: 10, multiplier: 1 },
    resolve: async (_root, { requests, readAfter: position }, context) => {
      if (requests.length > LIMITS.atpRequests)
        throw new GraphQLError(
          `at most ${LIMITS.atpRequests} requests at once, ${requests.length} were asked`,
        )
      await context.readAfter('inventory', position)
      return Promise.all(requests.map((request) => ask(request, context)))
    },
  }),
)
