import { parkingOf } from '@takt/contracts'
import { beforeEach, expect, test } from 'vitest'
import { useService } from './support/service-world.ts'
import { bugs, knownItems, ShelfFillReported, TakeFromShelf } from './support/shelf.ts'
import { until } from './support/until.ts'

const world = useService()
const { ReplayParkedMessage, DiscardParkedMessage } = parkingOf('inventory')
const SUBJECT = ShelfFillReported.subject('in', 'P1')
const fill = (id: string, data: object, headers: object = {}) =>
  world.publish(SUBJECT, JSON.stringify(data), { 'Nats-Msg-Id': id, ...headers })
const replay = (parked: string, id: string, more: { body?: string; reason?: string } = {}) =>
  world.ask(ReplayParkedMessage, { parked, ...more }, id)

beforeEach(() => {
  bugs.thirteen = true
})

test('G7: a message that cannot be understood is parked whole, with its reason, and its neighbours go on', async () => {
  const body = '{"shelf":"K1","item":"SCREW","lot":"L7","pieces":"many"}'
  await world.publish(SUBJECT, body, { 'Nats-Msg-Id': 'k1', 'ce-source': 'wms', 'x-line': '7' })
  await fill('k2', { shelf: 'K1', pieces: 2 })
  const row = await world.parkedAs('k1')
  expect(row).toMatchObject({
    subject: SUBJECT,
    plant: 'P1',
    code: 'invalid',
    body,
    headers: { 'Nats-Msg-Id': 'k1', 'ce-source': 'wms', 'x-line': '7' },
    concerns: { item: 'SCREW', lot: 'L7' },
    problems: [{ path: 'pieces' }],
    source: 'wms',
    tries: 1,
    versions: null,
  })
  expect(row.sentence).toContain('pieces')
  await until('the neighbour has its effect', async () => (await world.shelf('K1')).length === 1)
})

test('bytes that are no text come back exactly', async () => {
  const bytes = Uint8Array.of(0, 255, 254, 10, 13, 0, 200)
  await world.publish(SUBJECT, bytes, { 'Nats-Msg-Id': 'bytes' })
  const row = await world.parkedAs('bytes')
  expect(row).toMatchObject({ code: 'not-json', body: null })
  expect(Buffer.from(row.body_base64 ?? '', 'base64')).toEqual(Buffer.from(bytes))
})

test('a largest message full of quotes and controls is parked whole', async () => {
  const body = '"\\\u0001'.repeat(170_000)
  await world.publish(SUBJECT, body, { 'Nats-Msg-Id': 'large' })
  const row = await world.parkedAs('large')
  expect(Buffer.from(row.body_base64 ?? '', 'base64').toString()).toBe(body)
})

test('a message without an id is parked, and replayed as it is has its one effect', async () => {
  await world.publish(SUBJECT, JSON.stringify({ shelf: 'N1', pieces: 4 }))
  const row = await until('it is parked', async () => (await world.rows('no-message-id'))[0])
  await replay(row.parked, 'n1-replay')
  await until('it is resolved', async () => (await world.row(row.parked))?.state === 'resolved')
  expect(await world.shelf('N1')).toEqual([['ShelfFilled', 4]])
})

test('a message nobody handles is parked, not tried for ever', async () => {
  await world.publish('in.P1.inventory.shelf-painted.v1', '{"shelf":"S","pieces":1}', {
    'Nats-Msg-Id': 'paint',
  })
  expect((await world.parkedAs('paint')).code).toBe('unknown-message')
})

test('G7: missing master data: tried for a while, parked with what to publish, replayed after the fix with one effect', async () => {
  await fill('m1', { shelf: 'M1', item: 'NUT', pieces: 5 })
  const row = await world.parkedAs('m1')
  expect(row).toMatchObject({ code: 'unknown-item', concerns: { item: 'NUT' } })
  knownItems.add('NUT')
  expect(await replay(row.parked, 'm1-replay')).toMatchObject({ status: 'accepted' })
  await world.parkedAs('m1', 'resolved')
  await fill('m1', { shelf: 'M1', item: 'NUT', pieces: 5 })
  await fill('m2', { shelf: 'M1', pieces: 1 })
  await until('the follower has its effect', async () => (await world.shelf('M1')).length === 2)
  expect(await world.shelf('M1')).toEqual([
    ['ShelfFilled', 5],
    ['ShelfFilled', 1],
  ])
})

test('replayed in vain it is parked again, with one try more and the first time kept', async () => {
  await fill('v1', { shelf: 'V1', item: 'NEVER', pieces: 5 })
  const first = await world.parkedAs('v1')
  await replay(first.parked, 'v1-replay')
  const again = await world.parkedAs('v1', 'parked', (row) => row.tries === 2)
  expect(again.parked).toBe(first.parked)
  expect(again.first_at).toEqual(first.first_at)
  expect(again.last_at.getTime()).toBeGreaterThan(first.last_at.getTime())
  expect(await world.shelf('V1')).toEqual([])
})

