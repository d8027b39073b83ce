import { type MessageOf, parkingOf } from '@takt/contracts'
import type { Recorded } from '@takt/decider'
import { derivedId } from '@takt/event-sourcing'
import { headers as emptyHeaders } from 'nats'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { connect, createRelay, on, untilConsumed } from '../src/index.ts'
import { ItemNoted, note, noteContracts, openLog } from './support/notes.ts'
import { useService } from './support/service-world.ts'
import { bugs, CountShelf, OrderPieces } from './support/shelf.ts'
import { until } from './support/until.ts'

/** What a release with a bug, and the next one, would do. */
let sevenIsNotThoughtOf = false

/** To production for every note, and to the service itself for every odd one. */
const orderMore = on(ItemNoted, 'order-more', ({ data: { n, text = '' } }: Recorded<Noted>) => {
  if (n === 7 && sevenIsNotThoughtOf) throw new Error('seven is not thought of')
  const shelf = text.length > 100 ? `${text.length} characters` : text
  return [{ message: OrderPieces.create({ shelf, pieces: n }) }]
})
const countAgain = on(ItemNoted, 'count-again', ({ data: { n, text = '' } }: Recorded<Noted>) =>
  n % 2 === 0 ? [] : [{ message: CountShelf.create({ shelf: text, pieces: n }) }],
)
const tooLarge = on(ItemNoted, 'too-large', ({ data: { text } }: Recorded<Noted>) =>
  text === 'TOO-LARGE'
    ? [{ message: OrderPieces.create({ shelf: 'X', pieces: 1, text: 'x'.repeat(600_000) }) }]
    : [],
)

type Noted = MessageOf<typeof ItemNoted>
const DURABLE = 'inventory-on-inventory'
const world = useService({ reactions: [orderMore, countAgain, tooLarge] })

interface Sent {
  readonly id: string
  readonly causation: string
  readonly correlation: string
  readonly traceparent: string
  readonly shelf: string
  readonly pieces: number
}
/** Every command that was sent to production, repeats as well: seen on its subject, not in its stream. */
const sent: Sent[] = []
const sentFor = (shelf: string) => sent.filter((each) => each.shelf === shelf)

beforeAll(() => {
  bugs.thirteen = false
  listen()
})
beforeEach(() => {
  sevenIsNotThoughtOf = false
})

function listen() {
  world.service.nats.subscribe('cmd.P1.production.>', {
    callback: (_, message) => {
      const said = (name: string) => decodeURIComponent(message.headers?.get(name) ?? '')
      const { shelf, pieces } = message.json<{ shelf: string; pieces: number }>()
      sent.push({
        id: said('ce-id'),
        causation: said('ce-causationid'),
        correlation: said('ce-correlationid'),
        traceparent: said('traceparent'),
        shelf,
        pieces,
      })
    },
  })
}

const noted = (item: string, from: number, count: number, text = item) =>
  note(world.service.log, item, from, count, { text })

/** What production will take from the queue for a shelf, in its order. */
async function queued(shelf: string): Promise<number[]> {
  const manager = await world.service.nats.jetstreamManager({ checkAPI: false })
  const { state } = await manager.streams.info('CMD')
  const pieces: number[] = []
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await manager.streams.getMessage('CMD', { seq }).catch(() => undefined)
    if (!message?.subject.includes('.production.')) continue
    const order = message.json<{ shelf: string; pieces: number }>()
    if (order.shelf === shelf) pieces.push(order.pieces)
  }
  return pieces
}

