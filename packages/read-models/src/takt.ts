import { index, integer, pgSchema, text } from 'drizzle-orm/pg-core'
import { instant, position, revision } from './columns.ts'

export const schema = pgSchema('takt')

/** How far each projection has read the log. `holder` is the process that may move it. */
export const checkpoint = schema.table('checkpoint', {
  projection: text('projection').primaryKey(),
  position: position().notNull(),
  holder: text('holder'),
  updatedAt: instant('updated_at').notNull(),
})

/** One row for each recorded event, without its data: what caused what, across every context. */
export const journal = schema.table(
  'journal',
  {
    eventId: text('event_id').primaryKey(),
    position: position().notNull(),
    stream: text('stream').notNull(),
    revision: revision().notNull(),
    type: text('type').notNull(),
    plant: text('plant').notNull(),
    messageId: text('message_id').notNull(),
    correlationId: text('correlation_id').notNull(),
    causationId: text('causation_id'),
    source: text('source'),
    actor: text('actor'),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [index('journal_correlation').on(t.correlationId), index('journal_message').on(t.messageId)],
)

/** The migrations that were applied, with a checksum of what was run. */
export const migration = schema.table('migration', {
  number: integer('number').primaryKey(),
  name: text('name').notNull(),
  checksum: text('checksum').notNull(),
  appliedAt: instant('applied_at').notNull(),
})
