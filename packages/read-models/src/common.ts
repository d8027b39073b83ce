import { index, integer, jsonb, type PgSchema, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, position, revision } from './columns.ts'

/** The tables that every context has: `inbox`, `reference` and `parkedMessage`, in the context's own schema. */
export function commonTables(schema: PgSchema) {
  return { inbox: inbox(schema), reference: reference(schema), parkedMessage: parkedMessage(schema) }
}

/** One row for each message that had its effect: what a repeat of it is told from, at any distance. */
const inbox = (schema: PgSchema) =>
  schema.table('inbox', {
    messageId: text('message_id').primaryKey(),
    hash: text('hash').notNull(),
    stream: text('stream').notNull(),
    revision: revision().notNull(),
    position: position().notNull(),
    /** Why it was refused; such a row gives way to an effect of the same id, should it be tried again. */
    rejection: jsonb('rejection'),
  })

/** The context's own copy of master data, read by one key. */
const reference = (schema: PgSchema) =>
  schema.table(
    'reference',
    {
      kind: text('kind').notNull(),
      key: text('key').notNull(),
      revision: revision().notNull(),
      data: jsonb('data').notNull(),
    },
    (t) => [primaryKey({ columns: [t.kind, t.key] })],
  )

/** One row for each message that could not be handled, until and after it is replayed, resolved or discarded. */
const parkedMessage = (schema: PgSchema) =>
  schema.table(
    'parked_message',
    {
      parked: text('parked').primaryKey(),
      plant: text('plant').notNull(),
      subject: text('subject').notNull(),
      messageId: text('message_id'),
      code: text('code').notNull(),
      sentence: text('sentence').notNull(),
      problems: jsonb('problems').$type<{ path: string; message: string }[]>().notNull(),
      concerns: jsonb('concerns').$type<Record<string, string>>().notNull(),
      source: text('source'),
      headers: jsonb('headers').$type<Record<string, string>>().notNull(),
      body: text('body'),
      bodyBase64: text('body_base64'),
      tries: integer('tries').notNull(),
      firstAt: instant('first_at').notNull(),
      lastAt: instant('last_at').notNull(),
      state: text('state', { enum: ['parked', 'replayed', 'resolved', 'discarded'] }).notNull(),
      versions: jsonb('versions').$type<unknown[]>(),
      reason: text('reason'),
      position: position().notNull(),
    },
    (t) => [index('parked_message_open').on(t.state, t.lastAt)],
  )
