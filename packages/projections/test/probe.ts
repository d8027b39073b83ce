import { event } from '@takt/contracts'
import type { RecordedEvent } from '@takt/event-sourcing'
import { createTable, tableShape } from '@takt/read-models'
import { integer, jsonb, numeric, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Sql } from 'postgres'
import { z } from 'zod'

const probe = pgSchema('probe')

/** A table with every kind of column that a view may write. */
export const shelf = probe.table(
  'shelf',
  {
    place: text('place').notNull(),
    item: text('item').notNull(),
    quantity: numeric('quantity').notNull().default('0'),
    moves: integer('moves').notNull().default(0),
    note: text('note'),
    state: text('state').notNull().default('new'),
    tags: text('tags').array(),
    extra: jsonb('extra'),
    log: jsonb('log'),
    doubled: numeric('doubled').generatedAlwaysAs('quantity * 2'),
  },
  (t) => [primaryKey({ columns: [t.place, t.item] })],
)

export async function createProbe(sql: Sql): Promise<void> {
  await sql.unsafe(['create schema probe', ...createTable(tableShape(shelf))].join(';\n'))
}

const Fields = z.object({
  quantity: z.string().optional(),
  moves: z.number().optional(),
  note: z.string().nullable().optional(),
  state: z.string().optional(),
  tags: z.array(z.string()).nullable().optional(),
  extra: z.unknown().optional(),
})

/** An event that says outright what is to be written. */
export const ShelfWritten = event('inventory.ShelfWritten', {
  summary: 'A test event that carries one operation on a row.',
  data: z.object({
    op: z.enum(['add', 'put', 'patch', 'append', 'remove']),
    place: z.string(),
    item: z.string(),
    sums: z.object({
      quantity: z.string().optional(),
      moves: z.number().optional(),
      log: z.array(z.string()).optional(),
    }),
    set: Fields,
  }),
  example: { op: 'add', place: 'A', item: '1', sums: { quantity: '1' }, set: {} },
})
export type Written = z.output<(typeof ShelfWritten.versions)[0]['schema']> & {
  op: 'add' | 'put' | 'patch' | 'append' | 'remove'
  place: string
  item: string
  sums: { quantity?: string; moves?: number; log?: string[] }
  set: z.output<typeof Fields>
}

/** An event as the log would give it. */
export function recorded(data: Written, at: number): RecordedEvent {
  const time = new Date(Date.UTC(2026, 2, 2) + at).toISOString()
  const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
  return {
    id,
    stream: `inventory.probe-P1:${data.item}`,
    revision: at,
    position: String(at),
    type: ShelfWritten.name,
    storedType: ShelfWritten.storedType,
    version: 1,
    data,
    created: time,
    metadata: {
      messageId: `message-${at}`,
      $correlationId: 'c',
      $causationId: 'c',
      source: 'test',
      actor: 'test',
      plant: 'P1',
      occurredAt: time,
      recordedAt: time,
      hash: 'h',
    },
  }
}
