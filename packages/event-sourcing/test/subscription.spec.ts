import { event } from '@takt/contracts'
import type { Stack } from '@takt/infra-local'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import {
  createEventLog,
  derivedId,
  type EventLog,
  type RecordedEvent,
  type SubscribeOptions,
} from '../src/index.ts'
import { serversForFile } from './support/servers.ts'
import { gate, until } from './support/until.ts'

// Its own store: it is killed, and the position of the log's end matters.
const stack: Stack = await serversForFile('eventStore')
const Data = z.object({ n: z.number(), pad: z.string() })
const example = { n: 1, pad: '' }
const Counted = event('inventory.ShelfCounted', { summary: 'Counted.', data: Data, example })
const Judged = event('quality.ShelfJudged', { summary: 'Judged.', data: Data, example })

let names = 0
function setup() {
  const prefix = `inventory.count${++names}-`
  const lines: string[] = []
  const line = (_: object, message: string) => void lines.push(message)
  const log = createEventLog({
    url: stack.eventStore.url,
    contracts: [Counted],
    report: { info: line, warn: line, error: line },
  })
  onTestFinished(() => log.close())
  const write = async (
    from: number,
    count: number,
    pad = '',
    stream = `${prefix}P1:A`,
    type = Counted.storedType,
  ) => {
    const last = await log.readBackwards(stream, { limit: 1 })
    const events = Array.from({ length: count }, (_, i) => ({
      id: derivedId(stream, from + i),
      type,
      data: JSON.stringify({ n: from + i, pad }),
      metadata: JSON.stringify({ messageId: `m${from + i}`, hash: 'h' }),
    }))
    return log.append(stream, last[0]?.revision ?? 'none', events)
  }
  return { prefix, log, lines, write }
}

/** Follows into an array, as a projection would into its tables. */
function follow(log: EventLog, prefix: string, options: Partial<SubscribeOptions> = {}) {
  const seen: number[] = []
  const batches: number[] = []
  const stop = new AbortController()
  const subscription = log.subscribeAll({
    streamPrefixes: [prefix],
    signal: stop.signal,
    onBatch: (events) => {
      batches.push(events.length)
      seen.push(...numbers(events))
    },
    ...options,
  })
  return { seen, batches, stop, subscription }
}
const numbers = (events: readonly RecordedEvent[]) => events.map(({ data }) => (data as { n: number }).n)
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)

test('history comes first, then what is written, in order, and only of the asked streams', async () => {
  const { log, prefix, write } = setup()
  await write(0, 100)
  await write(7_000, 5, '', `quality.other-P1:${prefix}`)
  const { seen, subscription } = follow(log, prefix)
  await until('history is there', () => subscription.caughtUp)
  expect(seen).toEqual(upTo(100))
  await write(100, 50)
  await until('the rest is there', () => seen.length >= 150)
  expect(seen).toEqual(upTo(150))
})

test('what arrives while a batch is handled is the next batch, up to the limit', async () => {
  const { log, prefix, write } = setup()
  const { passed, open } = gate()
  const batches: number[] = []
  const { subscription } = follow(log, prefix, {
    maxBatch: 60,
    onBatch: async (events) => {
      if (events.length > 0) batches.push(events.length)
      if (batches.length === 1) await passed
    },
  })
  await until('it is live', () => subscription.caughtUp)
  await write(0, 1)
  await until('the first batch is being handled', () => batches.length === 1)
  await write(1, 100)
  await until('the rest has arrived', () => subscription.depth === 100)
  open()
  await until('all is handled', () => batches.reduce((sum, size) => sum + size, 0) === 101)
  expect(batches).toEqual([1, 60, 40])
})

test('it resumes after a position, itself excluded', async () => {
  const { log, prefix, write } = setup()
  await write(0, 10)
  const { position } = await write(10, 1)
  await write(11, 10)
  const { seen } = follow(log, prefix, { from: position })
  await until('the rest is there', () => seen.length >= 10)
  expect(seen).toEqual(upTo(21).slice(11))
})

