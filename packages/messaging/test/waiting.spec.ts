import { encodeToken } from '@takt/contracts'
import { headers as emptyHeaders, type NatsConnection } from 'nats'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { connect, consume, type Delivery, ensureStreams, type Waiting, waitingAt } from '../src/index.ts'
import { useStack } from './support/stack.ts'
import { until } from './support/until.ts'

const servers = useStack('nats')
const open: (() => Promise<unknown>)[] = []
let outside: NatsConnection

beforeAll(async () => {
  outside = await connect({ url: servers.stack.nats.url, name: 'outside' })
  await ensureStreams(outside)
})
afterAll(() => outside.close())
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** A plant of its own a test keeps tests apart on the shared streams. */
async function send(prefix: 'in' | 'cmd', plant: string, ...bodies: readonly (string | number)[]) {
  const subject = `${prefix}.${plant}.inventory.thing.v1`
  const set = emptyHeaders()
  set.set('ce-source', 'erp')
  for (const body of bodies) await outside.jetstream().publish(subject, String(body), { headers: set })
}
const bodies = ({ messages }: Waiting) => messages.map(({ body }) => body)
const waits = (plant: string, most = 10) => waitingAt(outside, plant, most)

/** Times are told in whole milliseconds. */
async function later() {
  const now = Date.now()
  await until('the clock has moved', () => Date.now() > now)
}

/** Takes what comes for a plant, and acknowledges what `done` says. */
function take(plant: string, done: (body: string) => boolean) {
  const taken: Delivery[] = []
  const consumer = consume({
    connection: outside,
    durable: `takes-${plant}`,
    subject: `in.${plant}.>`,
    handler: (delivery) => {
      taken.push(delivery)
      return done(Buffer.from(delivery.body).toString()) ? Promise.resolve('ack') : new Promise(() => {})
    },
  })
  open.push(() => consumer.stop(0))
  return { taken, consumer }
}

test('what no service has taken is told of whole, and nothing of another plant', async () => {
  const before = Date.now()
  await send('in', 'WHOLE', '{"n":1}')
  await send('in', 'WHOLE2', '{"n":2}')
  const { count, messages } = await waits('WHOLE')
  expect(count).toBe(1)
  expect(messages).toEqual([
    {
      subject: 'in.WHOLE.inventory.thing.v1',
      headers: { 'ce-source': 'erp' },
      body: '{"n":1}',
      at: expect.any(String),
    },
  ])
  const at = messages[0]?.at ?? ''
  expect(new Date(at).toISOString()).toBe(at)
  expect(Date.parse(at)).toBeGreaterThanOrEqual(before)
})

test('where nothing waits there is nothing', async () => {
  expect(await waits('NOWHERE')).toEqual({ count: 0, messages: [] })
})

test('a plant whose name is no subject token is asked for by what stands on the subject', async () => {
  await send('in', encodeToken('Werk 1.süd'), 'x')
  expect(bodies(await waits('Werk 1.süd'))).toEqual(['x'])
})

test('both queues count, all are counted, and the oldest of them come whole', async () => {
  await send('cmd', 'BOTH', 1)
  await later()
  await send('in', 'BOTH', 2, 3)
  await later()
  await send('cmd', 'BOTH', 4)
  await later()
  await send('in', 'BOTH', 5, 6)
  expect(bodies(await waits('BOTH'))).toEqual(['1', '2', '3', '4', '5', '6'])
  const some = await waits('BOTH', 3)
  expect(some.count).toBe(6)
  expect(bodies(some)).toEqual(['1', '2', '3'])
})

test('what is in work waits until it is acknowledged, and looking takes nobody a turn', async () => {
  await send('in', 'WORK', 1, 2, 3)
  expect((await waits('WORK')).count).toBe(3)
  const { taken, consumer } = take('WORK', (body) => body !== '2')
  await until('two are acknowledged', () => consumer.metrics.acknowledged === 2)
  const left = await until('one is left', async () => {
    const now = await waits('WORK')
    return now.count === 1 ? now : undefined
  })
  expect(bodies(left)).toEqual(['2'])
  expect(taken.map(({ body, tries }) => [Buffer.from(body).toString(), tries])).toEqual([
    ['1', 1],
    ['2', 1],
    ['3', 1],
  ])
})

test('asked while messages are taken, it never fails and tells of none twice', async () => {
  const sent = Array.from({ length: 200 }, (_, i) => i)
  await send('in', 'BUSY', ...sent)
  take('BUSY', () => true)
  let last = sent.length
  await until('none waits', async () => {
    const { count, messages } = await waits('BUSY', 50)
    expect(count).toBeLessThanOrEqual(last)
    last = count
    const numbers = messages.map(({ body }) => Number(body))
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    return count === 0
  })
})

test('where NATS cannot be asked, that is thrown: none waiting would be a lie', async () => {
  const connection = await connect({ url: servers.stack.nats.url, name: 'closed' })
  await connection.close()
  await expect(waitingAt(connection, 'P1', 10)).rejects.toThrow()
})
