import { inventory } from '@takt/read-models'
import { eq, or, sql } from 'drizzle-orm'
import { builder } from '../builder.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { owner, StockOwner } from './owner.ts'
import { Quantity } from './quantity.ts'

const { stockOnHand, stockMovement, reservation } = inventory
type StockRow = typeof stockOnHand.$inferSelect

const MovementKind = builder.enumType('MovementKind', { values: stockMovement.kind.enumValues })
const ReservationKind = builder.enumType('ReservationKind', { values: reservation.kind.enumValues })
const ReservationState = builder.enumType('ReservationState', { values: reservation.state.enumValues })

export const Stock = builder.objectRef<StockRow>('Stock').implement({
  description:
    'What is there of an item at one place, of one lot, in one status, of one owner; below zero where a receipt is missing.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    location: t.exposeID('location'),
    lot: t.id({ nullable: true, resolve: (s) => s.lot || null }),
    status: t.field({ type: 'StockStatus', resolve: (s) => s.status }),
    owner: t.field({ type: StockOwner, nullable: true, resolve: owner }),
    quantity: t.field({ type: Quantity, resolve: (s) => ({ amount: s.quantity, unit: s.unit }) }),
    updatedAt: t.field({ type: 'DateTime', resolve: (s) => s.updatedAt }),
    position: t.field({ type: 'Position', resolve: (s) => s.position }),
  }),
})

interface DocumentRow {
  readonly type: string
  readonly id: string
  readonly line: string | null
}

export const Document = builder.objectRef<DocumentRow>('Document').implement({
  description: 'An order, or another paper, of the systems around Takt.',
  fields: (t) => ({
    type: t.exposeString('type'),
    id: t.exposeID('id'),
    line: t.exposeID('line', { nullable: true }),
  }),
})

export const document = (row: {
  documentType: string | null
  documentId: string | null
  documentLine: string | null
}): DocumentRow | null =>
  row.documentType === null || row.documentId === null
    ? null
    : { type: row.documentType, id: row.documentId, line: row.documentLine || null }

const Movement = builder.objectRef<typeof stockMovement.$inferSelect>('StockMovement').implement({
  description: 'A change of stock at one place; a transfer has two, one below zero and one above.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    kind: t.field({ type: MovementKind, resolve: (m) => m.kind }),
    location: t.exposeID('location'),
    lot: t.id({ nullable: true, resolve: (m) => m.lot || null }),
    status: t.field({ type: 'StockStatus', resolve: (m) => m.status }),
    owner: t.field({ type: StockOwner, nullable: true, resolve: owner }),
    quantity: t.field({ type: Quantity, resolve: (m) => ({ amount: m.quantity, unit: m.unit }) }),
    reported: t.field({
      type: Quantity,
      nullable: true,
      description: 'As the source said it, where that is another unit.',
      resolve: (m) =>
        m.reportedAmount === null || m.reportedUnit === null
          ? null
          : { amount: m.reportedAmount, unit: m.reportedUnit },
    }),
    serials: t.stringList({
      nullable: true,
      description: 'The serial numbers that moved, where the item is kept by them and they were told.',
      resolve: (m) => m.serials,
    }),
    document: t.field({ type: Document, nullable: true, resolve: document }),
    reason: t.exposeString('reason', { nullable: true }),
    reverses: t.exposeID('reverses', {
      nullable: true,
      description: 'The message whose movement it undoes.',
    }),
    source: t.exposeString('source', { nullable: true }),
    messageId: t.exposeID('messageId'),
    correlationId: t.exposeID('correlationId'),
    occurredAt: t.field({ type: 'DateTime', resolve: (m) => m.occurredAt }),
    recordedAt: t.field({ type: 'DateTime', resolve: (m) => m.recordedAt }),
    position: t.field({ type: 'Position', resolve: (m) => m.position }),
  }),
})

interface AllotmentRow {
  readonly lot: string
  readonly serials?: readonly string[] | undefined
  readonly quantity: { readonly amount: string; readonly unit: string }
}

