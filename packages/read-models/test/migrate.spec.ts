import { describe, expect, test } from 'vitest'
import { EditedMigrationError, migrate, publishedTables, tableShape } from '../src/index.ts'
import { migrationFiles } from '../src/migrate/migration-files.ts'
import { client, emptyDatabase, postgresForFile } from './stack.ts'

const stack = await postgresForFile()

describe('migrate', () => {
  test('makes exactly the tables that the code describes', async () => {
    const { sql } = await emptyDatabase(stack)
    await migrate(sql)
    const found = await sql<{ table: string; columns: string[] }[]>`
      select format('%s.%s', table_schema, table_name) as table,
        array_agg(concat_ws(' ', column_name, is_nullable, is_generated) order by column_name) as columns
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      group by 1 order by 1`
    const described = publishedTables.map(tableShape).map(({ schema, name, columns }) => ({
      table: `${schema}.${name}`,
      columns: columns
        .map((column) =>
          [column.name, column.notNull ? 'NO' : 'YES', column.generated ? 'ALWAYS' : 'NEVER'].join(' '),
        )
        .sort(),
    }))
    expect([...found].map((each) => ({ ...each, columns: each.columns.sort() }))).toEqual(
      described.sort((a, b) => (a.table < b.table ? -1 : 1)),
    )
  })

  test('does nothing the second time, and once when many services start at the same moment', async () => {
    const { sql, serviceUrl } = await emptyDatabase(stack)
    await Promise.all([1, 2, 3, 4].map(() => migrate(client(serviceUrl))))
    const before = await sql`select number, name, checksum, applied_at from takt.migration order by number`
    await migrate(sql)
    expect(await sql`select number, name, checksum, applied_at from takt.migration order by number`).toEqual(
      before,
    )
    expect(before.map((row) => row['name'])).toEqual(migrationFiles().map((file) => file.name))
  })

  test('refuses a migration that was edited after it was applied, and says how to mend it', async () => {
    const { sql } = await emptyDatabase(stack)
    const [first, ...rest] = migrationFiles()
    if (first === undefined) throw new Error('there are migrations')
    await migrate(sql)
    const edited = [{ ...first, checksum: 'another' }, ...rest]
    await expect(migrate(sql, edited)).rejects.toThrow(EditedMigrationError)
    await expect(migrate(sql, edited)).rejects.toThrow(
      /0001_baseline\.sql was edited .* further migration.*--fresh/s,
    )
  })

  test('changes nothing where one statement of a migration fails', async () => {
    const { sql } = await emptyDatabase(stack)
    const files = migrationFiles()
    const broken = {
      number: files.length + 1,
      name: '9999_broken.sql',
      sql: 'create table inventory.half (id int); select 1 / 0;',
      checksum: 'x',
    }
    await expect(migrate(sql, [...files, broken])).rejects.toThrow(
      /9999_broken\.sql failed, nothing was changed: division/,
    )
    expect(await sql`select to_regclass('takt.migration') as table`).toEqual([{ table: null }])
  })

  test('goes on from an older database with the migrations that it lacks', async () => {
    const { sql } = await emptyDatabase(stack)
    await migrate(sql)
    const files = migrationFiles()
    const next = {
      number: files.length + 1,
      name: '9999_next.sql',
      sql: 'create table inventory.later (id int primary key)',
      checksum: 'x',
    }
    await migrate(sql, [...files, next])
    await migrate(sql, [...files, next])
    expect(await sql`select from inventory.later`).toHaveLength(0)
  })
})
