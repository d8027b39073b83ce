import { expect, test } from 'vitest'
import { createEventLog } from '../src/index.ts'
import { serversForFile } from './support/servers.ts'
import { shelfContracts } from './support/shelf.ts'
import { until } from './support/until.ts'
import { type World, world } from './support/world.ts'

const stack = await serversForFile('eventStore', 'postgres')
const EVENTS = 1_250
const EVERY = 100

/** A stream of many events, written with a snapshot after each hundred. */
async function longStream(): Promise<World> {
  const made = await world(stack)
  const { lanes } = made.instance({ shelf: { snapshotEvery: EVERY }, limits: { maxBatch: 50 } })
  for (let i = 0; i < EVENTS; i += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, j) => lanes.submit(made.fill(`m${i + j}`, 'A', 1))))
  }
  await lanes.stop()
  expect(lanes.metrics.snapshots).toBeGreaterThan(0)
  return made
}

test('a cold load reads the events since the last snapshot, however long the stream is', async () => {
  const { instance, ensure, take } = await longStream()
  const { lanes } = instance({ shelf: { snapshotEvery: EVERY } })
  // Right only if the state is that of all events.
  expect(await lanes.submit(take('t1', 'A', EVENTS + 1))).toMatchObject({ details: { held: EVENTS } })
  expect(await lanes.submit(ensure('e1', 'A', EVENTS))).toMatchObject({ revision: EVENTS - 1, events: [] })
  expect(lanes.metrics.loads).toBe(1)
  // A snapshot may be one flush late, when one was being written already.
  expect(lanes.metrics.loadedEvents).toBeLessThan(2 * EVERY)
})

test('G2: ids of messages from before the snapshot are known without inbox and without their events', async () => {
  const { instance, fill, sql, inboxTable, log, stream, state } = await longStream()
  await sql`delete from ${sql(inboxTable)}`
  const snapshot = (await log.snapshots.load(stream('A'))) as { revision: number }
  const { lanes } = instance({ shelf: { snapshotEvery: EVERY } })
  const old = `m${snapshot.revision - 300}`
  expect(await lanes.submit(fill(old, 'A', 1))).toMatchObject({ status: 'accepted', duplicate: true })
  expect(await lanes.submit(fill(old, 'A', 2))).toMatchObject({ status: 'conflict' })
  expect((await state('A')).pieces).toBe(EVENTS)
})

test('a snapshot of another shape is not read, and a new one takes its place', async () => {
  const { instance, take, log, stream } = await longStream()
  const { lanes } = instance({ shelf: { snapshotEvery: EVERY, shape: '2' } })
  expect(await lanes.submit(take('t1', 'A', EVENTS + 1))).toMatchObject({ details: { held: EVENTS } })
  expect(lanes.metrics.loadedEvents).toBe(EVENTS)
  await until('the new shape has its snapshot', async () => {
    const snapshot = (await log.snapshots.load(stream('A'))) as { shape: string; revision: number }
    return snapshot.shape.startsWith('2.') && snapshot.revision === EVENTS - 1
  })
})

test('a snapshot that makes no sense is not read', async () => {
  const { instance, take, log, stream } = await longStream()
  for (const nonsense of ['{"shape":"1"}', '{"shape":', '"text"', 'null', '{"revision":"7"}']) {
    await log.snapshots.save(stream('A'), Math.random(), nonsense)
    const { lanes } = instance({ shelf: { snapshotEvery: EVERY } })
    expect(await lanes.submit(take(`t${nonsense}`, 'A', EVENTS + 1))).toMatchObject({
      details: { held: EVENTS },
    })
    expect(lanes.metrics.loadedEvents).toBe(EVENTS)
    await lanes.stop()
  }
})

test('a snapshot of a stream that was since set back does not block the stream', async () => {
  const { instance, fill, log, stream, state } = await world(stack)
  const ahead = { shape: 'x', revision: 900, position: '900', state: { pieces: 900, notes: [] }, recent: [] }
  const first = instance({ shelf: { snapshotEvery: 2 } })
  for (let i = 0; i < 4; i++) await first.lanes.submit(fill(`m${i}`, 'A', 1))
  await first.lanes.stop()
  const { shape } = (await log.snapshots.load(stream('A'))) as { shape: string }
  await log.snapshots.save(stream('A'), 900, JSON.stringify({ ...ahead, shape }))
  expect(await instance().lanes.submit(fill('m9', 'A', 1))).toMatchObject({ status: 'accepted', revision: 4 })
  expect((await state('A')).pieces).toBe(5)
})

test('only the newest snapshot of a stream is kept', async () => {
  const { log, stream } = await world(stack)
  const raw = createEventLog({ url: stack.eventStore.url, contracts: shelfContracts })
  for (let i = 0; i < 5; i++) await log.snapshots.save(stream('A'), i, JSON.stringify({ i }))
  expect(await log.snapshots.load(stream('A'))).toEqual({ i: 4 })
  // Reading the snapshot stream as events names what it is not.
  await expect(raw.readStream(`snapshot.${stream('A')}`)).rejects.toMatchObject({
    storedType: 'takt.Snapshot',
  })
  await raw.close()
})

test('a snapshot larger than the store takes is left out, and said so', async () => {
  const warnings: string[] = []
  const { instance, fill, log, stream } = await world(stack)
  const { lanes } = instance({
    shelf: { snapshotEvery: 2 },
    report: { info: () => {}, error: () => {}, warn: (_, message) => warnings.push(message) },
  })
  for (let i = 0; i < 3; i++) await lanes.submit(fill(`m${i}`, 'A', 1, 'x'.repeat(600_000)))
  await lanes.stop()
  expect(warnings).toEqual([expect.stringContaining('too large for a snapshot')])
  expect(await log.snapshots.load(stream('A'))).toBeUndefined()
})
