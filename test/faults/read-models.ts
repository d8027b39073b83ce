import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Sql } from 'postgres'
import type { Takt } from '../support/takt.ts'

const run = promisify(execFile)

/** What is kept beside the read models; it is not folded from events alone. */
const NOT_FOLDED = ['inbox', 'reference']

/** Every row of every read model, as text, by table. */
export async function snapshotTables(sql: Sql): Promise<Map<string, string[]>> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_name <> all (${NOT_FOLDED})
      and table_schema in ('inventory', 'production', 'quality', 'masterdata', 'orchestration')
    order by 1, 2`
  const content = new Map<string, string[]>()
  for (const { schema, name } of tables) {
    const rows = await sql.unsafe<{ row: string }[]>(
      `select t::text as row from ${schema}.${name} t order by 1`,
    )
    content.set(
      `${schema}.${name}`,
      rows.map((r) => r.row),
    )
  }
  return content
}

/** Folds every read model anew from the log, beside the live one, with the command an operator uses. */
export async function rebuildAll({ platform }: Takt): Promise<void> {
  const env = {
    ...process.env,
    DATABASE_URL: platform.endpoints.postgres,
    EVENTSTORE_URL: platform.endpoints.eventStore,
  }
  const cli = ['--import', 'tsx', 'packages/projections/src/cli.ts']
  const cwd = new URL('../..', import.meta.url).pathname
  await run(process.execPath, [...cli, 'rebuild', '--all'], { env, cwd })
}
