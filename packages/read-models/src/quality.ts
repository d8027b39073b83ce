import { index, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core'
import { amount, instant, position } from './columns.ts'
import { commonTables } from './common.ts'

export const schema = pgSchema('quality')
export const { inbox, reference, parkedMessage } = commonTables(schema)

/** One row for each hold, in force or over. */
export const hold = schema.table(
  'hold',
  {
    plant: text('plant').notNull(),
    hold: text('hold').notNull(),
    /** Null while only the hold's release is here. */
    item: text('item'),
    /** '' where the hold is on the whole item. */
    lot: text('lot').notNull().default(''),
    reason: text('reason'),
    owner: text('owner'),
    state: text('state', { enum: ['placed', 'released'] }).notNull(),
    placedAt: instant('placed_at'),
    releasedAt: instant('released_at'),
    releaseReason: text('release_reason'),
    position: position().notNull(),
  },
  (t) => [primaryKey({ columns: [t.plant, t.hold] }), index('hold_item').on(t.plant, t.item, t.state)],
)

/** One row for each inspection that has decided something; partial decisions add up. */
export const inspection = schema.table(
  'inspection',
  {
    plant: text('plant').notNull(),
    inspection: text('inspection').notNull(),
    item: text('item').notNull(),
    /** '' where there is none. */
    lot: text('lot').notNull(),
    accepted: amount('accepted').notNull().default('0'),
    rejected: amount('rejected').notNull().default('0'),
    /** The item's base unit. */
    unit: text('unit').notNull(),
    /** When the latest decision was made. */
    decidedAt: instant('decided_at').notNull(),
    position: position().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plant, t.inspection] }),
    index('inspection_lot').on(t.plant, t.item, t.lot),
  ],
)
