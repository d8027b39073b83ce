import { event } from '@takt/contracts'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createEventLog, type NewEvent } from '../src/index.ts'
import { serversForFile } from './support/servers.ts'

const stack = await serversForFile('eventStore')

const Moved1 = event('inventory.LotMoved', {
  summary: 'A lot moved.',
  data: z.object({ qty: z.number() }),
  example: { qty: 3 },
})
const Moved2 = Moved1.v({
  data: z.object({ amount: z.string() }),
  example: { amount: '3' },
  from: ({ qty }) => ({ amount: String(qty) }),
})
const Other = event('inventory.LotLost', { summary: 'Lost.', data: z.object({}), example: {} })

let streams = 0
const newStream = () => `inventory.lot-P1:${process.pid}-${++streams}`

const log = (...contracts: Parameters<typeof createEventLog>[0]['contracts']) => {
  const opened = createEventLog({ url: stack.eventStore.url, contracts })
  onTestFinished(() => opened.close())
  return opened
}

const moved = (n: number, type = Moved1.storedType, data: unknown = { qty: n }): NewEvent => ({
  id: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`,
  type,
  data: JSON.stringify(data),
  metadata: JSON.stringify({ messageId: `m${n}`, hash: 'h' }),
})
const list = (from: number, count: number) => Array.from({ length: count }, (_, i) => moved(from + i))

test('an event comes back as it was written, with where and when it stands', async () => {
  const stream = newStream()
  const opened = log(Moved1)
  const appended = await opened.append(stream, 'none', [
    moved(1, Moved1.storedType, { qty: 7, note: 'Größe 7 € 🎉' }),
  ])
  expect(appended.revision).toBe(0)
  expect(await opened.readStream(stream)).toEqual([
    {
      id: moved(1).id,
      stream,
      revision: 0,
      position: appended.position,
      type: 'inventory.LotMoved',
      storedType: 'inventory.LotMoved.v1',
      version: 1,
      data: { qty: 7, note: 'Größe 7 € 🎉' },
      metadata: { messageId: 'm1', hash: 'h' },
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    },
  ])
})

test('an older version is read as the latest', async () => {
  const stream = newStream()
  await log().append(stream, 'none', [moved(1), moved(2, Moved2.storedType, { amount: '9' })])
  const events = await log(Moved2).readStream(stream)
  expect(events.map(({ data, version, storedType }) => ({ data, version, storedType }))).toEqual([
    { data: { amount: '1' }, version: 2, storedType: 'inventory.LotMoved.v1' },
    { data: { amount: '9' }, version: 2, storedType: 'inventory.LotMoved.v2' },
  ])
})

test('an event without a contract, or of a later version, is named and never skipped', async () => {
  const stream = newStream()
  await log().append(stream, 'none', [moved(1, Moved2.storedType, { amount: '1' })])
  await expect(log(Other).readStream(stream)).rejects.toMatchObject({
    code: 'unknown-event',
    stream,
    storedType: 'inventory.LotMoved.v2',
    message: expect.stringContaining('no contract named inventory.LotMoved'),
  })
  await expect(log(Moved1).readLast(stream)).rejects.toMatchObject({
    code: 'unknown-event',
    message: expect.stringContaining('only up to version 1'),
  })
})

test('G3: of two appends at one revision one wins; the other is told where the stream is', async () => {
  const stream = newStream()
  const opened = log(Moved1)
  await opened.append(stream, 'none', list(1, 2))
  const results = await Promise.allSettled([
    opened.append(stream, 1, [moved(10)]),
    opened.append(stream, 1, [moved(20)]),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(results[1]).toMatchObject({ reason: { code: 'wrong-revision', stream, expected: 1, actual: 2 } })
  await expect(opened.append(newStream(), 5, [moved(1)])).rejects.toMatchObject({ actual: 'none' })
})

test('the same append made again has one effect and the same answer', async () => {
  const stream = newStream()
  const opened = log(Moved1)
  const first = await opened.append(stream, 'none', list(1, 3))
  await opened.append(stream, 2, list(50, 2))
  expect(await opened.append(stream, 'none', list(1, 3))).toEqual(first)
  expect(await opened.readStream(stream)).toHaveLength(5)
})

test('a stream longer than a page is read in full, in order, from any revision, in either direction', async () => {
  const stream = newStream()
  const opened = log(Moved1)
  for (let i = 0; i < 5; i++) await opened.append(stream, i === 0 ? 'none' : i * 500 - 1, list(i * 500, 500))
  const revisions = async (...args: Parameters<typeof opened.readStream>) =>
    (await opened.readStream(...args)).map(({ revision }) => revision)
  expect(await revisions(stream)).toEqual(Array.from({ length: 2_500 }, (_, i) => i))
  expect(await revisions(stream, { from: 990, limit: 1_020 })).toEqual(
    Array.from({ length: 1_020 }, (_, i) => 990 + i),
  )
  expect(await revisions(stream, { from: 2_500 })).toEqual([])
  const back = await opened.readBackwards(stream, { from: 7, limit: 3 })
  expect(back.map(({ revision }) => revision)).toEqual([7, 6, 5])
  expect((await opened.readLast(stream))?.revision).toBe(2_499)
})

test('a stream that does not exist has no events', async () => {
  const opened = log(Moved1)
  expect(await opened.readStream(newStream())).toEqual([])
  expect(await opened.readLast(newStream())).toBeUndefined()
})

test('the head is the position of the last append', async () => {
  const opened = log(Moved1)
  const { position } = await opened.append(newStream(), 'none', [moved(1)])
  expect(await opened.head()).toBe(position)
})

test('a store that is not there is told apart from one that refuses', async () => {
  const gone = createEventLog({ url: 'esdb://127.0.0.1:1?tls=false', contracts: [] })
  onTestFinished(() => gone.close())
  await expect(gone.append('inventory.x-P1:1', 'none', [moved(1)])).rejects.toMatchObject({
    code: 'unavailable',
  })
  await expect(gone.readStream('inventory.x-P1:1')).rejects.toMatchObject({ code: 'unavailable' })
  await expect(gone.head()).rejects.toMatchObject({ code: 'unavailable' })
  await expect(
    log(Moved1).append(newStream(), 'none', [moved(1, Moved1.storedType, 'x'.repeat(1_100_000))]),
  ).rejects.toMatchObject({ code: 'refused' })
})

test('a closed log says so', async () => {
  const opened = log(Moved1)
  await opened.close()
  await expect(opened.append(newStream(), 'none', [moved(1)])).rejects.toMatchObject({ code: 'closed' })
  await expect(opened.readStream(newStream())).rejects.toMatchObject({ code: 'closed' })
})

test('the broken connection of one log leaves the appends of another alone', async () => {
  const url = stack.eventStore.url
  const gone = createEventLog({ url: 'esdb://127.0.0.1:1?tls=false', contracts: [] })
  onTestFinished(() => gone.close())
  const opened = createEventLog({ url, contracts: [Moved1] })
  onTestFinished(() => opened.close())
  const results = await Promise.allSettled(
    Array.from({ length: 100 }, (_, i) => (i % 2 ? gone : opened).append(newStream(), 'none', [moved(1)])),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(50)
})