test('what follows from an event is sent in the order of its stream, as caused by it and part of its chain', async () => {
  const ids = await noted('CHAIN', 0, 12)
  await until('all was sent', () => sentFor('CHAIN').length === 12)
  const commands = sentFor('CHAIN')
  expect(commands.map((c) => c.pieces)).toEqual(Array.from({ length: 12 }, (_, i) => i))
  expect(commands.map((c) => c.causation)).toEqual(ids)
  expect(new Set(commands.map((c) => c.id)).size).toBe(12)
  for (const { correlation, traceparent } of commands) {
    expect(correlation).toBe('chain of CHAIN')
    expect(traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-/)
  }
  // What the service sends itself has its effect in its own streams.
  await until('the shelf was counted', async () => (await world.shelf('CHAIN')).length === 6)
  const [first] = await world.events('inventory.shelf-P1:CHAIN')
  expect(first?.metadata).toMatchObject({
    messageId: derivedId(ids[1] as string, 'count-again', 0),
    $correlationId: 'chain of CHAIN',
    actor: 'count-again',
  })
})

test('G2: an event delivered again leads to the same ids again, and to no second effect', async () => {
  await noted('AGAIN', 0, 5)
  await until('all was sent', () => sentFor('AGAIN').length === 5)
  await until('the shelf was counted', async () => (await world.shelf('AGAIN')).length === 2)
  await world.stop()
  sent.length = 0
  const outside = await connect({ url: world.stack.nats.url, name: 'test' })
  const manager = await outside.jetstreamManager({ checkAPI: false })
  const before = await idsIn(outside)
  // The consumer forgets what it had: every event of the context comes once more.
  await manager.consumers.delete('EVT_inventory', DURABLE)
  await world.start()
  listen()
  await untilConsumed(world.service.nats, 'evt.*.inventory.>', DURABLE)
  expect(await idsIn(outside)).toEqual(before)
  await outside.close()
  expect(await queued('AGAIN')).toEqual([0, 1, 2, 3, 4])
  expect(await world.shelf('AGAIN')).toHaveLength(2)
  const [follower] = await noted('AGAIN', 5, 1)
  await until('the follower was sent', () => sentFor('AGAIN').some((c) => c.causation === follower))
})

test('a reaction that throws is tried again, and has its one effect when that helps', async () => {
  sevenIsNotThoughtOf = true
  const ids = await noted('SOON', 0, 10)
  await until('those before were sent', () => sentFor('SOON').length === 7)
  sevenIsNotThoughtOf = false
  await until('all was sent', () => sentFor('SOON').length === 10)
  expect(sentFor('SOON').map((c) => c.causation)).toEqual(ids)
  expect((await world.rows('failed')).filter((row) => ids.includes(row.message_id ?? ''))).toEqual([])
})

test('G4, G7: one that throws for good is parked; its followers wait for that, others go on; replayed it has its effect', async () => {
  sevenIsNotThoughtOf = true
  const ids = await noted('KEY', 0, 10)
  await noted('OTHER', 0, 3)
  const seventh = ids[7] as string
  const row = await world.parkedAs(seventh)
  expect(row).toMatchObject({ code: 'failed', source: 'takt/inventory' })
  expect(row.sentence).toContain('seven is not thought of')
  await until('the followers were sent', () => sentFor('KEY').length === 9)
  const order = sent.filter((c) => ['KEY', 'OTHER'].includes(c.shelf)).map((c) => `${c.shelf} ${c.pieces}`)
  expect(order.indexOf('OTHER 2')).toBeLessThan(order.indexOf('KEY 8'))
  expect(order).not.toContain('KEY 7')
  // The other reaction to the same event, which does not throw, has its effect.
  await until('all odd ones were counted', async () => (await world.shelf('KEY')).length === 5)

  sevenIsNotThoughtOf = false
  await world.ask(parkingOf('inventory').ReplayParkedMessage, { parked: row.parked }, 'key-replay')
  await world.parkedAs(seventh, 'resolved')
  expect(sentFor('KEY').filter((c) => c.pieces === 7)).toHaveLength(1)
  expect(await world.shelf('KEY')).toHaveLength(5)
})

