import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { migrate } from '@takt/read-models'
import type { Sql } from 'postgres'
import { describe, expect, onTestFinished, test } from 'vitest'
import { project, RebuildError, rebuildView, startProjection, view } from '../src/index.ts'
import { naiveFold } from './naive-fold.ts'
import { adds, eventLog, everything, writer } from './plant.ts'
import { createProbe, ShelfWritten, shelf } from './probe.ts'
import { shelfRows, shelves } from './shelves.ts'
import { client, emptyDatabase, stackForFile } from './stack.ts'
import { until } from './until.ts'

const stack = await stackForFile(['postgres', 'eventStore'])
const log = () => eventLog(stack.eventStore.url)

async function projecting() {
  const urls = await emptyDatabase(stack)
  const sql = client(urls.serviceUrl)
  await migrate(sql)
  await createProbe(sql)
  const projection = startProjection({ name: 'inventory', views: [shelves], eventLog: log(), sql })
  onTestFinished(() => projection.stop())
  await projection.caughtUp()
  return { ...urls, sql, projection, reader: client(urls.readerUrl) }
}

const rebuild = (sql: Sql, options: Partial<Parameters<typeof rebuildView>[0]> = {}) =>
  rebuildView({ view: shelves, projection: 'inventory', sql, eventLog: log(), ...options })

