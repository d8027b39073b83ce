import type { RawMessage } from '@takt/event-sourcing'
import { headers as emptyHeaders } from 'nats'
import { afterEach, expect, test } from 'vitest'
import { readEnvelope } from '../src/envelope/envelope.ts'
import { connect, type Responder, request, respond, type WireReply } from '../src/index.ts'
import { MAX_API_CALLS } from '../src/limits.ts'
import { useService } from './support/service-world.ts'
import { OrderPieces, ShelfFillReported, TakeFromShelf } from './support/shelf.ts'
import { until } from './support/until.ts'

const world = useService()
const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** Asks production, which only these tests answer for. */
const ask = (id: string, deadlineMs?: number) =>
  request(
    world.service.nats,
    {
      id,
      contract: OrderPieces,
      message: OrderPieces.create({ shelf: 'S1', pieces: 1 }),
      plant: 'P1',
      source: 'test',
      occurredAt: '2026-03-02T08:00:00.000Z',
    },
    deadlineMs,
  )
const busy = (message: string): WireReply => ({ status: 'unavailable', message })

async function answering(handle: Parameters<typeof respond>[2]): Promise<Responder> {
  const connection = await connect({ url: world.stack.nats.url, name: 'production' })
  const responder = respond(connection, 'production', handle)
  await connection.flush()
  open.push(
    () => connection.close(),
    () => responder.stop(),
  )
  return responder
}

test('an accepted command is answered with its events and where they are', async () => {
  const reply = await world.ask(ShelfFillReported, { shelf: 'A1', pieces: 3 }, 'a1')
  expect(reply).toMatchObject({
    status: 'accepted',
    duplicate: false,
    stream: 'inventory.shelf-P1:A1',
    revision: 0,
    events: [{ type: 'inventory.ShelfFilled', data: { shelf: 'A1', pieces: 3 } }],
  })
  expect(await world.ask(ShelfFillReported, { shelf: 'A1', pieces: 3 }, 'a1')).toEqual({
    ...reply,
    duplicate: true,
  })
  expect(await world.shelf('A1')).toEqual([['ShelfFilled', 3]])
})

test('what is asked arrives with its id, whom it is from, when, and what it follows from', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  let raw: RawMessage | undefined
  await answering(async (asked) => {
    raw = asked
    return busy('later')
  })
  const odd = 'Müller & Söhne "7" %'
  await request(world.service.nats, {
    ...{ id: odd, contract: OrderPieces, message: OrderPieces.create({ shelf: 'S1', pieces: 1 }) },
    ...{ plant: 'P1', source: 'test', actor: odd, occurredAt: '2026-03-02T08:00:00.000Z' },
    ...{ correlationId: 'c-1', causationId: 'k-1', traceparent },
  })
  const read = readEnvelope(raw as RawMessage, '2026-03-02T09:00:00.000Z')
  expect(read).toMatchObject({
    envelope: {
      ...{ id: odd, data: { shelf: 'S1', pieces: 1 } },
      meta: {
        ...{ source: 'test', actor: odd, occurredAt: '2026-03-02T08:00:00.000Z' },
        ...{ correlationId: 'c-1', causationId: 'k-1' },
        traceparent: expect.stringMatching(
          /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)\w{16}-01$/,
        ),
      },
    },
  })
})

test('a rejected command is answered with its code, its sentence and its figures', async () => {
  expect(await world.ask(TakeFromShelf, { shelf: 'R1', pieces: 2 }, 'r1')).toEqual({
    status: 'rejected',
    code: 'not-enough',
    message: 'R1 holds 0 pieces, not 2',
    details: { has: 0 },
  })
})

