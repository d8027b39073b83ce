import type { Sql } from 'postgres'

export interface StoredReference {
  readonly kind: string
  readonly key: string
  readonly revision: number
  /** The version of the contract that `data` was written in. */
  readonly version: number
  readonly data: unknown
}

/** `<context>.reference`: what a service starts with, whatever NATS still holds. */
export interface ReferenceTable {
  readAll(): Promise<readonly StoredReference[]>
  /** One statement; an older revision never replaces a newer one. Tells the other processes of the service. */
  write(rows: readonly StoredReference[]): Promise<void>
  /** Calls back when another process has written, and whenever notifications may have been lost. */
  onWritten(callback: () => void): Promise<{ unlisten(): Promise<void> }>
}

/** The `data` column: a later release reads what an earlier one wrote, so it says in which version that was. */
interface Stored {
  readonly version: number
  readonly data: unknown
}

const CHANNEL = 'takt_reference'

/** @param writer tells this process's writes from others' */
export function referenceTable(sql: Sql, context: string, writer: string): ReferenceTable {
  const table = sql(`${context}.reference`)
  return {
    async readAll() {
      const rows = await sql<(Stored & { kind: string; key: string; revision: string })[]>`
        select kind, key, revision::text, (data->>'version')::int as version, data->'data' as data from ${table}`
      return rows.map((row) => ({ ...row, revision: Number(row.revision) }))
    },
    async write(rows) {
      await sql`
        insert into ${table} as known (kind, key, revision, data)
        select kind, key, revision, data::jsonb from unnest(
          ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.key)}::text[],
          ${rows.map((r) => String(r.revision))}::bigint[], ${rows.map(({ version, data }) => JSON.stringify({ version, data } satisfies Stored))}::text[]
        ) as changed (kind, key, revision, data)
        on conflict (kind, key) do update set revision = excluded.revision, data = excluded.data
        where known.revision < excluded.revision`
      await sql.notify(CHANNEL, `${context}:${writer}`)
    },
    onWritten: (callback) =>
      sql.listen(
        CHANNEL,
        (payload) => {
          const [of, by] = payload.split(':')
          if (of === context && by !== writer) callback()
        },
        callback,
      ),
  }
}
