import { randomUUID } from 'node:crypto'
import { type AppendResult, END, EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client'

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
}

export interface MeasureOptions {
  /** Takes a line a figure while it runs. */
  readonly progress?: (line: string) => void
  /** How long each rate is measured, in ms. */
  readonly durationMs?: number
}

const DEFAULT_DURATION_MS = 4_000
const WARM_UP_MS = 1_000
const STREAMS = 1_000

/** About 500 bytes on disk, as a movement of goods has. */
function movement(i: number) {
  return jsonEvent({
    type: 'inventory.StockReceived.v1',
    data: {
      item: `ITEM-${i % 1000}`,
      plant: 'P100',
      location: `RACK-${i % 50}-${i % 7}`,
      lot: `LOT-${i % 200}`,
      quantity: { amount: String((i % 500) + 1), unit: 'EA' },
      status: 'unrestricted',
      reference: `delivery ${i} of supplier 4711, checked at gate 3`,
    },
    metadata: {
      messageId: randomUUID(),
      $correlationId: randomUUID(),
      source: 'bench',
      occurredAt: '2025-01-01T00:00:00.000Z',
    },
  })
}

const streamOf = (run: string, i: number) => `bench.stock-${run}:${i % STREAMS}`

/** Measures a running store, as one client in this process sees it. */
export async function measureStore(url: string, options: MeasureOptions = {}): Promise<Figure[]> {
  const { progress = () => undefined, durationMs = DEFAULT_DURATION_MS } = options
  const client = EventStoreDBClient.connectionString(url)
  const figures: Figure[] = []
  const note = (name: string, value: number, unit: string) => {
    figures.push({ name, value, unit })
    progress(`${name} ${value.toFixed(unit === 'ms' ? 2 : 0)} ${unit}`)
  }
  try {
    note('store.append.c32', await singleAppends(client, 32, durationMs), 'appends/s')
    note('store.append.batch100', await batchAppends(client, 100, durationMs), 'events/s')
    note('store.readAll', await readAllRate(client, durationMs), 'events/s')
    note('store.live.p50', await livePercentile(client, 0.5), 'ms')
    const flood = await openLoop(client, { ratePerS: 1_000, inFlight: 10_000 })
    note('store.append.inFlight10000', flood.ratePerS, 'appends/s')
    note('store.append.inFlight10000.failed', flood.failed, 'appends')
  } finally {
    await client.dispose()
  }
  return figures
}

export async function singleAppends(
  client: EventStoreDBClient,
  callers: number,
  durationMs: number,
): Promise<number> {
  const run = randomUUID()
  return closedLoop(callers, durationMs, async (i) => {
    await client.appendToStream(streamOf(run, i), movement(i))
    return 1
  })
}

export async function batchAppends(
  client: EventStoreDBClient,
  size: number,
  durationMs: number,
): Promise<number> {
  const run = randomUUID()
  return closedLoop(4, durationMs, async (i) => {
    const events = Array.from({ length: size }, (_, k) => movement(i * size + k))
    await client.appendToStream(streamOf(run, i), events)
    return size
  })
}

/** Runs `step` by so many callers, each one after the other; answers the sum of its results per second. */
async function closedLoop(
  callers: number,
  durationMs: number,
  step: (i: number) => Promise<number>,
): Promise<number> {
  let next = 0
  let done = 0
  const begin = performance.now() + WARM_UP_MS
  const end = begin + durationMs
  const caller = async () => {
    while (performance.now() < end) {
      const result = await step(next++)
      const now = performance.now()
      if (now >= begin && now < end) done += result
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return (done / durationMs) * 1000
}

/** Reads `$all` from its start, again and again where it is short, for so long. */
export async function readAllRate(client: EventStoreDBClient, durationMs: number): Promise<number> {
  let count = 0
  const begin = performance.now()
  const end = begin + durationMs
  while (performance.now() < end) {
    const read = client.readAll({ fromPosition: START })
    for await (const _event of read) {
      count++
      if (count % 256 === 0 && performance.now() > end) {
        await read.cancel()
        break
      }
    }
  }
  return (count / (performance.now() - begin)) * 1000
}

/** From the call of append to the event at a live subscriber of the same process, one event at a time. */
export async function livePercentile(client: EventStoreDBClient, share: number): Promise<number> {
  const run = randomUUID()
  const waiting = new Map<string, () => void>()
  const subscription = client.subscribeToAll({ fromPosition: END })
  subscription.on('data', ({ event }) => event && waiting.get(event.id)?.())
  await new Promise((resolve) => subscription.once('caughtUp', resolve))
  const times: number[] = []
  for (let i = 0; i < 500; i++) {
    const event = movement(i)
    const seen = new Promise<void>((resolve) => waiting.set(event.id, resolve))
    const begin = performance.now()
    await Promise.all([client.appendToStream(streamOf(run, i), event), seen])
    times.push(performance.now() - begin)
    waiting.delete(event.id)
  }
  await subscription.unsubscribe()
  times.sort((a, b) => a - b)
  return times[Math.floor(times.length * share)] ?? Number.NaN
}

/** First fills the store's queue with so many appends, then sends at a rate, whatever comes back. */
async function openLoop(
  client: EventStoreDBClient,
  { ratePerS, inFlight }: { ratePerS: number; inFlight: number },
): Promise<{ ratePerS: number; failed: number }> {
  const run = randomUUID()
  let failed = 0
  let sent = 0
  const pending = new Set<Promise<AppendResult | undefined>>()
  const send = () => {
    const i = sent++
    const append = client.appendToStream(streamOf(run, i), movement(i)).catch(() => {
      failed++
      return undefined
    })
    pending.add(append)
    append.finally(() => pending.delete(append))
  }
  const begin = performance.now()
  for (let i = 0; i < inFlight; i++) send()
  for (let tick = 1; tick <= 50; tick++) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begin + tick * 100 - performance.now())))
    for (let i = 0; i < ratePerS / 10; i++) send()
  }
  await Promise.all(pending)
  return { ratePerS: (sent / (performance.now() - begin)) * 1000, failed }
}

/** Appends so many events in batches of 100 over five thousand streams. */
export async function fill(url: string, events: number, progress: (line: string) => void): Promise<void> {
  const client = EventStoreDBClient.connectionString(url)
  const run = randomUUID()
  let next = 0
  const filler = async () => {
    while (next * 100 < events) {
      const batch = next++
      const hundred = Array.from({ length: 100 }, (_, k) => movement(batch * 100 + k))
      await client.appendToStream(`bench.filled-${run}:${batch % 5_000}`, hundred)
      if (batch % 1_000 === 999) progress(`filled ${(batch + 1) * 100} of ${events}`)
    }
  }
  await Promise.all([1, 2, 3, 4].map(filler))
  await client.dispose()
}
