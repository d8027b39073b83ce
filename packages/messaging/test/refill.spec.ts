import type { EventLog } from '@takt/event-sourcing'
import type { NatsConnection } from 'nats'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  type ConsumeOptions,
  type Consumer,
  connect,
  consume,
  createRelay,
  type Delivery,
  ensureStreams,
  type Relay,
  untilConsumed,
} from '../src/index.ts'
import { ItemPraised, note, noteContracts, openLog } from './support/notes.ts'
import { useStack } from './support/stack.ts'
import { until } from './support/until.ts'

const STREAM = 'EVT_inventory'
const ALL = 'evt.*.inventory.>'
/** Some fifty events. */
const MAX_BYTES = 50_000
const servers = useStack('nats', 'eventStore')
let log: EventLog
let outside: NatsConnection
let relay: Relay
let durables = 0
const open: (() => unknown)[] = []

beforeAll(async () => {
  const { nats, eventStore } = servers.stack
  log = openLog(eventStore.url)
  outside = await connect({ url: nats.url, name: 'outside' })
  await ensureStreams(outside, [STREAM])
  const manager = await outside.jetstreamManager({ checkAPI: false })
  await manager.streams.update(STREAM, { max_bytes: MAX_BYTES })
  relay = createRelay({ url: nats.url, context: 'inventory', log, contracts: noteContracts })
})
afterAll(async () => {
  await relay.stop()
  await outside.close()
  await log.close()
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

const upTo = (n: number, from = 0) => Array.from({ length: n - from }, (_, i) => from + i)
const itemOf = ({ headers }: Delivery) => (headers['ce-subject'] ?? '').split(':').at(-1)
const numberOf = ({ body }: Delivery) => JSON.parse(Buffer.from(body).toString()).n as number

/** Waits until the last of them is on NATS, so that the stream has discarded what it could not hold. */
async function noted(item: string, from: number, count: number, more: Parameters<typeof note>[4] = {}) {
  const last = (await note(log, item, from, count, more)).at(-1)
  const manager = await outside.jetstreamManager({ checkAPI: false })
  await until(`${item} ${from + count - 1} is on NATS`, async () => {
    const message = await manager.streams.getMessage(STREAM, { last_by_subj: '>' }).catch(() => undefined)
    return message?.header.get('ce-id') === last
  })
}
const firstOnNats = async () =>
  (await (await outside.jetstreamManager({ checkAPI: false })).streams.info(STREAM)).state.first_seq

function follow(
  item: string,
  more: Partial<ConsumeOptions> & { durable: string },
  connection = outside,
): { consumer: Consumer; seen: Delivery[]; numbers: () => number[] } {
  const seen: Delivery[] = []
  const { handler = async () => 'ack' as const, ...rest } = more
  const consumer = consume({
    connection,
    subject: ALL,
    refill: { log, contracts: noteContracts },
    ...rest,
    handler: (delivery) => {
      if (itemOf(delivery) === item) seen.push(delivery)
      return handler(delivery)
    },
  })
  open.push(() => consumer.stop(0))
  return { consumer, seen, numbers: () => seen.map(numberOf) }
}
const durable = () => `follower-${durables++}`

test('G6: a consumer that was away while its stream discarded events gets them from the log, each once and in order', async () => {
  const name = durable()
  const first = follow('AWAY', { durable: name })
  await noted('AWAY', 0, 30)
  await until('the first have come', () => first.seen.length === 30)
  await untilConsumed(outside, ALL, name)
  await first.consumer.stop()
  const before = await firstOnNats()
  await noted('AWAY', 30, 300)
  expect(await firstOnNats()).toBeGreaterThan(before + 100)

  const lines: string[] = []
  const report = { info() {}, error() {}, warn: (_: object, line: string) => lines.push(line) }
  const second = follow('AWAY', { durable: name, report: report as never })
  await noted('AWAY', 330, 5)
  await until('the last has come', () => second.numbers().includes(334))
  expect(first.numbers()).toEqual(upTo(30))
  expect(second.numbers()).toEqual(upTo(335, 30))
  expect(second.consumer.metrics.refilled).toBeGreaterThan(200)
  const line = new RegExp(`^EVT_inventory discarded events that ${name} had not taken: \\d+ were read`)
  expect(lines[0]).toMatch(line)
})

test('what comes from the log is what NATS would have brought', async () => {
  const [name, other] = [durable(), durable()]
  const live = follow('SAME', { durable: name })
  await noted('SAME', 0, 3)
  await until('all came from NATS', () => live.seen.length === 3)
  await noted('PASS', 0, 200)
  const late = follow('SAME', { durable: other })
  await until('all came from the log', () => late.seen.length === 3)
  const about = ({ subject, headers, body }: Delivery) => {
    const { 'Nats-Expected-Last-Sequence': _, ...rest } = headers
    return { subject, headers: rest, body: Buffer.from(body).toString() }
  }
  expect(late.seen.map(about)).toEqual(live.seen.map(about))
})

test('a new consumer of a stream whose beginning is gone starts with the beginning of the log', async () => {
  await noted('NEW', 0, 250)
  const { numbers, consumer } = follow('NEW', { durable: durable() })
  await until('the last has come', () => numbers().includes(249))
  expect(numbers()).toEqual(upTo(250))
  await until('all is acknowledged', () => consumer.metrics.inFlight === 0)
})

test('a killed consumer may get events again, and misses none', async () => {
  const name = durable()
  const killed = await connect({ url: servers.stack.nats.url, name: 'killed' })
  const first = follow('KILLED', { durable: name }, killed)
  await noted('KILLED', 0, 20)
  await until('the first have come', () => first.seen.length === 20)
  await killed.close()
  await noted('KILLED', 20, 200)
  const second = follow('KILLED', { durable: name })
  await until('the last has come', () => second.numbers().includes(219))
  const numbers = second.numbers()
  expect([...new Set(numbers)]).toEqual(upTo(220, numbers[0]))
  expect(numbers[0]).toBeLessThanOrEqual(20)
})

test('a running consumer that falls behind its stream gets what it missed before anything newer', async () => {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const { numbers, consumer } = follow('SLOW', {
    durable: durable(),
    maxInFlight: 5,
    handler: async (delivery) => {
      if (itemOf(delivery) === 'SLOW') await released
      return 'ack'
    },
  })
  await noted('SLOW', 0, 10)
  await until('five are held', () => consumer.metrics.inFlight === 5 && numbers().length === 5)
  const before = consumer.metrics.refilled
  await noted('SLOW', 10, 300)
  expect(await firstOnNats()).toBeGreaterThan(0)
  release()
  await until('the last has come', () => numbers().includes(309))
  // Those in hand when the gap was found may come twice; first arrivals keep the order of the log.
  expect([...new Set(numbers())]).toEqual(upTo(310))
  expect(consumer.metrics.refilled).toBeGreaterThan(before + 200)
  expect(consumer.metrics.settled).toBe(1)
})

test('a consumer of one kind of event gets what was discarded although nothing of its kind is left on NATS', async () => {
  const name = durable()
  const subject = 'evt.*.inventory.item-praised.>'
  const first = follow('PRAISED', { durable: name, subject })
  await until('it is ready', () => first.consumer.ready)
  await first.consumer.stop()
  await noted('PRAISED', 0, 3, { contract: ItemPraised })
  await noted('NOISE', 0, 200)
  const taken = new Set<string>()
  const handler = async (delivery: Delivery) => {
    taken.add(delivery.subject)
    return 'ack' as const
  }
  const second = follow('PRAISED', { durable: name, subject, handler })
  await until('all have come', () => second.seen.length === 3)
  await until('it is ready', () => second.consumer.ready)
  expect(second.numbers()).toEqual([0, 1, 2])
  expect([...taken]).toEqual([ItemPraised.subject('evt', 'P1')])
  // What passed its filter by lies behind it: that is not read again.
  await second.consumer.stop()
  await noted('NOISE', 200, 20)
  const third = follow('PRAISED', { durable: name, subject })
  await until('it is ready', () => third.consumer.ready)
  expect(third.seen).toEqual([])
})

test('stopped while it takes what it missed, it misses nothing the next time', async () => {
  const name = durable()
  await noted('BROKEN', 0, 300)
  const inHand: number[] = []
  const first = follow('BROKEN', {
    durable: name,
    maxInFlight: 20,
    handler: (delivery) => {
      if (itemOf(delivery) !== 'BROKEN') return Promise.resolve('ack')
      inHand.push(numberOf(delivery))
      return numberOf(delivery) < 40 ? Promise.resolve('ack') : new Promise(() => {})
    },
  })
  await until('some are in hand', () => inHand.includes(40))
  await first.consumer.stop(0)
  // What it had finished is not taken again, of a whole log: it goes on about where it was.
  const second = follow('BROKEN', { durable: name })
  await until('the last has come', () => second.numbers().includes(299))
  expect([...new Set(second.numbers())]).toEqual(upTo(300, second.numbers()[0]))
  expect(second.numbers()[0]).toBeLessThanOrEqual(40)
  expect(second.numbers()[0]).toBeGreaterThan(0)
})
