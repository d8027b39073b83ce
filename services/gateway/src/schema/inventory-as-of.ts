import { MAX_AS_OF_ROWS, StockAsOf, type StockAsOfAnswer } from '@takt/contracts'
import type { inventory } from '@takt/read-models'
import { GraphQLError } from 'graphql'
import { builder } from '../builder.ts'
import { answerAtp } from '../reading/atp.ts'
import { withoutNulls } from '../without-nulls.ts'
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

type Cursors = Readonly<Record<'stock' | 'lines' | 'reservations', string | null>>

const CURSORS = 'Where each list goes on; null for one that is complete.'
const Next = builder.objectRef<Cursors>('InventoryAsOfNext').implement({
  description: CURSORS,
  fields: (t) => ({
    stock: t.string({ nullable: true, resolve: (n) => n.stock }),
    lines: t.string({ nullable: true, resolve: (n) => n.lines }),
    reservations: t.string({ nullable: true, resolve: (n) => n.reservations }),
  }),
})
const After = builder.inputType('InventoryAsOfAfter', {
  description: 'An earlier answer’s `next`: only the lists that are named go on.',
  fields: (t) => ({ stock: t.string(), lines: t.string(), reservations: t.string() }),
})

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
    next: t.field({
      type: Next,
      nullable: true,
      description:
        'Null where no list has more. Else ask again with it as `after`, as of the same moment: where none was asked for, as of `time`.',
      resolve: ({ answer: { stock, lines, reservations } }) =>
        stock.next === null && lines.next === null && reservations.next === null
          ? null
          : { stock: stock.next, lines: lines.next, reservations: reservations.next },
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
      time: t.arg({
        type: 'DateTime',
        description: 'All that was recorded by then. `stockAsHappened` tells what had happened by then.',
      }),
      first: t.arg.int({
        description: `Rows of each list, up to ${MAX_AS_OF_ROWS}; that many where left out.`,
      }),
      after: t.arg({ type: After, description: 'To go on with lists that were longer.' }),
    },
    complexity: { field: 100 },
    resolve: async (_root, { plant, item, ...asked }, context) => {
      const { position, time } = asked
      if (typeof position === 'string' && typeof time === 'string')
        throw new GraphQLError('say a position or a time, not both', { extensions: { code: 'invalid' } })
      const data = withoutNulls({ item, ...asked })
      const answer = (await context.question({ contract: StockAsOf, plant, data })) as Answer
      return { asked: { plant, item }, answer }
    },
  }),
)
