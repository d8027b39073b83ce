import { expect, test } from 'vitest'
import type { Accepted } from '../src/index.ts'
import { serversForFile } from './support/servers.ts'
import { until } from './support/until.ts'
import { statuses, world } from './support/world.ts'

const stack = await serversForFile('eventStore', 'postgres')

test('G1: what is answered as accepted is in the store, and its id in the inbox', async () => {
  const { instance, fill, log, stream, sql, inboxTable } = await world(stack)
  const { lanes } = instance()
  const outcome = await lanes.submit(fill('m1', 'A', 5))
  expect(await sql`select id from ${sql(inboxTable)}`).toEqual([{ id: 'm1' }])
  const [event] = await log.readStream(stream('A'))
  expect(outcome).toEqual({
    status: 'accepted',
    duplicate: false,
    stream: stream('A'),
    revision: 0,
    position: event?.position,
    events: [{ type: 'inventory.ShelfFilled', data: { shelf: 'A', pieces: 5 } }],
  })
  expect(event).toMatchObject({
    revision: 0,
    type: 'inventory.ShelfFilled',
    storedType: 'inventory.ShelfFilled.v1',
    metadata: {
      messageId: 'm1',
      $causationId: 'm1',
      $correlationId: 'm1',
      source: 'wms',
      actor: 'forklift-7',
    },
  })
})

test('G2: the same message a second time changes nothing and is answered as the first time', async () => {
  const { instance, fill, take, state } = await world(stack)
  const { lanes } = instance()
  await lanes.submit(fill('m1', 'A', 5))
  const first = (await lanes.submit(take('m2', 'A', 2))) as Accepted
  await lanes.submit(fill('m3', 'A', 1))
  const again = await lanes.submit(take('m2', 'A', 2))
  expect(again).toEqual({ ...first, duplicate: true })
  expect(first.events.map(({ type }) => type)).toEqual(['inventory.ShelfOpened', 'inventory.ShelfTaken'])
  expect((await state('A')).pieces).toBe(4)
})

test('G2: copies of a message that arrive together have one effect', async () => {
  const { instance, fill, log, stream } = await world(stack)
  const { lanes } = instance()
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, i) => lanes.submit(fill(i % 2 ? 'odd' : 'even', 'A', 1))),
  )
  expect(outcomes.filter((each) => each.status === 'accepted' && !each.duplicate)).toHaveLength(2)
  expect(new Set(statuses(outcomes))).toEqual(new Set(['accepted']))
  expect(await log.readStream(stream('A'))).toHaveLength(2)
})

test('G2: a message is known again after its aggregate left memory and the window moved on', async () => {
  const { instance, fill, state } = await world(stack)
  const { lanes } = instance({ limits: { maxAggregates: 1 }, shelf: { window: 2 } })
  const first = (await lanes.submit(fill('m0', 'A', 1))) as Accepted
  for (let i = 1; i <= 10; i++) {
    await lanes.submit(fill(`m${i}`, 'A', 1))
    await lanes.submit(fill(`b${i}`, 'B', 1))
  }
  expect(lanes.metrics.aggregates).toBe(1)
  expect(await lanes.submit(fill('m0', 'A', 1))).toEqual({ ...first, duplicate: true })
  expect((await state('A')).pieces).toBe(11)
})

test('G2: a message is known again after a restart with nothing in memory', async () => {
  const { instance, fill, state } = await world(stack)
  const before = instance()
  const first = (await before.lanes.submit(fill('m1', 'A', 3))) as Accepted
  await before.abandon()
  expect(await instance().lanes.submit(fill('m1', 'A', 3))).toEqual({ ...first, duplicate: true })
  expect((await state('A')).pieces).toBe(3)
})

test('G2: a crash between the append and the inbox row leaves one effect', async () => {
  const { instance, fill, state, sql, inboxTable, log, stream } = await world(stack)
  await sql.unsafe(`
    create function refuse_${inboxTable}() returns trigger language plpgsql as
    $$ begin raise exception 'the disk is full'; end $$;
    create trigger refuse before insert on ${inboxTable} for each row execute function refuse_${inboxTable}()`)
  const crashing = instance({ limits: { stopGraceMs: 1 } })
  const answer = crashing.lanes.submit(fill('m1', 'A', 3)).catch((error) => error)
  await until('the event is in the store', async () => (await log.readStream(stream('A'))).length > 0)
  await crashing.abandon()
  expect(await answer).toMatchObject({ code: 'stopped' })
  expect(await sql`select from ${sql(inboxTable)}`).toHaveLength(0)

  await sql.unsafe(`drop trigger refuse on ${inboxTable}`)
  expect(await instance().lanes.submit(fill('m1', 'A', 3))).toMatchObject({
    status: 'accepted',
    duplicate: true,
  })
  expect((await state('A')).pieces).toBe(3)
})

