import postgres, { type Sql } from 'postgres'
import { onTestFinished } from 'vitest'
import type { Inbox, InboxRow } from '../../src/index.ts'

/** A client that ends with the test. */
export function client(url: string): Sql {
  const sql = postgres(url, { max: 4, onnotice: () => {}, idle_timeout: 5, connect_timeout: 2 })
  onTestFinished(() => sql.end({ timeout: 1 }))
  return sql
}

export async function createInboxTable(sql: Sql, table: string): Promise<void> {
  await sql`
    create table ${sql(table)} (
      id text primary key, hash text not null, stream text not null, revision bigint not null,
      position numeric not null, rejection jsonb)`
}

/** The inbox as an interface says it, in one table; the product's own is in the projections package. */
export function postgresInbox(sql: Sql, table: string): Inbox {
  return {
    async lookup(ids) {
      const rows = await sql<Stored[]>`
        select id, hash, stream, revision::text, position::text, rejection
        from ${sql(table)} where id = any (${ids as string[]})`
      return new Map(rows.map((row) => [row.id, toRow(row)]))
    },
    async record(rows) {
      const all = rows.map((row) => ({ ...row, rejection: row.rejection ?? null }))
      await sql`
        insert into ${sql(table)} as old
        select * from jsonb_to_recordset(${sql.json(all as never)}) as row (
          id text, hash text, stream text, revision bigint, position numeric, rejection jsonb)
        on conflict (id) do update set
          hash = excluded.hash, stream = excluded.stream, revision = excluded.revision,
          position = excluded.position, rejection = excluded.rejection
        where old.rejection is not null and excluded.rejection is null`
    },
  }
}

type Stored = Omit<InboxRow, 'revision' | 'rejection'> & {
  readonly revision: string
  readonly rejection: InboxRow['rejection'] | null
}

const toRow = ({ rejection, revision, ...row }: Stored): InboxRow => ({
  ...row,
  revision: Number(revision),
  ...(rejection ? { rejection } : {}),
})
