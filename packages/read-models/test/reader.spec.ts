import { describe, expect, test } from 'vitest'
import { migrate, publishedTables, tableShape } from '../src/index.ts'
import { emptyDatabase, postgresForFile } from './stack.ts'

const stack = await postgresForFile()

describe('the reader role', () => {
  test('reads every published table and every view for analysts, also those that come later', async () => {
    const { sql, reader } = await emptyDatabase(stack)
    await migrate(sql)
    for (const { schema, name } of publishedTables.map(tableShape))
      await reader.unsafe(`select * from ${schema}.${name}`)
    await reader`select * from analytics.stock_on_hand`
    await sql`create table inventory.later (id int)`
    expect(await reader`select * from inventory.later`).toHaveLength(0)
  })

  test('writes nowhere, not even where it lifts its own read-only setting', async () => {
    const { sql, reader } = await emptyDatabase(stack)
    await migrate(sql)
    await reader`set default_transaction_read_only = off`
    for (const { schema, name } of publishedTables.map(tableShape)) {
      await expect(reader.unsafe(`delete from ${schema}.${name}`)).rejects.toThrow(/permission denied/)
      await expect(reader.unsafe(`insert into ${schema}.${name} default values`)).rejects.toThrow(
        /permission denied/,
      )
    }
    await expect(reader`create table inventory.mine (id int)`).rejects.toThrow(/permission denied/)
    await expect(reader`create table public.mine (id int)`).rejects.toThrow(/permission denied/)
  })
})
