import type { ComponentCheck } from '@takt/contracts'
import { isPositive } from '@takt/contracts'
import { GraphQLError } from 'graphql'
import { builder } from '../builder.ts'
import { answerCapable, type Capable } from '../reading/capable.ts'
import { readAfter } from './arguments.ts'

const Check = builder.objectRef<ComponentCheck>('ComponentCheck').implement({
  description:
    'What one item must give, on the day work on its parent must start. Amounts are in its base unit.',
  fields: (t) => ({
    item: t.exposeID('item'),
    level: t.exposeInt('level', { description: '0 is what was asked for.' }),
    date: t.field({ type: 'Date', resolve: (c) => c.date }),
    needed: t.field({ type: 'Decimal', resolve: (c) => c.needed }),
    available: t.field({
      type: 'Decimal',
      description: 'By its own available to promise, after what others in this answer took.',
      resolve: (c) => c.available,
    }),
    made: t.field({
      type: 'Decimal',
      description: 'To be made from its components.',
      resolve: (c) => c.made,
    }),
    bought: t.field({
      type: 'Decimal',
      description: 'To be bought: ordered today it is here by then, without limit.',
      resolve: (c) => c.bought,
    }),
    buyFrom: t.field({
      type: 'Date',
      nullable: true,
      description:
        "The first day, in the plant's zone, on which it is here if it is ordered today; null where it is made, or its lead time is not known.",
      resolve: (c) => c.buyFrom,
    }),
    short: t.field({ type: 'Decimal', resolve: (c) => c.short }),
  }),
})

const Limiting = builder.objectRef<NonNullable<Capable['limiting']>>('LimitingComponent').implement({
  description: 'What stands in the way: it is there last, or lacks most.',
  fields: (t) => ({
    check: t.field({ type: Check, resolve: (l) => l }),
    reason: t.exposeString('reason', {
      description: '`component`: too little of it. `lead-time`: it cannot be made any more until then.',
    }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The first day on which its own available to promise has all that is needed of it, or on which it can be bought.',
      resolve: (l) => l.from,
    }),
  }),
})

const CapableToPromise = builder.objectRef<Capable>('CapableToPromise').implement({
  description:
    'Whether an item can be had by a day, from stock and supply of itself and of what it is made of.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    amount: t.field({ type: 'Decimal', description: 'In the base unit.', resolve: (c) => c.amount }),
    unit: t.exposeString('unit'),
    date: t.field({ type: 'Date', resolve: (c) => c.date }),
    capable: t.exposeBoolean('capable'),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day on which all of it can be had; null where there is none in the horizon.',
      resolve: (c) => c.earliest,
    }),
    most: t.field({
      type: 'Decimal',
      description: 'The most that can be had on the day; the amount where all of it can.',
      resolve: (c) => c.most,
    }),
    limiting: t.field({ type: Limiting, nullable: true, resolve: (c) => c.limiting }),
    checks: t.field({ type: [Check], resolve: (c) => [...c.checks] }),
  }),
})

const CapableQuantity = builder.inputType('CapableQuantity', {
  fields: (t) => ({
    amount: t.field({ type: 'Decimal', required: true }),
    unit: t.string({ required: true }),
  }),
})

builder.queryField('capableToPromise', (t) =>
  t.field({
    type: CapableToPromise,
    description: 'Explodes the bill of material, and checks each component on the day it is needed.',
    args: {
      plant: t.arg.id({ required: true }),
      item: t.arg.id({ required: true }),
      quantity: t.arg({ type: CapableQuantity, required: true }),
      date: t.arg({ type: 'Date', required: true }),
      readAfter: readAfter(t.arg),
    },
    complexity: { field: 100 },
    resolve: async (_root, { plant, item, quantity, date, readAfter: position }, context) => {
      if (!isPositive(quantity.amount))
        throw new GraphQLError(`quantity must be above zero, not ${quantity.amount}`)
      await context.readAfter('inventory', position)
      return answerCapable({ plant, item, quantity, date }, context.loaders, new Date().toISOString())
    },
  }),
)
