import { migrate } from '@takt/read-models'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshness, startProjection, waitForPosition } from '../src/index.ts'
import { adds, eventLog, writer } from './plant.ts'
import { createProbe } from './probe.ts'
import { shelves } from './shelves.ts'
import { client, emptyDatabase, stackForFile } from './stack.ts'
import { until } from './until.ts'

const stack = await stackForFile(['postgres', 'eventStore'])
const log = () => eventLog(stack.eventStore.url)

async function projecting() {
  const { serviceUrl, readerUrl } = await emptyDatabase(stack)
  const sql = client(serviceUrl)
  await migrate(sql)
  await createProbe(sql)
  const begin = () => {
    const projection = startProjection({ name: 'inventory', views: [shelves], eventLog: log(), sql })
    onTestFinished(() => projection.stop())
    return projection
  }
  return { sql, reader: client(readerUrl), begin }
}

describe('a reader', () => {
  test('G11: a query that names the position of a command waits until the read model is there', async () => {
    const { reader, begin } = await projecting()
    const position = await writer(log(), 'read-your-writes').append(adds(50))
    expect(await waitForPosition(reader, ['inventory'], position, 50)).toBe(false)
    const waiting = waitForPosition(reader, ['inventory'], position, 60_000)
    begin()
    expect(await waiting).toBe(true)
    const [row] = await reader`select position >= ${position} as there from takt.checkpoint`
    expect(row?.['there']).toBe(true)
  })

  test('G11: each of many commands is read back right after it, by many readers at once', async () => {
    const { reader, begin } = await projecting()
    await begin().caughtUp()
    const shelf = writer(log(), 'each')
    for (let at = 0; at < 20; at++) {
      const position = await shelf.append(adds(1, at), `each-${at}`)
      const waits = Array.from({ length: 20 }, () => waitForPosition(reader, ['inventory'], position, 60_000))
      expect(new Set(await Promise.all(waits))).toEqual(new Set([true]))
      expect(await reader`select from takt.journal where message_id = ${`each-${at}`}`).toHaveLength(1)
    }
  })

  test('G11: the wait is bounded, and a position that is not there yet is told as such', async () => {
    const { reader, begin } = await projecting()
    await begin().caughtUp()
    expect(await waitForPosition(reader, ['inventory'], '99999999999999999', 30)).toBe(false)
    expect(await waitForPosition(reader, ['inventory', 'production'], '0', 30)).toBe(false)
    expect(await waitForPosition(reader, [], '5', 30)).toBe(true)
  })

  test('is told how current each projection is, also when nothing happens', async () => {
    const { reader, begin } = await projecting()
    expect(await freshness(reader)).toEqual([])
    const before = new Date().toISOString()
    await begin().caughtUp()
    await until('it says that it is current', async () => {
      const [now] = await freshness(reader)
      return now !== undefined && now.asOf > before
    })
    const [now] = await freshness(reader)
    expect(now).toMatchObject({ projection: 'inventory', position: expect.stringMatching(/^\d+$/) })
    expect(now?.ageMs).toBeLessThan(60_000)
  })
})
