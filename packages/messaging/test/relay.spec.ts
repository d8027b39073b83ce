import type { NatsConnection } from 'nats'
import { afterEach, expect, test } from 'vitest'
import { connect, createRelay, type Relay, type RelayOptions } from '../src/index.ts'
import { note, noteContracts, OrderNoted, openLog } from './support/notes.ts'
import { byItem, readEvt } from './support/read-evt.ts'
import { useStack } from './support/stack.ts'
import { until } from './support/until.ts'

const servers = useStack('nats', 'eventStore')
const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close().catch(() => {})
})

async function setup(options: Partial<RelayOptions> = {}) {
  const url = servers.stack.nats.url
  const log = openLog(servers.stack.eventStore.url)
  open.push(() => log.close())
  const connection = await connect({ url, name: 'test' })
  open.push(() => connection.close())
  const start = (): Relay => {
    const relay = createRelay({ url, context: 'inventory', log, contracts: noteContracts, ...options })
    open.push(() => relay.stop())
    return relay
  }
  return { log, connection, start }
}

const seen = (connection: NatsConnection, context = 'inventory') =>
  readEvt(connection, context).catch(() => [])
const inNats = (what: string, connection: NatsConnection, id: string | undefined, context?: string) =>
  until(what, async () => (await seen(connection, context)).some((event) => event.id === id))
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)

test('a recorded event is published with its id, stream, revision, position, causes and trace', async () => {
  const { log, connection, start } = await setup()
  start()
  const [id] = await note(log, 'BOLT', 0, 1)
  await inNats('it is published', connection, id)
  const event = (await seen(connection)).find((each) => each.id === id)
  expect(event?.headers).toMatchObject({
    'Nats-Msg-Id': id,
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': id,
    'ce-type': 'inventory.ItemNoted.v1',
    'ce-source': 'takt/inventory',
    'ce-subject': 'inventory.note-P1:BOLT',
    'ce-time': '2026-03-02T08:00:00.000Z',
    'ce-correlationid': 'chain%20of%20BOLT',
    'ce-causationid': 'BOLT-0',
    'ce-streamrevision': '0',
  })
  expect(event?.headers['ce-position']).toMatch(/^\d+$/)
  expect(event?.headers['traceparent']).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/)
  expect(event?.headers['traceparent']).not.toContain('00f067aa0ba902b7')
})

test('a relay started anew goes on after what NATS has, and repeats nothing', async () => {
  const { log, connection, start } = await setup()
  const first = start()
  await note(log, 'NUT', 0, 40)
  const early = await note(log, 'NUT', 40, 10)
  await inNats('the first are published', connection, early.at(-1))
  await first.stop()
  const late = await note(log, 'NUT', 50, 700)
  start()
  await inNats('the rest are published', connection, late.at(-1))
  expect(byItem(await seen(connection))['NUT']).toEqual(upTo(750))
})

test('G6: two relays of one context neither repeat an event nor change the order', async () => {
  const { log, connection, start } = await setup()
  start()
  start()
  let last: string | undefined
  for (let from = 0; from < 600; from += 30) last = (await note(log, 'WASHER', from, 30)).at(-1)
  await inNats('all are published', connection, last)
  expect(byItem(await seen(connection))['WASHER']).toEqual(upTo(600))
})

test('G6: events that NATS lost at its end, as after a power cut, are sent again in order', async () => {
  const { log, connection, start } = await setup()
  const relay = start()
  const ids = await note(log, 'PIN', 0, 20)
  await inNats('all are published', connection, ids.at(-1))
  await relay.stop()
  const manager = await connection.jetstreamManager()
  const { state } = await manager.streams.info('EVT_inventory')
  for (let back = 0; back < 7; back++)
    await manager.streams.deleteMessage('EVT_inventory', state.last_seq - back)
  // A server that was up remembers their ids; one that comes back does not.
  await servers.stack.kill('nats')
  await servers.stack.start('nats')
  const again = await setup()
  expect(byItem(await seen(again.connection))['PIN']).toEqual(upTo(13))
  again.start()
  await inNats('the last is there again', again.connection, ids.at(-1))
  expect(byItem(await seen(again.connection))['PIN']).toEqual(upTo(20))
})

test('a stream deleted under a running relay is filled again from the log', async () => {
  const { log, connection, start } = await setup()
  start()
  const ids = await note(log, 'CLIP', 0, 12)
  await inNats('all are published', connection, ids.at(-1))
  const manager = await connection.jetstreamManager()
  await manager.streams.delete('EVT_inventory')
  const [next] = await note(log, 'CLIP', 12, 1)
  await inNats('the next is published', connection, next)
  expect(byItem(await seen(connection))['CLIP']).toEqual(upTo(13))
})

test('G6: nats-server killed and started again: nothing is lost, nothing repeated, order kept', async () => {
  const { log, start } = await setup()
  start()
  let last: string | undefined
  for (let from = 0; from < 500; from += 25) {
    last = (await note(log, 'RING', from, 25)).at(-1)
    if (from === 250) {
      await servers.stack.kill('nats')
      await servers.stack.start('nats')
    }
  }
  const { connection } = await setup()
  await inNats('all are published', connection, last)
  expect(byItem(await seen(connection))['RING']).toEqual(upTo(500))
})

test('G6: the event store killed and started again: nothing is lost, nothing repeated, order kept', async () => {
  const { log, connection, start } = await setup()
  start()
  await note(log, 'CAP', 0, 100)
  await servers.stack.kill('eventStore')
  await servers.stack.start('eventStore')
  const again = openLog(servers.stack.eventStore.url)
  open.push(() => again.close())
  const last = (await note(again, 'CAP', 100, 100)).at(-1)
  await inNats('all are published', connection, last)
  expect(byItem(await seen(connection))['CAP']).toEqual(upTo(200))
})

test('a restart does not read again what others wrote while this context was quiet', async () => {
  const { log, connection, start } = await setup({ markEveryMs: 0 })
  const relay = start()
  const [own] = await note(log, 'QUIET', 0, 1)
  await inNats('it is published', connection, own)
  await note(log, 'BUSY', 0, 1000, { contract: OrderNoted })
  const before = relay.metrics.sent
  await until('the relay has passed them', () => {
    const { position } = relay.metrics
    return position !== undefined && BigInt(position) > 0n && relay.metrics.caughtUp
  })
  const manager = await connection.jetstreamManager()
  await until('it has noted so', async () => {
    await note(log, `BUSY-${Math.random()}`, 0, 200, { contract: OrderNoted })
    const last = await manager.streams.getMessage('EVT_inventory', { last_by_subj: '>' })
    return last.subject === 'relay.inventory'
  })
  expect(relay.metrics.sent).toBe(before)
  await relay.stop()
  const next = start()
  const [second] = await note(log, 'QUIET', 1, 1)
  await inNats('the next is published', connection, second)
  expect(next.metrics.sent).toBe(1)
  expect(byItem(await seen(connection))['QUIET']).toEqual([0, 1])
})

test('an event larger than NATS takes is sent without its data and holds nobody back', async () => {
  const { log, connection, start } = await setup()
  start()
  const [large] = await note(log, 'BIG', 0, 1, { text: 'x'.repeat(1_035_000) })
  const [next] = await note(log, 'BIG', 1, 1)
  await inNats('the next is published', connection, next)
  const event = (await seen(connection)).find((each) => each.id === large)
  expect(event?.headers['ce-dataref']).toBe('esdb:inventory.note-P1:BIG/0')
})