test('edited and replayed: the edit has the effect under the first id, and both versions are kept', async () => {
  const broken = '{"shelf":"E1","pieces":0}'
  await world.publish(SUBJECT, broken, { 'Nats-Msg-Id': 'e1' })
  const { parked } = await world.parkedAs('e1')
  const edit = '{"shelf":"E1","pieces":7}'
  await replay(parked, 'e1-replay', { body: edit, reason: 'the scanner sent 0' })
  const row = await world.parkedAs('e1', 'resolved')
  expect(row.body).toBe(broken)
  expect(row.versions).toMatchObject([{ body: edit }])
  const [filled] = await world.events('inventory.shelf-P1:E1')
  expect(filled?.metadata.messageId).toBe('e1')
  // Sent again as edited it is the same message; sent as it first was it is still wrong.
  await fill('e1', { shelf: 'E1', pieces: 7 })
  await fill('e2', { shelf: 'E1', pieces: 1 })
  await until('the follower has its effect', async () => (await world.shelf('E1')).length === 2)
})

test('G7: a decision that throws is parked after bounded tries, its lane goes on, and it has its effect after the fix', async () => {
  await fill('b1', { shelf: 'B1', pieces: 13 })
  await fill('b2', { shelf: 'B1', pieces: 2 })
  const row = await world.parkedAs('b1')
  expect(row.code).toBe('failed')
  await until('the lane goes on', async () => (await world.shelf('B1')).length === 1)
  bugs.thirteen = false
  await replay(row.parked, 'b1-replay')
  await world.parkedAs('b1', 'resolved')
  expect(await world.shelf('B1')).toEqual([
    ['ShelfFilled', 2],
    ['ShelfFilled', 13],
  ])
})

test('the same id with other content is parked as a conflict, and the first effect stands', async () => {
  await fill('c1', { shelf: 'C1', pieces: 3 })
  await until('the first has its effect', async () => (await world.shelf('C1')).length === 1)
  await world.publish(SUBJECT, '{"shelf":"C1","pieces":4}', { 'ce-id': 'c1' })
  const row = await world.parkedAs('c1')
  expect(row.code).toBe('conflict')
  expect(await world.shelf('C1')).toEqual([['ShelfFilled', 3]])
})

test('a rejected command from outside is parked, and replayed when it can be met it is decided anew', async () => {
  await world.publish(TakeFromShelf.subject('in', 'P1'), '{"shelf":"R1","pieces":2}', { 'Nats-Msg-Id': 'r1' })
  const row = await world.parkedAs('r1')
  expect(row.code).toBe('not-enough')
  await fill('r2', { shelf: 'R1', pieces: 5 })
  await until('there is enough', async () => (await world.shelf('R1')).length === 1)
  await replay(row.parked, 'r1-replay')
  await world.parkedAs('r1', 'resolved')
  expect(await world.shelf('R1')).toEqual([
    ['ShelfFilled', 5],
    ['ShelfEmptied', 2],
  ])
})

test('what a message without a time reports happened when it first came, however late it is replayed', async () => {
  await fill('t1', { shelf: 'T1', item: 'LATE', pieces: 1 })
  const row = await world.parkedAs('t1')
  knownItems.add('LATE')
  await replay(row.parked, 't1-replay')
  await world.parkedAs('t1', 'resolved')
  const [filled] = await world.events('inventory.shelf-P1:T1')
  expect(filled?.metadata.occurredAt).toBe(row.first_at.toISOString())
})

test('discarded it is done with, for a reason; what was handled cannot be discarded or replayed again', async () => {
  await fill('d1', { shelf: 'D1', pieces: 0 })
  const { parked } = await world.parkedAs('d1')
  expect(await world.ask(DiscardParkedMessage, { parked, reason: 'a test message' }, 'd1-x')).toMatchObject({
    status: 'accepted',
  })
  expect((await world.parkedAs('d1', 'discarded')).reason).toBe('a test message')

  await fill('d2', { shelf: 'D2', item: 'SOON', pieces: 1 })
  const other = await world.parkedAs('d2')
  knownItems.add('SOON')
  await replay(other.parked, 'd2-a')
  await world.parkedAs('d2', 'resolved')
  for (const reply of [
    await replay(other.parked, 'd2-b'),
    await world.ask(DiscardParkedMessage, { parked: other.parked, reason: 'no' }, 'd2-c'),
  ])
    expect(reply).toMatchObject({ status: 'rejected', code: 'already-resolved' })
  expect(await replay('nothing', 'd2-d')).toMatchObject({
    status: 'rejected',
    code: 'unknown-parked-message',
  })
})

test('a replay asked for just before the service stops is done by the next process', async () => {
  await fill('s1', { shelf: 'S1', item: 'LATER', pieces: 6 })
  const { parked } = await world.parkedAs('s1')
  knownItems.add('LATER')
  expect(await replay(parked, 's1-replay')).toMatchObject({ status: 'accepted' })
  await world.stop()
  await world.start()
  await world.parkedAs('s1', 'resolved')
  expect(await world.shelf('S1')).toEqual([['ShelfFilled', 6]])
})

test('outsiders see on parked. that a message was parked, and why', async () => {
  const seen: { code: string; parked: string }[] = []
  const subscription = world.service.nats.subscribe('parked.P1.inventory.shelf-fill-reported', {
    callback: (_, message) => seen.push(message.json()),
  })
  await fill('o1', { shelf: 'O1', pieces: 0 })
  const row = await world.parkedAs('o1')
  await until('it was announced', () =>
    seen.find((each) => each.parked === row.parked && each.code === 'invalid'),
  )
  subscription.unsubscribe()
})
