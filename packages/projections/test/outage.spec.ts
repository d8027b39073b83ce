import { migrate } from '@takt/read-models'
import { expect, onTestFinished, test } from 'vitest'
import { startProjection } from '../src/index.ts'
import { naiveFold } from './naive-fold.ts'
import { adds, eventLog, everything, writer } from './plant.ts'
import { createProbe } from './probe.ts'
import { shelfRows, shelves } from './shelves.ts'
import { client, emptyDatabase, stackForFile } from './stack.ts'
import { until } from './until.ts'

const stack = await stackForFile(['postgres', 'eventStore'])

/** A query that is tried again while Postgres comes back: the driver's first answer after a loss may be an old error. */
const retried = <T>(query: () => Promise<T>): Promise<T> => query().catch(() => retried(query))

test('G5: Postgres killed twice while events flow: waited out, said once each way, and every event counts once', async () => {
  const { serviceUrl } = await emptyDatabase(stack)
  const sql = client(serviceUrl)
  await migrate(sql)
  await createProbe(sql)
  const lines: string[] = []
  const note = (_: object, line: string) => void lines.push(line)
  const log = eventLog(stack.eventStore.url)
  const projection = startProjection({
    name: 'inventory',
    views: [shelves],
    eventLog: log,
    sql,
    log: { info: note, warn: note, error: note },
    maxBatch: 20,
  })
  onTestFinished(() => projection.stop())
  const flowing = writer(log, 'outage')
  await flowing.append(adds(500))
  for (let round = 0; round < 2; round++) {
    const before = projection.metrics.events
    const writing = flowing.append(adds(2_000, round))
    await until('it projects', () => projection.metrics.events > before)
    await stack.kill('postgres')
    await until('it has noticed', () => projection.state === 'away')
    await writing
    await stack.start('postgres')
    await until('it is back', () => projection.state === 'live')
  }
  await projection.caughtUp()
  expect(await retried(() => shelfRows(sql))).toEqual(naiveFold(await everything(log)))
  const said = lines.filter((line) => line.includes('Postgres'))
  expect(said.map((line) => /does not answer|answers again/.exec(line)?.[0])).toEqual([
    'does not answer',
    'answers again',
    'does not answer',
    'answers again',
  ])
})

test('G5: the event store killed while events flow: the projection goes on by itself when it is back', async () => {
  const { serviceUrl } = await emptyDatabase(stack)
  const sql = client(serviceUrl)
  await migrate(sql)
  await createProbe(sql)
  const log = eventLog(stack.eventStore.url)
  const projection = startProjection({
    name: 'inventory',
    views: [shelves],
    eventLog: log,
    sql,
    maxBatch: 20,
  })
  onTestFinished(() => projection.stop())
  const flowing = writer(log, 'store-killed')
  await flowing.append(adds(1_000))
  await until('it projects', () => projection.metrics.events > 0)
  await stack.kill('eventStore')
  await stack.start('eventStore')
  await flowing.append(adds(300, 3))
  await projection.caughtUp()
  expect(await shelfRows(sql)).toEqual(naiveFold(await everything(log)))
})
