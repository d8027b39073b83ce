import { index, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, position } from './columns.ts'
import { commonTables } from './common.ts'

export const schema = pgSchema('orchestration')
export const { inbox, reference, parkedMessage } = commonTables(schema)

/** One row for each matter that people were or are to look at. */
export const alert = schema.table(
  'alert',
  {
    plant: text('plant').notNull(),
    alert: text('alert').notNull(),
    kind: text('kind').notNull(),
    severity: text('severity', { enum: ['info', 'warning', 'critical'] }).notNull(),
    sentence: text('sentence').notNull(),
    item: text('item'),
    orderId: text('order_id'),
    state: text('state', { enum: ['raised', 'cleared'] }).notNull(),
    raisedAt: instant('raised_at').notNull(),
    clearedAt: instant('cleared_at'),
    clearReason: text('clear_reason'),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.alert] }),
    index('alert_open').on(t.state, t.plant, t.raisedAt),
    index('alert_item').on(t.plant, t.item),
  ],
)
