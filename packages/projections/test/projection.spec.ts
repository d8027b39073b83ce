import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { migrate } from '@takt/read-models'
import type { Sql } from 'postgres'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createInbox, type Projection, project, startProjection, ViewError, view } from '../src/index.ts'
import { naiveFold } from './naive-fold.ts'
import { adds, eventLog, everything, writer } from './plant.ts'
import { createProbe, ShelfWritten, shelf } from './probe.ts'
import { shelfRows, shelves } from './shelves.ts'
import { client, emptyDatabase, stackForFile } from './stack.ts'
import { until } from './until.ts'

const stack = await stackForFile(['postgres', 'eventStore'])

async function database(): Promise<{ url: string; sql: Sql }> {
  const { serviceUrl: url } = await emptyDatabase(stack)
  const sql = client(url)
  await migrate(sql)
  await createProbe(sql)
  return { url, sql }
}

function start(sql: Sql, options: Partial<Parameters<typeof startProjection>[0]> = {}): Projection {
  const projection = startProjection({
    name: 'inventory',
    views: [shelves],
    eventLog: eventLog(stack.eventStore.url),
    sql,
    ...options,
  })
  onTestFinished(() => projection.stop())
  return projection
}

const spawnProjecting = (url: string): ChildProcess =>
  spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('programs/project.ts', import.meta.url))],
    {
      env: { ...process.env, DATABASE_URL: url, EVENTSTORE_URL: stack.eventStore.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )

const moved = async (sql: Sql, beyond: string): Promise<boolean> => {
  const rows = await sql`select from takt.checkpoint where projection = 'inventory' and position > ${beyond}`
  return rows.length > 0
}

describe('a projection', () => {
  test('G5: killed with SIGKILL again and again while events flow, it counts every event exactly once', async () => {
    const log = eventLog(stack.eventStore.url)
    const { url, sql } = await database()
    const shelfWriter = writer(log, 'killed')
    for (let round = 0; round < 3; round++) {
      const child = spawnProjecting(url)
      const exit = once(child, 'exit')
      const [row] = await sql`select position::text from takt.checkpoint`
      const writing = shelfWriter.append(adds(1_500, round))
      await until('it has projected something more', () => moved(sql, row?.['position'] ?? '0'))
      child.kill('SIGKILL')
      await Promise.all([exit, writing])
    }
    await start(sql).caughtUp()
    expect(await shelfRows(sql)).toEqual(naiveFold(await everything(log)))
  })

  test('G5: of two processes one projects, and the other goes on where the first was killed', async () => {
    const log = eventLog(stack.eventStore.url)
    const { url, sql } = await database()
    const first = spawnProjecting(url)
    const exit = once(first, 'exit')
    await once(first.stdout as NodeJS.ReadableStream, 'data')
    const second = start(sql)
    await until('the second stands by', () => second.state === 'standby')
    const shelfWriter = writer(log, 'two')
    await shelfWriter.append(adds(300))
    await second.caughtUp()
    expect(second.state).toBe('standby')
    expect(await shelfRows(sql)).toEqual(naiveFold(await everything(log)))
    first.kill('SIGKILL')
    await exit
    await shelfWriter.append(adds(300, 5))
    await until('the second has taken over', () => second.state === 'live')
    await second.caughtUp()
    expect(await shelfRows(sql)).toEqual(naiveFold(await everything(log)))
  })

  test('G5: a checkpoint that was moved by somebody else is gone on from, nothing is written twice', async () => {
    const log = eventLog(stack.eventStore.url)
    const { sql } = await database()
    const projection = start(sql)
    const shelfWriter = writer(log, 'fenced')
    await shelfWriter.append(adds(200))
    await projection.caughtUp()
    const before = await shelfRows(sql)
    await sql`update takt.checkpoint set position = position + 1000000000`
    await shelfWriter.append(adds(100))
    await until('it has met the fence', () => projection.position.length > 9)
    expect(await shelfRows(sql)).toEqual(before)
  })

  test('a view that throws stops the projection at the event, which is named', async () => {
    const log = eventLog(stack.eventStore.url)
    const { sql } = await database()
    const broken = view({
      name: 'broken',
      tables: [shelf],
      on: [
        project(ShelfWritten, ({ data }) => {
          if (data.item === 'poison') throw new TypeError('no such thing')
        }),
      ],
    })
    const projection = start(sql, { views: [broken] })
    await projection.caughtUp()
    await writer(log, 'poison').append([{ op: 'put', place: 'A', item: 'poison', sums: {}, set: {} }])
    await expect(projection.done).rejects.toThrow(ViewError)
    await expect(projection.done).rejects.toThrow(
      /broken failed on inventory\.ShelfWritten \(.*:poison at revision 0/,
    )
    expect(projection.state).toBe('failed')
    await expect(projection.caughtUp()).rejects.toThrow(ViewError)
  })

  test('every event stands in the journal, and its message in the inbox, with the position of its last event', async () => {
    const log = eventLog(stack.eventStore.url)
    const { sql } = await database()
    const shelfWriter = writer(log, 'noted')
    const position = await shelfWriter.append(adds(120), 'one-message')
    await start(sql, { maxBatch: 50 }).caughtUp()
    const journal =
      await sql`select count(*)::int, min(context) as context from takt.journal where stream = ${shelfWriter.stream}`
    expect(journal[0]).toEqual({ count: 120, context: 'inventory' })
    const found = await createInbox(sql, 'inventory').lookup(['one-message', 'never-seen'])
    expect([...found]).toEqual([
      ['one-message', { id: 'one-message', hash: 'h', stream: shelfWriter.stream, revision: 119, position }],
    ])
  })

  test('an instance that stops lets go of the checkpoint at once', async () => {
    const { sql } = await database()
    const first = start(sql)
    await first.caughtUp()
    await first.stop()
    expect(first.state).toBe('stopped')
    const second = start(sql)
    await second.caughtUp()
    expect(second.state).toBe('live')
  })
})