test('G2: the same id with other content is a conflict, and the first effect stands', async () => {
  const { instance, fill, state, stream } = await world(stack)
  const { lanes } = instance()
  const message = fill('m1', 'A', 3)
  const first = (await lanes.submit(message)) as Accepted
  const conflict = {
    status: 'conflict',
    first: { hash: message.hash, stream: stream('A'), position: first.position },
  }
  expect(await lanes.submit(fill('m1', 'A', 4))).toMatchObject(conflict)
  expect(await lanes.submit(fill('m1', 'B', 3))).toMatchObject(conflict)
  expect(await instance().lanes.submit(fill('m1', 'A', 4))).toMatchObject(conflict)
  expect((await state('A')).pieces).toBe(3)
  expect((await state('B')).pieces).toBe(0)
})

test('G2: two contents of one id that arrive together, for two streams, have one effect', async () => {
  const { instance, fill, state } = await world(stack)
  const { lanes } = instance()
  const outcomes = await Promise.all([lanes.submit(fill('m1', 'A', 3)), lanes.submit(fill('m1', 'B', 4))])
  expect(statuses(outcomes)).toEqual(['accepted', 'conflict'])
  expect((await state('A')).pieces + (await state('B')).pieces).toBe(3)
})

test('a message that finds everything already so is accepted, once and again, with the position that shows it', async () => {
  const { instance, fill, ensure, stream } = await world(stack)
  const { lanes } = instance()
  const first = (await lanes.submit(fill('m1', 'A', 5))) as Accepted
  const nothing = {
    status: 'accepted',
    stream: stream('A'),
    revision: 0,
    position: first.position,
    events: [],
  }
  expect(await lanes.submit(ensure('m2', 'A', 5))).toEqual({ ...nothing, duplicate: false })
  expect(await lanes.submit(ensure('m2', 'A', 5))).toEqual({ ...nothing, duplicate: true })
  expect(await lanes.submit(ensure('m3', 'NEW', 0))).toMatchObject({
    revision: -1,
    position: '0',
    events: [],
  })
})

test('a rejection is remembered; decided anew only where a person asks for it again', async () => {
  const { instance, fill, take, state } = await world(stack)
  const { lanes } = instance()
  const message = take('m1', 'A', 2)
  const rejected = {
    status: 'rejected',
    code: 'too-few',
    message: 'A holds 0, not 2',
    details: { held: 0 },
  }
  expect(await lanes.submit(message)).toEqual({ ...rejected, duplicate: false })
  await lanes.submit(fill('m2', 'A', 5))
  expect(await lanes.submit(message)).toEqual({ ...rejected, duplicate: true })
  expect(await lanes.submit(take('m1', 'A', 1))).toMatchObject({ status: 'conflict' })
  expect((await state('A')).pieces).toBe(5)

  const again = { ...message, again: true }
  expect(await lanes.submit(again)).toMatchObject({ status: 'accepted', duplicate: false })
  expect(await lanes.submit(again)).toMatchObject({ status: 'accepted', duplicate: true })
  expect(await lanes.submit(message)).toMatchObject({ status: 'accepted', duplicate: true })
  expect((await state('A')).pieces).toBe(3)
})

test('a duplicate whose inbox row was written from any of its events is answered with all of them', async () => {
  const { instance, fill, take, sql, inboxTable } = await world(stack)
  const { lanes } = instance({ shelf: { window: 1 } })
  await lanes.submit(fill('m1', 'A', 9))
  const first = (await lanes.submit(take('m2', 'A', 2))) as Accepted
  await lanes.submit(fill('m3', 'A', 9))
  for (const revision of [first.revision - 1, first.revision]) {
    await sql`update ${sql(inboxTable)} set revision = ${revision} where id = 'm2'`
    expect(await lanes.submit(take('m2', 'A', 2))).toMatchObject({ duplicate: true, events: first.events })
  }
})
