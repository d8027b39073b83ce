import { expect, test } from 'vitest'
import type { Outcome } from '../src/index.ts'
import { serversForFile } from './support/servers.ts'
import { until } from './support/until.ts'
import { world } from './support/world.ts'

// Its own servers, which are killed: no other file's tests run on them.
const stack = await serversForFile('eventStore', 'postgres')

function recorder() {
  const lines: string[] = []
  const line = (_: object, message: string) => void lines.push(message)
  return { lines, report: { info: line, warn: line, error: line } }
}

test('G1, G2: messages wait out an event store that is killed under load, and each has one effect', async () => {
  const { instance, fill, state } = await world(stack)
  const { lines, report } = recorder()
  const { lanes } = instance({ report, limits: { maxBatch: 40 } })
  const answers: Promise<Outcome>[] = []
  const send = (count: number) => {
    for (let i = 0; i < count; i++) {
      const n = answers.length
      answers.push(lanes.submit(fill(`m${n}`, `S${n % 10}`, 1)))
    }
  }
  const kills = 4
  for (let kill = 0; kill < kills; kill++) {
    const done = lanes.metrics.events
    send(200)
    await until('some are through', () => lanes.metrics.events > done + 20)
    await stack.kill('eventStore')
    send(20)
    await until(
      'the outage was noticed',
      () => lines.filter((line) => line.includes('is away')).length > kill,
    )
    await stack.start('eventStore')
    await until('it was over', () => lines.filter((line) => line.includes('is back')).length > kill)
  }
  for (const answer of await Promise.all(answers))
    expect(answer).toMatchObject({ status: 'accepted', duplicate: false })
  for (let s = 0; s < 10; s++) expect((await state(`S${s}`)).pieces).toBe(answers.length / 10)
  // One line at each end, however many appends and reads were under way.
  expect(lines).toHaveLength(2 * kills)
})

test('messages wait while Postgres is away, and one line says so at each end', async () => {
  const { instance, fill, state, log, stream, sql } = await world(stack)
  const { lines, report } = recorder()
  const { lanes } = instance({ report })
  await lanes.submit(fill('m1', 'A', 1))
  await stack.kill('postgres')
  await until('its backends have noticed and are gone, too', () => fails(sql`select 1`))
  const waiting = [lanes.submit(fill('m1', 'A', 1)), lanes.submit(fill('m2', 'A', 1))]
  await until('the outage was noticed', () => lines.length > 0)
  expect(lanes.metrics.depth).toBe(2)
  // Without the inbox nothing is decided: it could have been decided before.
  expect(await log.readStream(stream('A'))).toHaveLength(1)
  await stack.start('postgres')
  expect(await Promise.all(waiting)).toMatchObject([
    { status: 'accepted', duplicate: true },
    { status: 'accepted', duplicate: false },
  ])
  expect((await state('A')).pieces).toBe(2)
  expect(lines).toEqual([
    expect.stringContaining('the inbox is away'),
    expect.stringContaining('the inbox is back'),
  ])
})

test('G12: lanes that are stopped during an outage give back what is not done', async () => {
  const { instance, fill, state } = await world(stack)
  const { lines, report } = recorder()
  const { lanes } = instance({ report, limits: { stopGraceMs: 1 } })
  await lanes.submit(fill('m1', 'A', 1))
  await stack.kill('eventStore')
  const waiting = lanes.submit(fill('m2', 'A', 1)).catch((error) => error)
  await until('the outage was noticed', () => lines.length > 0)
  await lanes.stop()
  expect(await waiting).toMatchObject({ code: 'stopped' })
  await expect(lanes.submit(fill('m3', 'A', 1))).rejects.toMatchObject({ code: 'stopped' })
  await stack.start('eventStore')
  expect(await instance().lanes.submit(fill('m2', 'A', 1))).toMatchObject({ status: 'accepted' })
  expect((await state('A')).pieces).toBe(2)
})

test('G12: a stop lets the flush under way finish and gives back what waits behind it', async () => {
  const { instance, fill, state } = await world(stack)
  const { lanes } = instance({ limits: { maxBatch: 10 } })
  const all = Array.from({ length: 100 }, (_, i) =>
    lanes.submit(fill(`m${i}`, 'A', 1)).catch((error) => error.code),
  )
  await until('the first flush runs', () => lanes.metrics.flushes > 0)
  await lanes.stop()
  const answers = await Promise.all(all)
  const accepted = answers.filter((answer) => answer.status === 'accepted')
  expect(accepted.length).toBeGreaterThan(0)
  expect(answers.filter((answer) => answer === 'stopped').length).toBe(100 - accepted.length)
  expect((await state('A')).pieces).toBe(accepted.length)
  expect(lanes.metrics.depth).toBe(0)
})

/** Whoever is killed takes no child along: a backend may answer once more. */
const fails = (query: PromiseLike<unknown>): Promise<boolean> =>
  Promise.resolve(query).then(
    () => false,
    () => true,
  )
