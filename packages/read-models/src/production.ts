import { boolean, date, index, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core'
import { amount, instant, position } from './columns.ts'
import { commonTables } from './common.ts'

export const schema = pgSchema('production')
export const { inbox, reference, parkedMessage } = commonTables(schema)

/**
 * One row for each work order. What only its release says (item, quantity, …) is null while reports about the order
 * are here and its release is not.
 */
export const workOrder = schema.table(
  'work_order',
  {
    plant: text('plant').notNull(),
    orderId: text('order_id').notNull(),
    item: text('item'),
    status: text('status', {
      enum: ['created', 'released', 'inProgress', 'completed', 'closed', 'cancelled'],
    })
      .notNull()
      .default('created'),
    /** The item's base unit, of every amount in this row. */
    unit: text('unit'),
    quantity: amount('quantity'),
    yield: amount('yield').notNull().default('0'),
    scrap: amount('scrap').notNull().default('0'),
    /** quantity − yield, never below zero. */
    remaining: amount('remaining'),
    /** yield ÷ quantity; above 1 where more was yielded than ordered. */
    progress: amount('progress').notNull().default('0'),
    location: text('location'),
    inspect: boolean('inspect').notNull().default(false),
    dueDate: date('due_date', { mode: 'string' }),
    startDate: date('start_date', { mode: 'string' }),
    releasedAt: instant('released_at'),
    startedAt: instant('started_at'),
    completedAt: instant('completed_at'),
    closedAt: instant('closed_at'),
    cancelledAt: instant('cancelled_at'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.orderId] }),
    index('work_order_due').on(t.plant, t.status, t.dueDate),
    index('work_order_item').on(t.plant, t.item),
  ],
)

/** One row for each component of a work order: what the order needs in all, and what was used. */
export const workOrderComponent = schema.table(
  'work_order_component',
  {
    plant: text('plant').notNull(),
    orderId: text('order_id').notNull(),
    item: text('item').notNull(),
    required: amount('required').notNull().default('0'),
    consumed: amount('consumed').notNull().default('0'),
    /** The component's base unit. */
    unit: text('unit').notNull(),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.orderId, t.item] })],
)

/** One row for each report of output. */
export const output = schema.table(
  'output',
  {
    eventId: text('event_id').primaryKey(),
    plant: text('plant').notNull(),
    orderId: text('order_id').notNull(),
    item: text('item').notNull(),
    yield: amount('yield').notNull(),
    scrap: amount('scrap').notNull(),
    unit: text('unit').notNull(),
    scrapReason: text('scrap_reason'),
    location: text('location').notNull(),
    /** '' where there is none. */
    lot: text('lot').notNull(),
    producedAt: instant('produced_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    source: text('source'),
    position: position().notNull(),
  },
  (t) => [index('output_order').on(t.plant, t.orderId), index('output_lot').on(t.plant, t.item, t.lot)],
)