test('the position moves on while nothing matches', async () => {
  const { log, prefix, write } = setup()
  const { position: mine } = await write(0, 1)
  const { seen, batches, subscription } = follow(log, prefix)
  await until('history is there', () => subscription.caughtUp)
  for (let i = 0; i < 4; i++) await write(i * 1_000, 1_000, '', `quality.noise-P1:${prefix}`)
  await until('it has seen most of them go by', () => BigInt(subscription.position) > BigInt(mine) + 2_000n)
  expect(seen).toEqual([0])
  expect(batches).toContain(0)
})

test('a batch that fails comes again, whole, and nothing after it comes before', async () => {
  const { log, prefix, write, lines } = setup()
  await write(0, 100)
  const seen: number[] = []
  let failures = 3
  const { subscription } = follow(log, prefix, {
    maxBatch: 30,
    onBatch: (events) => {
      if (events.length > 0 && seen.length >= 30 && failures-- > 0) throw new Error('deadlock detected')
      seen.push(...numbers(events))
    },
  })
  await until('all is there', () => seen.length >= 100)
  expect(seen).toEqual(upTo(100))
  expect(subscription.reopened).toBe(3)
  await until('it said that it is back', () => lines.length === 2)
  expect(lines[0]).toContain('deadlock detected')
})

test('it outlives the store, and no event is lost or comes twice', async () => {
  const { log, prefix, write } = setup()
  const { seen, subscription } = follow(log, prefix)
  let written = 0
  for (let kill = 0; kill < 3; kill++) {
    await write(written, 500)
    written += 500
    await until('some came through', () => seen.length > written - 500)
    await stack.kill('eventStore')
    await until('the loss was noticed', () => !subscription.caughtUp)
    await stack.start('eventStore')
  }
  await write(written, 10)
  await until('all is there', () => seen.length >= written + 10)
  expect(seen).toEqual(upTo(written + 10))
})

test('an event without a contract ends it, after everything before it was handled', async () => {
  const { log, prefix, write } = setup()
  await write(0, 10)
  await write(10, 1, '', `${prefix}P1:A`, Judged.storedType)
  const { seen, subscription } = follow(log, prefix)
  await expect(subscription.done).rejects.toMatchObject({
    code: 'unknown-event',
    message: expect.stringContaining('quality.ShelfJudged'),
  })
  expect(seen).toEqual(upTo(10))
})

test('a subscriber that stands still holds little in memory and holds up no append', async () => {
  const { log, prefix, write } = setup()
  const { passed, open } = gate()
  const { seen, subscription } = follow(log, prefix, {
    maxBatch: 100,
    onBatch: async (events) => {
      await passed
      seen.push(...numbers(events))
    },
  })
  // Far more than the buffers of a connection take.
  for (let i = 0; i < 20; i++) await write(i * 400, 400, 'x'.repeat(2_000))
  expect(subscription.depth).toBeLessThanOrEqual(300)
  expect(await log.readLast(`${prefix}P1:A`)).toMatchObject({ revision: 7_999 })
  open()
  await until('all is there', () => seen.length >= 8_000)
  expect(seen).toEqual(upTo(8_000))
})

test('its signal ends it after the batch under way', async () => {
  const { log, prefix, write } = setup()
  const { passed, open } = gate()
  await write(0, 10)
  let finished = 0
  const { stop, subscription } = follow(log, prefix, {
    maxBatch: 5,
    onBatch: async () => {
      await passed
      finished++
    },
  })
  await until('it has something to do', () => subscription.depth > 0)
  stop.abort()
  open()
  await subscription.done
  expect(finished).toBe(1)
})

test('without a stream prefix it is refused', () => {
  const { log } = setup()
  expect(() => log.subscribeAll({ streamPrefixes: [], onBatch: () => {} })).toThrow(
    /at least one stream prefix/,
  )
})