const spawnRebuild = (url: string) =>
  spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('programs/rebuild.ts', import.meta.url))],
    {
      env: { ...process.env, DATABASE_URL: url, EVENTSTORE_URL: stack.eventStore.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )

describe('a rebuild', () => {
  test('G5: gives what the live projection gave, and mends what somebody spoiled', async () => {
    await writer(log(), 'equal').append(adds(700))
    const { sql, projection } = await projecting()
    const expected = naiveFold(await everything(log()))
    expect(await shelfRows(sql)).toEqual(expected)
    await sql`update probe.shelf set quantity = 999, moves = 0`
    await sql`delete from probe.shelf where place = 'place-3'`
    const { events, resumed } = await rebuild(sql)
    expect(events).toBeGreaterThanOrEqual(700)
    expect(resumed).toBe(false)
    expect(await shelfRows(sql)).toEqual(expected)
    await writer(log(), 'after').append(adds(50, 3))
    await projection.caughtUp()
    expect(await shelfRows(sql)).toEqual(naiveFold(await everything(log())))
  })

  test('G5: goes on while events are written, and neither misses nor repeats one of them', async () => {
    const { sql, projection } = await projecting()
    const flowing = writer(log(), 'meanwhile')
    await flowing.append(adds(3_000))
    let rebuilt = false
    const writing = (async () => {
      for (let round = 0; !rebuilt; round++) await flowing.append(adds(20, round))
    })()
    for (let again = 0; again < 3; again++) await rebuild(sql)
    rebuilt = true
    await writing
    await projection.caughtUp()
    expect(await shelfRows(sql)).toEqual(naiveFold(await everything(log())))
  })

  test('G5: killed with SIGKILL it leaves the live tables alone, and goes on where it was', async () => {
    await writer(log(), 'long').append(adds(2_000))
    const { sql, serviceUrl } = await projecting()
    // A reader holds the old table, so that the rebuild cannot end before it is killed.
    const holding = await sql.reserve()
    await holding`begin`
    await holding`select from probe.shelf limit 1`
    const child = spawnRebuild(serviceUrl)
    const exit = once(child, 'exit')
    const begun = async () => (await sql`select from takt.rebuild where events > 0`).length > 0
    await until('it has folded a batch', begun)
    child.kill('SIGKILL')
    expect((await exit)[1]).toBe('SIGKILL')
    await holding`commit`
    holding.release()
    const expected = naiveFold(await everything(log()))
    expect(await shelfRows(sql)).toEqual(expected)
    await until('its lock is gone', async () => {
      const locks =
        await sql`select from pg_stat_activity where application_name = 'takt-rebuild' and datname = current_database()`
      return locks.length === 0
    })
    const [said] = await once(spawnRebuild(serviceUrl).stdout, 'data')
    expect(String(said)).toBe('resumed\n')
    expect(await shelfRows(sql)).toEqual(expected)
    expect(await sql`select from takt.rebuild`).toHaveLength(0)
  })

  test('takes along grants, comments and the SQL views that stand on its tables', async () => {
    const { sql, reader } = await projecting()
    await sql.unsafe(`
      grant usage on schema probe to takt_reader; grant select on probe.shelf to takt_reader;
      create view probe.busy with (security_barrier = true) as select item, sum(moves) as moves from probe.shelf group by 1;
      comment on view probe.busy is 'How much each item moves';
      create view probe.busiest as select * from probe.busy order by moves desc limit 3;
      grant select on probe.busiest to takt_reader`)
    await writer(log(), 'along').append(adds(30))
    await rebuild(sql)
    await until('the view has rows', async () => (await reader`select * from probe.busiest`).length === 3)
    expect(await reader`select * from probe.shelf`).not.toHaveLength(0)
    const [kept] = await sql`
      select obj_description(oid) as comment, reloptions::text as options from pg_class where oid = 'probe.busy'::regclass`
    expect(kept).toEqual({ comment: 'How much each item moves', options: '{security_barrier=true}' })
    const indexes = await sql`select indexname from pg_indexes where schemaname = 'probe'`
    expect(indexes.map((index) => index['indexname'])).toEqual(['shelf_pkey'])
  })

  test('is refused, before any work, where something stands on the tables that cannot be moved', async () => {
    const { sql } = await projecting()
    await sql`create materialized view probe.heavy as select * from probe.shelf`
    await expect(rebuild(sql)).rejects.toThrow(RebuildError)
    await expect(rebuild(sql)).rejects.toThrow(
      /probe\.heavy is a materialized view .* drop it, rebuild, and make it again/,
    )
  })

  test('waits for readers that hold the old tables, and then swaps', async () => {
    const { sql } = await projecting()
    const holding = await sql.reserve()
    await holding`begin`
    await holding`select from probe.shelf limit 1`
    const said: string[] = []
    const note = (_: object, line: string) => void said.push(line)
    const rebuilding = rebuild(sql, { log: { info: note, warn: note, error: note } })
    await until('it has tried in vain', () => said.some((line) => line.includes('in use')))
    await holding`commit`
    holding.release()
    await rebuilding
    expect(await shelfRows(sql)).toEqual(naiveFold(await everything(log())))
  })

  test('begun by another version of the view begins anew', async () => {
    const { sql } = await projecting()
    await rebuild(sql, { signal: AbortSignal.abort(new Error('broken off')) }).catch(() => {})
    await sql`update takt.rebuild set events = 5`
    const changed = view({
      ...shelves,
      on: [
        project(ShelfWritten, ({ data }, write) => write(shelf).put({ place: data.place, item: 'all' }, {})),
      ],
    })
    const { resumed } = await rebuild(sql, { view: changed })
    expect(resumed).toBe(false)
    expect(new Set((await shelfRows(sql)).map((row) => row.item))).toEqual(new Set(['all']))
  })

  test('G5: a view that is new in a running system is built from the start of the log by its service', async () => {
    await writer(log(), 'before-the-view').append(adds(300))
    const { serviceUrl } = await emptyDatabase(stack)
    const sql = client(serviceUrl)
    await migrate(sql)
    await createProbe(sql)
    const earlier = startProjection({ name: 'inventory', views: [], eventLog: log(), sql })
    await earlier.caughtUp()
    await earlier.stop()
    expect(await shelfRows(sql)).toEqual([])
    const later = startProjection({ name: 'inventory', views: [shelves], eventLog: log(), sql })
    onTestFinished(() => later.stop())
    await writer(log(), 'with-the-view').append(adds(100, 7))
    await until('the view is built', async () => (await sql`select from takt.built_view`).length === 1)
    await later.caughtUp()
    expect(await shelfRows(sql)).toEqual(naiveFold(await everything(log())))
  })
})
