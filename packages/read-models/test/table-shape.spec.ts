import { sql } from 'drizzle-orm'
import { boolean, integer, jsonb, numeric, pgSchema, pgTable, text } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { createTable, publishedTables, tableShape } from '../src/index.ts'

const schema = pgSchema('inventory')
const other = schema.table('other', { id: text('id').primaryKey() })

describe('a table', () => {
  test('becomes the SQL that a person would write', () => {
    const table = schema.table('thing', {
      id: text('id').primaryKey(),
      order: text('order').notNull().default("o'clock"),
      amount: numeric('amount').default('0'),
      doubled: numeric('doubled').generatedAlwaysAs(sql`amount * 2`),
      on: boolean('is_on').notNull().default(false),
      tags: text('tags').array().default(['a', 'b"c']),
      more: jsonb('more').default({ a: 1 }),
    })
    expect(createTable(tableShape(table))).toEqual([
      `create table inventory.thing (
  id text not null,
  "order" text default 'o''clock' not null,
  amount numeric default '0',
  doubled numeric generated always as (amount * 2) stored,
  is_on boolean default false not null,
  tags text[] default '{"a","b\\"c"}',
  more jsonb default '{"a":1}',
  constraint thing_pkey primary key (id)
)`,
    ])
  })

  test.each([
    ['stands in no schema', pgTable('thing', { id: text('id').primaryKey() })],
    ['has no primary key', schema.table('thing', { id: text('id') })],
    [
      'has a default that is computed',
      schema.table('thing', { id: text('id').primaryKey().default(sql`now()`) }),
    ],
    [
      'has a unique or check constraint',
      schema.table('thing', { id: text('id').primaryKey(), n: integer('n').unique() }),
    ],
    [
      'has a foreign key',
      schema.table('thing', {
        id: text('id').primaryKey(),
        other: text('other').references(() => other.id),
      }),
    ],
  ] as const)('is refused where it %s', (what, table) => {
    expect(() => tableShape(table)).toThrow(what)
  })

  test('of a context or of takt keeps the conventions', () => {
    expect(publishedTables.length).toBeGreaterThan(20)
    for (const table of publishedTables) tableShape(table)
  })
})
