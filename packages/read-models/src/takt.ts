import { bigint, index, integer, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import { instant, position, revision } from './columns.ts'

export const schema = pgSchema('takt')

/** How far each projection has read the log. */
export const checkpoint = schema.table('checkpoint', {
  projection: text('projection').primaryKey(),
  position: position().notNull(),
  /** The process that may move it; another one that takes over writes itself here. */
  holder: text('holder').notNull(),
  /** The read models hold everything that was recorded up to then. */
  asOf: instant('as_of').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** A rebuild under way: how far its shadow tables are. */
export const rebuild = schema.table('rebuild', {
  view: text('view').primaryKey(),
  position: position().notNull(),
  /** Of the tables and functions it was begun with; others begin anew. */
  fingerprint: text('fingerprint').notNull(),
  events: bigint('events', { mode: 'number' }).notNull(),
  startedAt: instant('started_at').notNull(),
})

/** The views that hold the fold of the whole log, and what they were last built with. */
export const builtView = schema.table('built_view', {
  view: text('view').primaryKey(),
  projection: text('projection').notNull(),
  builtAt: instant('built_at').notNull(),
})

/** One row for each recorded event, without its data: what caused what, across every context. */
export const journal = schema.table(
  'journal',
  {
    eventId: uuid('event_id').primaryKey(),
    /** Positions grow from row to row within a context; across contexts, rows appear in any order. */
    context: text('context').notNull(),
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
  (t) => [
    index('journal_context').on(t.context, t.position),
    index('journal_correlation').on(t.correlationId),
    index('journal_message').on(t.messageId),
  ],
)

/** The migrations that were applied, with a checksum of what was run. */
export const migration = schema.table('migration', {
  number: integer('number').primaryKey(),
  name: text('name').notNull(),
  checksum: text('checksum').notNull(),
  appliedAt: instant('applied_at').notNull(),
})

/** The views for analysts as they were last made. */
export const analystView = schema.table('analyst_view', {
  name: text('name').primaryKey(),
  checksum: text('checksum').notNull(),
})