const Allotment = builder.objectRef<AllotmentRow>('Allotment').implement({
  description: 'What of a lot is set aside for one reservation.',
  fields: (t) => ({
    lot: t.id({ nullable: true, resolve: (a) => a.lot || null }),
    quantity: t.field({ type: Quantity, resolve: ({ quantity }) => quantity }),
    serials: t.stringList({
      nullable: true,
      description: 'Which serial numbers, where the item is kept by them.',
      resolve: (a) => (a.serials ? [...a.serials] : null),
    }),
  }),
})

export const Reservation = builder.objectRef<typeof reservation.$inferSelect>('Reservation').implement({
  description: 'Stock set aside. It counts while it is open and not expired.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    reservation: t.exposeID('reservation'),
    state: t.field({ type: ReservationState, resolve: (r) => r.state }),
    kind: t.field({
      type: ReservationKind,
      description: 'Hard where it is of lots or serial numbers, which nobody else can take.',
      resolve: (r) => r.kind,
    }),
    quantity: t.field({ type: Quantity, resolve: (r) => ({ amount: r.quantity, unit: r.unit }) }),
    open: t.field({ type: Quantity, resolve: (r) => ({ amount: r.open, unit: r.unit }) }),
    lot: t.exposeID('lot', { nullable: true }),
    allotments: t.field({
      type: [Allotment],
      description: 'What is still reserved, by lot; empty where it is soft or over.',
      resolve: (r) =>
        r.allotments.map(({ quantity, ...of }) => ({ ...of, quantity: { amount: quantity, unit: r.unit } })),
    }),
    date: t.field({ type: 'Date', nullable: true, resolve: (r) => r.date }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Null where it stands until it is used or released.',
      resolve: (r) => r.expiresAt,
    }),
    document: t.field({ type: Document, nullable: true, resolve: document }),
    position: t.field({ type: 'Position', resolve: (r) => r.position }),
  }),
})

builder.queryField('stock', (t) =>
  t.connection({
    type: Stock,
    description: 'Stock on hand, by plant, item, location, lot, status and owner.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      location: t.arg.id(),
      lot: t.arg.id(),
      status: t.arg({ type: 'StockStatus' }),
      owner: t.arg.id({
        description: 'Empty for the plant\'s own, else such as "consignment:ACME" or "customer:C-17".',
      }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return page<StockRow>(context.db, args, {
        from: stockOnHand,
        by: ['plant', 'item', 'location', 'lot', 'status', 'owner'],
        where: equal(stockOnHand, args, ['plant', 'item', 'location', 'lot', 'status', 'owner']),
      })
    },
  }),
)

builder.queryField('stockMovements', (t) =>
  t.connection({
    type: Movement,
    description: 'What moved stock, the latest first.',
    args: { plant: t.arg.id(), item: t.arg.id(), readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return page<typeof stockMovement.$inferSelect>(context.db, args, {
        from: stockMovement,
        by: ['position', 'line'],
        descending: true,
        where: equal(stockMovement, args, ['plant', 'item']),
      })
    },
  }),
)

const holds = (part: { lot: string } | { serials: string[] }) =>
  sql`${reservation.allotments} @> ${JSON.stringify([part])}::jsonb`
/** Asked for it, or holds something of it. */
const ofLot = (lot: string) => or(eq(reservation.lot, lot), holds({ lot }))

builder.queryField('reservations', (t) =>
  t.connection({
    type: Reservation,
    description: 'Reservations, by plant, item and id.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      lot: t.arg.id(),
      serial: t.arg.id({ description: 'A serial number that it holds now.' }),
      document: t.arg.id({ description: 'The number of the order it is for.' }),
      state: t.arg({ type: ReservationState }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      return page<typeof reservation.$inferSelect>(context.db, args, {
        from: reservation,
        by: ['plant', 'item', 'reservation'],
        where: [
          ...equal(reservation, args, ['plant', 'item', 'state']),
          typeof args.lot === 'string' ? ofLot(args.lot) : undefined,
          args.serial ? holds({ serials: [args.serial] }) : undefined,
          args.document ? eq(reservation.documentId, args.document) : undefined,
        ],
      })
    },
  }),
)
