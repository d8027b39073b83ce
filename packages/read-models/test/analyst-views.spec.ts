import { describe, expect, test } from 'vitest'
import { type AnalystView, analystView, analystViews, migrate, transaction } from '../src/index.ts'
import { publishAnalystViews } from '../src/migrate/analyst-views.ts'
import { emptyDatabase, postgresForFile } from './stack.ts'

const stack = await postgresForFile()

const totals = (sql: string, columns: Record<string, string>): AnalystView =>
  analystView({
    schema: 'analytics',
    name: 'totals',
    grain: 'one row for each item',
    keys: ['item'],
    comment: 'A test view.',
    columns,
    sql,
    example: { question: 'How much?', sql: 'select * from analytics.totals' },
  })
const first = totals('select item, sum(quantity) from inventory.stock_on_hand group by item', {
  item: 'Item number',
  quantity: 'Sum',
})
const second = totals('select item, max(unit), sum(quantity) from inventory.stock_on_hand group by item', {
  item: 'Item number',
  unit: 'Unit',
  quantity: 'Sum',
})

describe('a view for analysts', () => {
  test.each(analystViews.map((view) => [view.name, view] as const))(
    '%s has its columns, comments and a key, and its example runs for the reader',
    async (name, view) => {
      const { sql, reader } = await emptyDatabase(stack)
      await migrate(sql)
      const columns = await sql`
        select attname as name, col_description(attrelid, attnum) as comment from pg_attribute
        where attrelid = ${`analytics.${name}`}::regclass and attnum > 0 order by attnum`
      expect(columns.map((column) => [column['name'], column['comment']])).toEqual(
        Object.entries(view.columns),
      )
      const [about] = await sql`select obj_description(${`analytics.${name}`}::regclass) as comment`
      expect(about?.['comment']).toContain(view.comment)
      expect(about?.['comment']).toContain(`Key: ${view.keys.join(', ')}.`)
      await reader.unsafe(view.example.sql)
    },
  )

  test('is made anew when its declaration changes, left alone when not, and dropped when it is gone', async () => {
    const { sql } = await emptyDatabase(stack)
    await migrate(sql)
    const publish = (...views: AnalystView[]) => transaction(sql, (tx) => publishAnalystViews(tx, views))
    const oid = async () => (await sql`select to_regclass('analytics.totals')::oid::int as oid`)[0]?.['oid']
    await publish(first)
    const made = await oid()
    await publish(first)
    expect(await oid()).toBe(made)
    await publish(second)
    expect(await oid()).not.toBe(made)
    expect((await sql`select * from analytics.totals`).columns.map((column) => column.name)).toEqual(
      Object.keys(second.columns),
    )
    await publish()
    expect(await oid()).toBeNull()
  })

  test('that an own view of somebody stands on is not dropped under it; the error says what to do', async () => {
    const { sql } = await emptyDatabase(stack)
    await migrate(sql)
    await transaction(sql, (tx) => publishAnalystViews(tx, [first]))
    await sql`create view public.mine as select * from analytics.totals`
    await expect(transaction(sql, (tx) => publishAnalystViews(tx, [second]))).rejects.toThrow(
      /analytics\.totals could not be made: .*depend.*drop them and make them again/s,
    )
  })

  test('names a key that is one of its columns', () => {
    expect(() => analystView({ ...first, keys: ['plant'] })).toThrow(/the key plant is not among its columns/)
  })
})