test('an event of a version that only a later release knows is parked, and those behind it go on', async () => {
  const [known] = await noted('LATER', 0, 1)
  await until('it was sent', () => sentFor('LATER').length === 1)
  const manager = await world.service.nats.jetstreamManager({ checkAPI: false })
  const last = await manager.streams.getMessage('EVT_inventory', {
    last_by_subj: ItemNoted.subject('evt', 'P1'),
  })
  const headers = emptyHeaders()
  for (const [name, values] of last.header) headers.set(name, values[0] ?? '')
  for (const name of ['Nats-Msg-Id', 'ce-id']) headers.set(name, `${known}-v2`)
  headers.set('ce-type', 'inventory.ItemNoted.v2')
  headers.delete('Nats-Expected-Last-Sequence')
  await world.service.nats
    .jetstream()
    .publish('evt.P1.inventory.item-noted.v2', '{"number":"one"}', { headers })
  const row = await world.parkedAs(`${known}-v2`)
  expect(row).toMatchObject({ code: 'unknown-version', body: '{"number":"one"}' })
  expect(row.sentence).toContain('no version 2 here')
  await noted('LATER', 1, 1)
  await until('the next was sent', () => sentFor('LATER').length === 2)
})

test('an event too large for NATS is read from the log, and its followers come after it', async () => {
  await noted('LARGE', 0, 1, 'x'.repeat(1_035_000))
  await noted('LARGE', 1, 3, '1035000 characters')
  await until('all was sent', () => sentFor('1035000 characters').length === 4)
  expect(sentFor('1035000 characters').map((c) => c.pieces)).toEqual([0, 1, 2, 3])
})

test('what JetStream will never take is parked with the event it follows from', async () => {
  const [id] = await noted('TOO-LARGE', 0, 1)
  const row = await world.parkedAs(id as string)
  expect(row.code).toBe('not-sent')
  expect(row.sentence).toContain('more than its stream takes')
})

test('G6: events that NATS discarded while the service was away have their reactions, each once and in order', async () => {
  await noted('GONE', 0, 3)
  await until('the first were sent', () => sentFor('GONE').length === 3)
  await untilConsumed(world.service.nats, 'evt.*.inventory.>', DURABLE)
  await world.stop()

  const outside = await connect({ url: world.stack.nats.url, name: 'outside' })
  const manager = await outside.jetstreamManager({ checkAPI: false })
  await manager.streams.update('EVT_inventory', { max_bytes: 40_000 })
  const log = openLog(world.stack.eventStore.url)
  const relay = createRelay({
    url: world.stack.nats.url,
    context: 'inventory',
    log,
    contracts: noteContracts,
  })
  await note(log, 'GONE', 3, 297, { text: 'GONE' })
  await until('all are relayed', () => relay.metrics.sent >= 297 && relay.metrics.depth === 0)
  await relay.stop()
  const consumer = await manager.consumers.info('EVT_inventory', DURABLE)
  const { state } = await manager.streams.info('EVT_inventory')
  expect(state.first_seq).toBeGreaterThan(consumer.delivered.stream_seq + 100)

  await world.start()
  listen()
  await noted('GONE', 300, 1)
  await until('the last command is there', async () => (await queued('GONE')).at(-1) === 300)
  expect(await queued('GONE')).toEqual(Array.from({ length: 301 }, (_, i) => i))
  await until('all odd ones were counted', async () => (await world.shelf('GONE')).length === 150)
  expect((await world.shelf('GONE')).map(([, pieces]) => pieces)).toEqual(
    Array.from({ length: 150 }, (_, i) => 2 * i + 1),
  )
  await log.close()
  await outside.close()
})

async function idsIn(nats: typeof world.service.nats): Promise<string[]> {
  const manager = await nats.jetstreamManager({ checkAPI: false })
  const { state } = await manager.streams.info('CMD')
  const ids: string[] = []
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await manager.streams.getMessage('CMD', { seq }).catch(() => undefined)
    if (message) ids.push(message.header.get('ce-id'))
  }
  return ids
}
