import { StockAsOf, type StockAsOfAnswer } from '@takt/contracts'
import type { inventory } from '@takt/read-models'
import { GraphQLError } from 'graphql'
import { builder } from '../builder.ts'
import { answerAtp } from '../reading/atp.ts'
import { AtpType } from './atp.ts'
import { Reservation, Stock } from './inventory.ts'
import { OpenLine } from './open-line.ts'

type Answer = StockAsOfAnswer<
  typeof inventory.stockOnHand.$inferSelect,
  typeof inventory.atpLine.$inferSelect,
  typeof inventory.reservation.$inferSelect
>

interface Asked {
  readonly plant: string
  readonly item: string
}

const InventoryAsOf = builder.objectRef<{ asked: Asked; answer: Answer }>('InventoryAsOf').implement({
  description:
    'An item at a plant as of a moment: as it was known then, whatever was reported later; item and plant count as master data say now. Empty before its first event.',
  fields: (t) => ({
    plant: t.id({ resolve: ({ asked }) => asked.plant }),
    item: t.id({ resolve: ({ asked }) => asked.item }),
    position: t.field({
      type: 'Position',
      nullable: true,
      description: "Of the item's last event up to the moment.",
      resolve: ({ answer }) => answer.position,
    }),
    recordedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When that event was recorded.',
      resolve: ({ answer }) => answer.recordedAt,
    }),
    time: t.field({
      type: 'DateTime',
      description: 'The moment that days and reservations are told by.',
      resolve: ({ answer }) => answer.now,
    }),
    stock: t.field({ type: [Stock], resolve: ({ answer }) => [...answer.stock.rows] }),
    lines: t.field({
      type: [OpenLine],
      description: 'Open supply and demand, by day.',
      resolve: ({ answer }) => [...answer.lines.rows],
    }),
    reservations: t.field({
      type: [Reservation],
      description: 'Those that counted.',
      resolve: ({ answer }) => [...answer.reservations.rows],
    }),
    complete: t.boolean({
      description: 'False where a list is longer than one answer can carry; `atp` counts all of it.',
      resolve: ({ answer }) =>
        [answer.stock, answer.lines, answer.reservations].every((l) => l.rows.length === l.total),
    }),
    atp: t.field({
      type: AtpType,
      description: 'What could be promised, worked out from what was known then.',
      args: { horizonDays: t.arg.int() },
      resolve: ({ asked, answer }, { horizonDays }) => {
        const { now: _, plant, ...input } = answer.input
        const { position, recordedAt: lastRecordedAt, unit, now } = answer
        return answerAtp({ ...asked, horizonDays }, { plant, unit, position, lastRecordedAt, input }, now)
      },
    }),
  }),
})

builder.queryField('inventoryAsOf', (t) =>
  t.field({
    type: InventoryAsOf,
    description:
      'Stock, open lines, reservations and ATP of an item at any past position or time, from the events; as of now where neither is said. Reads the whole history of the item up to there.',
    args: {
      plant: t.arg.id({ required: true }),
      item: t.arg.id({ required: true }),
      position: t.arg({
        type: 'Position',
        description: 'The log up to and with it, as a command answered it.',
      }),
      time: t.arg({ type: 'DateTime', description: 'All that was recorded by then.' }),
    },
    complexity: { field: 100 },
    resolve: async (_root, { plant, item, position, time }, context) => {
      if (typeof position === 'string' && typeof time === 'string')
        throw new GraphQLError('say a position or a time, not both', { extensions: { code: 'invalid' } })
      const data = { item, position, time }
      const answer = (await context.question({ contract: StockAsOf, plant, data })) as Answer
      return { asked: { plant, item }, answer }
    },
  }),
)
