import fc from 'fast-check'
import type { Sql } from 'postgres'
import { describe, expect, test } from 'vitest'
import { projectedEvent } from '../src/engine/projected-event.ts'
import { createFold } from '../src/fold/fold.ts'
import { project, view, type Write } from '../src/index.ts'
import { statements } from '../src/sql/statements.ts'
import { naiveFold, type ShelfRow } from './naive-fold.ts'
import { createProbe, recorded, ShelfWritten, shelf, type Written } from './probe.ts'
import { client, emptyDatabase, stackForFile } from './stack.ts'

const stack = await stackForFile(['postgres'])

export const shelves = view({
  name: 'shelves',
  tables: [shelf],
  on: [project(ShelfWritten, (event, write) => apply(event.data as Written, write))],
})

function apply({ op, place, item, sums, set }: Written, write: Write): void {
  const key = { place, item }
  if (op === 'add') write(shelf).add(key, sums, set)
  if (op === 'put') write(shelf).put(key, set)
  if (op === 'patch') write(shelf).patch(key, set)
  if (op === 'append') write(shelf).append({ ...key, ...set })
  if (op === 'remove') write(shelf).remove(key)
}

const amount = fc
  .tuple(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) => String(units / 10 ** scale))
  .filter((text) => !text.includes('e'))
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('"', '\\', '{,}', 'NULL', ''),
)
const text = words.map((word) => Buffer.from(word.replaceAll('\0', '')).toString())

const written: fc.Arbitrary<Written> = fc.record({
  op: fc.constantFrom('add', 'add', 'put', 'patch', 'append', 'remove'),
  place: fc.constantFrom('A', 'B"\\', "C'"),
  item: fc.constantFrom('1', 'ü2'),
  sums: fc.record({ quantity: amount, moves: fc.integer({ min: -9, max: 9 }) }, { requiredKeys: [] }),
  set: fc.record(
    {
      quantity: amount,
      moves: fc.integer({ min: -1e6, max: 1e6 }),
      note: fc.option(text),
      state: text,
      tags: fc.option(fc.array(text, { maxLength: 3 })),
      extra: fc.option(
        fc.dictionary(
          text.filter((key) => key !== '__proto__'),
          text,
          { maxKeys: 2 },
        ),
      ),
    },
    { requiredKeys: [] },
  ),
}) as fc.Arbitrary<Written>

/** A sum and a set of one column in one call would say two things. */
const unambiguous = (each: Written): Written => ({
  ...each,
  set: Object.fromEntries(
    Object.entries(each.set).filter(([name]) => each.op !== 'add' || !(name in each.sums)),
  ),
})

async function rows(sql: Sql): Promise<ShelfRow[]> {
  return sql<ShelfRow[]>`
    select place, item, quantity, moves, note, state, tags, extra from probe.shelf order by (place || item) collate "C"`
}

async function writeInBatches(sql: Sql, events: Written[], sizes: readonly number[]) {
  const fold = createFold([shelves])
  let at = 0
  for (let batch = 0; at < events.length; batch++) {
    const size = sizes[batch % sizes.length] ?? 1
    const folds = fold(
      events.slice(at, at + size).map((each, i) => projectedEvent(recorded(each, at + i + 1))),
    )
    for (const { text, parameters } of statements(folds)) await sql.unsafe(text, [...parameters])
    at += size
  }
}

describe('G5: a read model equals the fold of its events', () => {
  test('G5: any events in any batches give the rows that a plain fold, event by event, gives', async () => {
    const sql = client((await emptyDatabase(stack)).serviceUrl, { max: 1 })
    await createProbe(sql)
    await fc.assert(
      fc.asyncProperty(
        fc.array(written.map(unambiguous), { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
        async (events, sizes) => {
          await sql`delete from probe.shelf`
          await writeInBatches(sql, events, sizes)
          expect([...(await rows(sql))]).toEqual(naiveFold(events))
        },
      ),
      { numRuns: 300 },
    )
  })
})
