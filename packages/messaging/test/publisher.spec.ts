import type { NatsConnection } from 'nats'
import { afterEach, expect, test } from 'vitest'
import { connect, createPublisher, ensureStreams, type Outbound, type Publisher } from '../src/index.ts'
import { NotTakenError, PublisherStoppedError } from '../src/send/publisher.ts'
import { OrderPieces } from './support/shelf.ts'
import { useStack } from './support/stack.ts'
import { until } from './support/until.ts'

const servers = useStack('nats')
const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function setup(): Promise<{ connection: NatsConnection; publisher: Publisher }> {
  const connection = await connect({ url: servers.stack.nats.url, name: 'test' })
  await ensureStreams(connection)
  const publisher = createPublisher(connection)
  open.push(
    () => connection.close(),
    () => publisher.stop(),
  )
  return { connection, publisher }
}

/** A plant of its own a test keeps tests apart on the shared streams. */
const order = (plant: string, id: string, more: Partial<Outbound> = {}): Outbound => ({
  id,
  contract: OrderPieces,
  message: OrderPieces.create({ shelf: 'S1', pieces: 3 }),
  plant,
  to: 'cmd',
  source: 'takt/orchestration',
  occurredAt: '2026-03-02T08:00:00.000Z',
  ...more,
})

/** The stored messages of a plant or partner, in the stream's order. */
async function stored(connection: NatsConnection, stream: string, token: string) {
  const manager = await connection.jetstreamManager({ checkAPI: false })
  const { state } = await manager.streams.info(stream)
  const found: { subject: string; headers: Record<string, string>; body: string }[] = []
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await manager.streams.getMessage(stream, { seq })
    if (message.subject.split('.')[1] !== token) continue
    const headers = Object.fromEntries([...message.header].map(([name, values]) => [name, values[0] ?? '']))
    found.push({ subject: message.subject, headers, body: message.string() })
  }
  return found
}
const ids = (messages: Awaited<ReturnType<typeof stored>>) => messages.map((m) => m.headers['ce-id'])

test('a command stands on the subject of its contract, with its envelope and the next hop of its trace', async () => {
  const { connection, publisher } = await setup()
  await publisher.send(
    order('EXACT', 'order 1', {
      actor: 'post-receipt',
      correlationId: 'chain of ünits',
      causationId: 'event-1',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    }),
  )
  const [message] = await stored(connection, 'CMD', 'EXACT')
  expect(message?.subject).toBe('cmd.EXACT.production.order-pieces.v1')
  expect(message?.body).toBe('{"shelf":"S1","pieces":3}')
  const { traceparent, ...headers } = message?.headers ?? {}
  expect(headers).toEqual({
    'content-type': 'application/json',
    'Nats-Msg-Id': 'order%201',
    'ce-specversion': '1.0',
    'ce-id': 'order%201',
    'ce-type': 'production.OrderPieces.v1',
    'ce-source': 'takt/orchestration',
    'ce-actor': 'post-receipt',
    'ce-time': '2026-03-02T08:00:00.000Z',
    'ce-correlationid': 'chain%20of%20%C3%BCnits',
    'ce-causationid': 'event-1',
  })
  expect(traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/)
  expect(traceparent).not.toContain('00f067aa0ba902b7')
})

test('what a partner may see stands under the name of the partner', async () => {
  const { connection, publisher } = await setup()
  await publisher.send(order('P1', 'o1', { to: { partner: 'acme' } }))
  const [message] = await stored(connection, 'OUT', 'acme')
  expect(message?.subject).toBe('out.acme.order-pieces.v1')
})

test('a message sent twice under one id is there once', async () => {
  const { connection, publisher } = await setup()
  await publisher.send(order('TWICE', 't1'))
  await Promise.all([publisher.send(order('TWICE', 't1')), publisher.send(order('TWICE', 't2'))])
  expect(ids(await stored(connection, 'CMD', 'TWICE'))).toEqual(['t1', 't2'])
})

test('messages handed over together arrive in that order', async () => {
  const { connection, publisher } = await setup()
  const wanted = Array.from({ length: 600 }, (_, i) => `m${i}`)
  await Promise.all(wanted.map((id) => publisher.send(order('ORDER', id))))
  expect(ids(await stored(connection, 'CMD', 'ORDER'))).toEqual(wanted)
  expect(publisher.metrics).toMatchObject({ sent: 600, depth: 0 })
})

test('through a killed and restarted nats-server every message arrives, and once', async () => {
  const { publisher } = await setup()
  const wanted = Array.from({ length: 400 }, (_, i) => `r${i}`)
  let sent = 0
  const sending = wanted.map(async (id, i) => {
    await until('it is its turn', () => i < sent + 50)
    await publisher.send(order('RESTART', id))
    sent += 1
  })
  await until('some are sent', () => sent > 50)
  await servers.stack.kill('nats')
  const whileAway = publisher.send(order('RESTART', 'away'))
  await servers.stack.start('nats')
  await Promise.all([...sending, whileAway])
  expect(publisher.metrics.retried).toBeGreaterThan(0)
  const after = await setup()
  const arrived = ids(await stored(after.connection, 'CMD', 'RESTART'))
  expect(arrived).toHaveLength(wanted.length + 1)
  expect(new Set(arrived)).toEqual(new Set([...wanted, 'away']))
})

// The first is more than the stream takes, the second more than the server does.
test.each([600_000, 1_200_000])(
  'a message of %i bytes is refused, named, and holds up nobody',
  async (size) => {
    const { connection, publisher } = await setup()
    const message = OrderPieces.create({ shelf: 'S1', pieces: 1, text: 'x'.repeat(size) })
    const plant = `BIG${size}`
    const large = publisher.send(order(plant, `large ${size}`, { message }))
    const next = publisher.send(order(plant, `next ${size}`))
    await expect(large).rejects.toThrow(NotTakenError)
    await expect(large).rejects.toThrow(
      `a message on cmd.${plant}.production.order-pieces.v1 has ${JSON.stringify(message.data).length} bytes, more than its stream takes (524288 with its headers)`,
    )
    await next
    expect(ids(await stored(connection, 'CMD', plant))).toEqual([`next%20${size}`])
  },
)

test('G12: a stopped publisher finishes what is under way and gives the rest back', async () => {
  const { connection, publisher } = await setup()
  const wanted = Array.from({ length: 1000 }, (_, i) => `s${i}`)
  const sending = wanted.map((id) =>
    publisher.send(order('STOP', id)).then(
      () => id,
      (error: Error) => error,
    ),
  )
  publisher.stop()
  const outcomes = await Promise.all(sending)
  const sent = outcomes.filter((each) => typeof each === 'string')
  const back = outcomes.filter((each) => each instanceof PublisherStoppedError)
  expect(sent.length).toBeGreaterThan(0)
  expect(back.length).toBeGreaterThan(0)
  expect(sent.length + back.length).toBe(wanted.length)
  expect(ids(await stored(connection, 'CMD', 'STOP'))).toEqual(sent)
  await expect(publisher.send(order('STOP', 'late'))).rejects.toThrow(PublisherStoppedError)
})

test('a publisher stopped in an outage gives back what waits', async () => {
  const { connection, publisher } = await setup()
  const lost = (async () => {
    for await (const { type } of connection.status()) if (type === 'disconnect') return
  })()
  await servers.stack.kill('nats')
  await lost
  const waiting = publisher.send(order('OUTAGE', 'w1'))
  waiting.catch(() => {})
  publisher.stop()
  await expect(waiting).rejects.toThrow(PublisherStoppedError)
  await servers.stack.start('nats')
})
