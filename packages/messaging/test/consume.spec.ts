import type { NatsConnection } from 'nats'
import { afterEach, expect, test } from 'vitest'
import { type Consumer, connect, consume, type Delivery, ensureStreams } from '../src/index.ts'
import { useStack } from './support/stack.ts'
import { until } from './support/until.ts'

const servers = useStack('nats')
const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close().catch(() => {})
})

async function link(): Promise<NatsConnection> {
  const connection = await connect({ url: servers.stack.nats.url, name: 'test' })
  open.push(() => connection.close())
  return connection
}

function started(consumer: Consumer): Consumer {
  open.push(() => consumer.stop(0))
  return consumer
}

/** A plant of its own a test keeps tests apart on the shared streams. */
let plants = 0
const fresh = () => ({ context: `c${String.fromCharCode(97 + plants++)}x`, durable: `d${plants}` })
const subjectOf = (context: string) => `in.P1.${context}.thing.v1`
/** A handler that acknowledges at once and notes what came. */
const collect = (seen: string[]) => async (delivery: Delivery) => {
  seen.push(text(delivery))
  return 'ack' as const
}
const text = (delivery: Delivery) => Buffer.from(delivery.body).toString()

async function send(connection: NatsConnection, context: string, ...bodies: readonly (string | number)[]) {
  await ensureStreams(connection)
  const js = connection.jetstream()
  for (const body of bodies) await js.publish(subjectOf(context), String(body))
}

test('messages come in order and are acknowledged', async () => {
  const { context, durable } = fresh()
  const connection = await link()
  const bodies = Array.from({ length: 700 }, (_, i) => String(i))
  await send(connection, context, ...bodies)
  const seen: string[] = []
  const consumer = started(
    consume({
      connection,
      durable,
      subject: `in.*.${context}.>`,
      handler: collect(seen),
    }),
  )
  await until('all are acknowledged', () => consumer.metrics.acknowledged === bodies.length)
  expect(seen).toEqual(bodies)
  const manager = await connection.jetstreamManager()
  await until(
    'none is pending on the server',
    async () => (await manager.consumers.info('IN', durable)).num_ack_pending === 0,
  )
})

test('G4: what a killed process had in hand comes again at once and before anything newer', async () => {
  const { context, durable } = fresh()
  const killed = await link()
  await send(killed, context, 1, 2, 3, 4)
  const inHand: string[] = []
  consume({
    connection: killed,
    durable,
    subject: `in.*.${context}.>`,
    handler: (d) => {
      inHand.push(text(d))
      return text(d) === '2' ? Promise.resolve('ack') : new Promise(() => {})
    },
  })
  await until('four are in hand', () => inHand.length === 4)
  await killed.flush()
  await killed.close()

  const connection = await link()
  await send(connection, context, 5)
  const seen: string[] = []
  const since = Date.now()
  started(
    consume({
      connection,
      durable,
      subject: `in.*.${context}.>`,
      handler: collect(seen),
    }),
  )
  await until('five was seen', () => seen.includes('5'))
  expect(seen).toEqual(['1', '3', '4', '5'])
  // The server by itself would have waited for ack_wait, half a minute.
  expect(Date.now() - since).toBeLessThan(25_000)
})

test('a history stream is rewound to what was not acknowledged, not to its start', async () => {
  const { context, durable } = fresh()
  const killed = await link()
  await ensureStreams(killed, [`EVT_${context}`])
  const publish = (c: NatsConnection, body: number) =>
    c.jetstream().publish(`evt.P1.${context}.thing.v1`, String(body))
  for (const body of [1, 2, 3]) await publish(killed, body)
  const subject = `evt.*.${context}.thing.>`
  const first = consume({
    connection: killed,
    durable,
    subject,
    handler: (d) => (text(d) === '1' ? Promise.resolve('ack') : new Promise(() => {})),
  })
  await until('two are held', () => first.metrics.inFlight === 2 && first.metrics.acknowledged === 1)
  await killed.flush()
  await killed.close()

  const connection = await link()
  await publish(connection, 4)
  const seen: string[] = []
  started(consume({ connection, durable, subject, handler: collect(seen) }))
  await until('four was seen', () => seen.includes('4'))
  expect(seen).toEqual(['2', '3', '4'])
})

test('a history stream rewound twice with nothing acknowledged between is not taken from its start', async () => {
  const { context, durable } = fresh()
  const subject = `evt.*.${context}.thing.>`
  const first = await link()
  await ensureStreams(first, [`EVT_${context}`])
  for (const body of [1, 2, 3]) await first.jetstream().publish(`evt.P1.${context}.thing.v1`, String(body))
  for (const [connection, held] of [
    [first, 2],
    [await link(), 2],
  ] as const) {
    const consumer = consume({
      connection,
      durable,
      subject,
      handler: (d) => (text(d) === '1' ? Promise.resolve('ack') : new Promise(() => {})),
    })
    await until('the others are held', () => consumer.metrics.inFlight === held)
    await connection.flush()
    await connection.close()
  }
  const seen: string[] = []
  started(consume({ connection: await link(), durable, subject, handler: collect(seen) }))
  await until('the last was seen', () => seen.includes('3'))
  expect(seen).toEqual(['2', '3'])
})

