import { type AtpAnswer, type AtpBucket, isPositive } from '@takt/contracts'
import { GraphQLError, type GraphQLResolveInfo } from 'graphql'
import { builder } from '../builder.ts'
import type { GatewayContext } from '../context.ts'
import { LIMITS } from '../limits.ts'
import { type Atp, type AtpQuestion, askAtp } from '../reading/atp.ts'
import { atpWants } from '../reading/atp-wants.ts'
import { readAfter } from './arguments.ts'
import { PeggingType } from './atp-pegging.ts'
import { AtRiskType } from './atp-risk.ts'
import { Scope, ScopeInput, scopeAsked } from './atp-scope.ts'
import { Quantity } from './quantity.ts'

export const AtpRule = builder.enumType('AtpRule', {
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
    demand: t.field({
      type: 'Decimal',
      description: 'Without that for which lots or serial numbers are set aside: these are out of onHand.',
      resolve: (b) => b.demand,
    }),
    reserved: t.field({ type: 'Decimal', resolve: (b) => b.reserved }),
    projected: t.field({ type: 'Decimal', resolve: (b) => b.projected }),
    atp: t.field({ type: 'Decimal', description: 'Signed.', resolve: (b) => b.atp }),
    available: t.field({
      type: 'Decimal',
      description: '`atp`, never below zero.',
      resolve: (b) => b.available,
    }),
    beyondLeadTime: t.exposeBoolean('beyondLeadTime', {
      description: 'At or after `replenishableFrom`: more could be had than is shown.',
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

export const AsOf = builder.objectRef<Atp['asOf']>('AsOf').implement({
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
    readModelAgeMs: t.int({
      nullable: true,
      description:
        'How far behind the log the answer may be; an idle read model that is current stays below 3,000.',
      resolve: (a) => a.readModelAgeMs,
    }),
  }),
})

const Freshness = builder.objectRef<ReturnType<Atp['freshness']>[number]>('SourceFreshness').implement({
  description: 'When the plant last heard of a source of stock, supply or demand.',
  fields: (t) => ({
    source: t.exposeString('source', { description: "'' for messages that name none." }),
    lastOccurredAt: t.field({
      type: 'DateTime',
      description: "By the source's own clock, of what was recorded last.",
      resolve: (s) => s.lastOccurredAt,
    }),
    lastRecordedAt: t.field({ type: 'DateTime', resolve: (s) => s.lastRecordedAt }),
    ageSeconds: t.exposeInt('ageSeconds', { description: 'Since it was last heard of.' }),
    events: t.exposeInt('events', { description: 'How many events its messages made here.' }),
    position: t.field({ type: 'Position', resolve: (s) => s.position }),
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
        'What can be promised on a day (today where left out), by look-ahead unless the rule is cumulative; null beyond the horizon.',
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
    scope: t.field({
      type: Scope,
      description: 'What counted: as the question said, else as the plant does.',
      resolve: (a) => a.answer().scope,
    }),
    freshness: t.field({
      type: [Freshness],
      description: 'The sources of this plant, and how long ago each was heard of.',
      resolve: (a) => a.freshness(),
    }),
    pegging: t.field({
      type: PeggingType,
      description: 'Which supply covers which demand, down to document lines, at the moment of the answer.',
      resolve: (a) => {
        const pegging = a.pegging()
        const lines = Math.max(pegging.needs.length, pegging.sources.length)
        if (lines > LIMITS.pegged)
          throw new GraphQLError(
            `pegging has ${lines} lines, at most ${LIMITS.pegged} are answered: ask for fewer horizonDays or a narrower scope`,
          )
        return pegging
      },
    }),
    atRisk: t.field({
      type: AtRiskType,
      description: 'What parked or lagging messages about this item could change, with links to them.',
      resolve: (a, _args, { loaders }) => a.atRisk(loaders.lookUp),
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
    scope: t.field({ type: ScopeInput }),
  }),
})

type Asked = Omit<AtpQuestion, 'scope'> & {
  readonly scope?: typeof ScopeInput.$inferInput | null | undefined
}

const ask = ({ scope, ...asked }: Asked, { loaders }: GatewayContext, info: GraphQLResolveInfo) =>
  askAtp({ ...asked, scope: scopeAsked(scope), wants: atpWants(info) }, loaders.atp)

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
      scope: t.arg({ type: ScopeInput }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context, info) => {
      await context.readAfter('inventory', args.readAfter)
      return ask(args, context, info)
    },
  }),
)

builder.queryField('atps', (t) =>
  t.field({
    type: [AtpType],
    nullable: { list: false, items: true },
    description:
      'ATP of many items in one round trip, in the order asked; null, with an error of its own, for each that cannot be answered.',
    args: { requests: t.arg({ type: [AtpRequest], required: true }), readAfter: readAfter(t.arg) },
    complexity: ({ requests }) => ({ field: 10, multiplier: requests.length }),
    resolve: async (_root, { requests, readAfter: position }, context, info) => {
      if (requests.length > LIMITS.atpRequests)
        throw new GraphQLError(
          `at most ${LIMITS.atpRequests} requests at once, ${requests.length} were asked`,
        )
      await context.readAfter('inventory', position)
      return requests.map((request) => ask(request, context, info))
    },
  }),
)