test('a message that cannot be understood is answered with its faults, and is not parked', async () => {
  const reply = await world.ask(TakeFromShelf, { shelf: 'I1', pieces: 0 }, 'i1')
  expect(reply).toMatchObject({ status: 'invalid', code: 'invalid', problems: [{ path: 'pieces' }] })
  const headers = emptyHeaders()
  headers.set('Nats-Msg-Id', 'i2')
  const raw = await world.service.nats.request(TakeFromShelf.subject('api', 'P1'), '{', {
    headers,
    timeout: 5_000,
  })
  expect(raw.json()).toMatchObject({ status: 'invalid', code: 'not-json' })
  expect((await world.rows()).filter((row) => row.message_id?.startsWith('i'))).toEqual([])
})

test('missing master data and a used id are answered as such', async () => {
  expect(await world.ask(ShelfFillReported, { shelf: 'M1', item: 'NONE', pieces: 1 }, 'm1')).toMatchObject({
    status: 'missing',
    code: 'unknown-item',
  })
  await world.ask(ShelfFillReported, { shelf: 'M2', pieces: 1 }, 'm2')
  expect(await world.ask(ShelfFillReported, { shelf: 'M2', pieces: 2 }, 'm2')).toMatchObject({
    status: 'conflict',
  })
})

test('where no service answers, the answer says which, and that asking again is safe', async () => {
  expect(await ask('n1')).toEqual(
    busy('no production service is answering: ask again with the same message id, it has one effect at most'),
  )
})

test('where a service does not answer in time, the answer says which and how long it had', async () => {
  await answering(() => new Promise(() => {}))
  open.pop()
  expect(await ask('t1', 250)).toEqual(
    busy(
      'the production service did not answer within 0.25 s: ask again with the same message id, it has one effect at most',
    ),
  )
})

test('G12: a service that stops answers what is under way and takes no more; another process takes those', async () => {
  const started: string[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const stopping = await answering(async (raw) => {
    started.push(raw.headers['ce-id'] ?? '')
    await released
    return busy('answered by the first')
  })
  const underWay = ask('s1')
  await until('it is under way', () => started.length === 1)
  const stopped = stopping.stop()
  await answering(async () => busy('answered by the second'))
  await until('calls go to the second', async () => (await ask('s2', 500)).status === 'unavailable')
  expect(await ask('s3')).toEqual(busy('answered by the second'))
  release()
  expect(await underWay).toEqual(busy('answered by the first'))
  await stopped
  expect(stopping.metrics.inFlight).toBe(0)
})

test('a handler that throws is an answer, not a silence', async () => {
  await answering(() => Promise.reject(new Error('the lanes are full')))
  expect(await ask('e1')).toEqual(busy('the lanes are full'))
})

test('an answer that NATS would not carry goes without its events', async () => {
  const reply = {
    status: 'accepted',
    duplicate: false,
    position: '7',
    stream: 's',
    revision: 0,
    events: [{ type: 'production.Large', data: 'x'.repeat(1_100_000) }],
  } as const
  await answering(async () => reply)
  expect(await ask('l1')).toEqual({ ...reply, events: [] })
})

test('an answer to a question that NATS would not carry is refused, with its size', async () => {
  await answering(async () => ({ status: 'answered', data: { rows: 'x'.repeat(1_100_000) } }))
  expect(await ask('l2')).toMatchObject({
    status: 'rejected',
    code: 'answer-too-large',
    details: { maxBytes: 1_048_576 },
  })
})

test('beyond the bound of calls at a time, the next is told to come again', async () => {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const responder = await answering(async () => {
    await released
    return busy('done')
  })
  const calls = Array.from({ length: MAX_API_CALLS }, (_, i) => ask(`b${i}`, 60_000))
  await until('all are under way', () => responder.metrics.inFlight === MAX_API_CALLS)
  expect(await ask('one-more')).toEqual(
    busy(`the production service answers ${MAX_API_CALLS} calls already: ask again in a moment`),
  )
  release()
  expect(new Set((await Promise.all(calls)).map((each) => JSON.stringify(each)))).toEqual(
    new Set([JSON.stringify(busy('done'))]),
  )
})
