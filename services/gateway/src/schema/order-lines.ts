import { inventory } from '@takt/read-models'
import { eq } from 'drizzle-orm'
import { builder } from '../builder.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { Document, document } from './inventory.ts'
import { Quantity } from './quantity.ts'

const { orderLine } = inventory
type Row = typeof orderLine.$inferSelect

const LineKind = builder.enumType('OrderLineKind', { values: orderLine.kind.enumValues })
const LineState = builder.enumType('OrderLineState', { values: orderLine.state.enumValues })

const LineDay = builder.objectRef<Row['schedule'][number]>('OrderLineDay').implement({
  description: "A day of what counts of a line. Amounts are in the item's base unit.",
  fields: (t) => ({
    date: t.field({ type: 'Date', resolve: (d) => d.date }),
    quantity: t.field({ type: 'Decimal', resolve: (d) => d.of }),
    open: t.field({ type: 'Decimal', resolve: (d) => d.open }),
    unconfirmed: t.field({
      type: 'Decimal',
      description: 'What of it an acknowledging supplier has not answered for.',
      resolve: (d) => d.unconfirmed,
    }),
  }),
})

const OrderLine = builder.objectRef<Row>('OrderLine').implement({
  description: 'A line of supply or demand: what was asked for, what counts, and what came or went for it.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    kind: t.field({ type: LineKind, resolve: (l) => l.kind }),
    document: t.field({ type: Document, nullable: true, resolve: document }),
    state: t.field({ type: LineState, resolve: (l) => l.state }),
    requestedDate: t.field({ type: 'Date', nullable: true, resolve: (l) => l.requestedDate }),
    requested: t.field({
      type: Quantity,
      nullable: true,
      resolve: (l) => (l.requestedQuantity === null ? null : { amount: l.requestedQuantity, unit: l.unit }),
    }),
    schedule: t.field({
      type: [LineDay],
      description: 'What counts: what its supplier confirmed, what was promised, or what was asked for.',
      resolve: (l) => l.schedule,
    }),
    confirmed: t.exposeBoolean('confirmed', {
      description: 'Supply: confirmed by the partner. Demand: promised by Takt.',
    }),
    acknowledgedAt: t.field({ type: 'DateTime', nullable: true, resolve: (l) => l.acknowledgedAt }),
    acknowledgement: t.exposeID('acknowledgement', { nullable: true }),
    open: t.field({ type: Quantity, resolve: (l) => ({ amount: l.open, unit: l.unit }) }),
    fulfilled: t.field({ type: Quantity, resolve: (l) => ({ amount: l.fulfilled, unit: l.unit }) }),
    over: t.field({
      type: Quantity,
      description: 'What was received or issued beyond the whole line.',
      resolve: (l) => ({ amount: l.over, unit: l.unit }),
    }),
    customer: t.exposeID('customer', { nullable: true }),
    validUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: "A quote's last moment.",
      resolve: (l) => l.validUntil,
    }),
    position: t.field({ type: 'Position', resolve: (l) => l.position }),
  }),
})

builder.queryField('orderLines', (t) =>
  t.connection({
    type: OrderLine,
    description: 'Lines of supply and demand, by plant, item, kind and document.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      kind: t.arg({ type: LineKind }),
      state: t.arg({ type: LineState }),
      document: t.arg.id({ description: 'The number of the order.' }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return page<Row>(context.db, args, {
        from: orderLine,
        by: ['plant', 'item', 'kind', 'documentType', 'documentId', 'documentLine'],
        where: [
          ...equal(orderLine, args, ['plant', 'item', 'kind', 'state']),
          args.document ? eq(orderLine.documentId, args.document) : undefined,
        ],
      })
    },
  }),
)
