import { migrate } from '@takt/read-models'
import fc from 'fast-check'
import postgres, { type Sql } from 'postgres'
import { describe, expect, test } from 'vitest'
import { commitBatch } from '../src/engine/batch.ts'
import { projectedEvent } from '../src/engine/projected-event.ts'
import { createFold } from '../src/fold/fold.ts'
import { type Statement, statements } from '../src/sql/statements.ts'
import { written } from './arbitraries.ts'
import { naiveFold } from './naive-fold.ts'
import { createProbe, recorded, type Written } from './probe.ts'
import { shelfRows, shelves } from './shelves.ts'
import { client, emptyDatabase, stackForFile } from './stack.ts'

const stack = await stackForFile(['postgres'])
const fold = createFold([shelves])

/** The batch of events after `from`, as statements. Positions count from 1. */
const batchAfter = (events: readonly Written[], from: number, size: number): Statement[] =>
  statements(
    fold(events.slice(from, from + size).map((each, at) => projectedEvent(recorded(each, from + at + 1)))),
  )

/** The server process of this connection dies in the middle of its transaction. */
const killedHere: Statement = {
  text: 'select pg_terminate_backend(pg_backend_pid())',
  parameters: [],
  table: '',
}

const checkpointOf = async (sql: Sql) => {
  const [row] = await sql`select position::text from takt.checkpoint where projection = 'probe'`
  return Number(row?.['position'])
}

/** Batches as the engine writes them, each from the stored checkpoint; a batch with a kill is lost and done again. */
async function project(
  url: string,
  events: readonly Written[],
  steps: readonly { size: number; kill: boolean }[],
) {
  for (let step = 0; ; step++) {
    const { size, kill } = steps[step % steps.length] ?? { size: 1, kill: false }
    const sql = postgres(url, { max: 1 })
    const from = await checkpointOf(sql)
    const to = Math.min(from + size, events.length)
    const move = { projection: 'probe', holder: 'me', from: String(from), to: String(to), asOf: undefined }
    const writes = batchAfter(events, from, size)
    const dies = kill && step < steps.length
    await commitBatch(sql, move, dies ? [...writes, killedHere] : writes).catch((error) => {
      if (!dies) throw error
    })
    await sql.end({ timeout: 0 })
    if (!dies && to === events.length) return
  }
}

describe('G5: a read model equals the fold of its events', () => {
  test('G5: any events in any batches give the rows that a plain fold, event by event, gives', async () => {
    const sql = client((await emptyDatabase(stack)).serviceUrl, { max: 1 })
    await createProbe(sql)
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 30 }), sizes, async (events, split) => {
        await sql`delete from probe.shelf`
        for (let at = 0, batch = 0; at < events.length; batch++) {
          const size = split[batch % split.length] ?? 1
          for (const { text, parameters } of batchAfter(events, at, size))
            await sql.unsafe(text, [...parameters])
          at += size
        }
        expect(await shelfRows(sql)).toEqual(naiveFold(events))
      }),
      { numRuns: 300 },
    )
  })

  test('G5: batches killed in the middle of their transaction, anywhere, change nothing about the end', async () => {
    const { serviceUrl } = await emptyDatabase(stack)
    const sql = client(serviceUrl)
    await migrate(sql)
    await createProbe(sql)
    const step = fc.record({ size: fc.integer({ min: 1, max: 8 }), kill: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(
        fc.array(written, { minLength: 1, maxLength: 20 }),
        fc.array(step, { minLength: 1, maxLength: 5 }),
        async (events, steps) => {
          await sql`delete from probe.shelf`
          await sql`
            insert into takt.checkpoint values ('probe', 0, 'me', to_timestamp(0), now())
            on conflict (projection) do update set position = 0`
          await project(serviceUrl, events, steps)
          expect(await shelfRows(sql)).toEqual(naiveFold(events))
        },
      ),
      { numRuns: 60 },
    )
  })
})