test('a message held longer than ack_wait is reported as in work and not delivered again', async () => {
  const { context, durable } = fresh()
  const connection = await link()
  await send(connection, context, 'held')
  let release = () => {}
  let deliveries = 0
  const ackWaitMs = 600
  const consumer = started(
    consume({
      connection,
      durable,
      ackWaitMs,
      subject: `in.*.${context}.>`,
      handler: async () => {
        deliveries += 1
        await new Promise<void>((resolve) => {
          release = resolve
        })
        return 'ack'
      },
    }),
  )
  await until('it was held for four times ack_wait', () => consumer.metrics.ageMs > 4 * ackWaitMs)
  release()
  await until('it is acknowledged', () => consumer.metrics.acknowledged === 1)
  expect(deliveries).toBe(1)
})

test('a handler that throws is given the same message again, in the same place', async () => {
  const { context, durable } = fresh()
  const connection = await link()
  await send(connection, context, 'once')
  const tries: number[] = []
  const consumer = started(
    consume({
      connection,
      durable,
      subject: `in.*.${context}.>`,
      handler: async (d) => {
        tries.push(d.tries)
        if (tries.length < 3) throw new Error('not yet')
        return 'ack'
      },
    }),
  )
  await until('it is acknowledged', () => consumer.metrics.acknowledged === 1)
  expect(tries).toEqual([1, 1, 1])
})

test('no more than the bound is ever in work', async () => {
  const { context, durable } = fresh()
  const connection = await link()
  await send(connection, context, ...Array.from({ length: 60 }, (_, i) => i))
  let most = 0
  const waiting: (() => void)[] = []
  const consumer: Consumer = started(
    consume({
      connection,
      durable,
      maxInFlight: 7,
      subject: `in.*.${context}.>`,
      handler: () => new Promise((resolve) => waiting.push(() => resolve('ack'))),
    }),
  )
  await until('all are acknowledged', () => {
    most = Math.max(most, consumer.metrics.inFlight)
    waiting.shift()?.()
    return consumer.metrics.acknowledged === 60
  })
  expect(most).toBe(7)
})

test('G12: a stop lets what is in work finish and gives the rest back', async () => {
  const { context, durable } = fresh()
  const connection = await link()
  await send(connection, context, 'quick', 'endless')
  let finish = () => {}
  const consumer = consume({
    connection,
    durable,
    subject: `in.*.${context}.>`,
    handler: (d) =>
      text(d) === 'endless'
        ? new Promise(() => {})
        : new Promise((resolve) => {
            finish = () => resolve('ack')
          }),
  })
  await until('both are in work', () => consumer.metrics.inFlight === 2)
  const stopped = consumer.stop(300)
  finish()
  await stopped
  const seen: string[] = []
  started(
    consume({
      connection,
      durable,
      subject: `in.*.${context}.>`,
      handler: collect(seen),
    }),
  )
  await until('the rest came again', () => seen.length > 0)
  expect(seen).toEqual(['endless'])
})

test('a deleted consumer, and a deleted stream, are made again and messages flow', async () => {
  const { context, durable } = fresh()
  const connection = await link()
  await ensureStreams(connection, [`EVT_${context}`])
  const seen: string[] = []
  const consumer = started(
    consume({
      connection,
      durable,
      subject: `evt.*.${context}.thing.>`,
      handler: collect(seen),
    }),
  )
  const manager = await connection.jetstreamManager()
  const publish = (body: string) => connection.jetstream().publish(`evt.P1.${context}.thing.v1`, body)
  await publish('a')
  await until('a was seen', () => seen.includes('a'))
  await manager.consumers.delete(`EVT_${context}`, durable)
  await publish('b')
  await until('b was seen', () => seen.includes('b'))
  await manager.streams.delete(`EVT_${context}`)
  await until(
    'the stream is there again',
    () =>
      consumer.ready &&
      publish('c').then(
        () => true,
        () => false,
      ),
  )
  await until('c was seen', () => seen.includes('c'))
})

test('messages flow again after nats-server was killed and started, each acknowledged one once', async () => {
  const { context, durable } = fresh()
  const connection = await link()
  const bodies = Array.from({ length: 400 }, (_, i) => String(i))
  await send(connection, context, ...bodies)
  const seen: string[] = []
  let reached = () => {}
  const half = new Promise<void>((resolve) => {
    reached = resolve
  })
  const consumer = started(
    consume({
      connection,
      durable,
      maxInFlight: 20,
      subject: `in.*.${context}.>`,
      handler: async (d) => {
        seen.push(text(d))
        if (seen.length === 200) reached()
        return 'ack'
      },
    }),
  )
  await half
  await servers.stack.kill('nats')
  await servers.stack.start('nats')
  await send(await link(), context, 'after')
  await until('the last came', () => seen.includes('after'))
  await until('nothing is in work', () => consumer.metrics.inFlight === 0)
  expect(new Set(seen)).toEqual(new Set([...bodies, 'after']))
  // Whatever came twice was asked for in order again: first arrivals keep the stream's order.
  expect([...new Set(seen)]).toEqual([...bodies, 'after'])
})
