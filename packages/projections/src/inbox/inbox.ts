import type { Inbox, InboxRow } from '@takt/event-sourcing'
import type { Sql } from 'postgres'
import { arrayLiteral } from '../sql/array-literal.ts'
import { insertRows } from './inbox-statements.ts'

/** A context's inbox in Postgres; one query a call. */
export function createInbox(sql: Sql, context: string): Inbox {
  return {
    async lookup(ids) {
      const rows = await sql.unsafe<StoredRow[]>(
        `select message_id, hash, stream, revision::text, position::text, rejection
         from ${context}.inbox where message_id = any ($1::text[])`,
        [arrayLiteral(ids, 'text')],
        { prepare: true },
      )
      return new Map(rows.map((row) => [row.message_id, inboxRow(row)]))
    },
    async record(rows) {
      if (rows.length === 0) return
      const { text, parameters } = insertRows(context, rows)
      await sql.unsafe(text, parameters as string[], { prepare: true })
    },
  }
}

interface StoredRow {
  readonly message_id: string
  readonly hash: string
  readonly stream: string
  readonly revision: string
  readonly position: string
  readonly rejection: InboxRow['rejection'] | null
}

const inboxRow = ({ message_id, hash, stream, revision, position, rejection }: StoredRow): InboxRow => ({
  id: message_id,
  hash,
  stream,
  revision: Number(revision),
  position,
  ...(rejection ? { rejection } : {}),
})
