import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AnyContract,
  allContracts,
  type DataOf,
  ItemChanged,
  type KeptItem,
  PlantChanged,
  ReceiveGoods,
  ReserveStock,
  StockReserved,
  streamName,
} from '@takt/contracts'
import { contentHash, createEventLog, createLanes, type Incoming, type Lanes } from '@takt/event-sourcing'
import { startStack } from '@takt/infra-local'
import { createInbox } from '@takt/projections'
import { migrate } from '@takt/read-models'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { service } from '../src/service.ts'

const RACERS = 50
const PLANT = PlantChanged.example.data.plant
const EXPIRES = '2099-01-01T00:00:00Z'

const dir = mkdtempSync(join(tmpdir(), 'takt-inventory-'))
const env = { ...process.env, DATABASE_URL: undefined, EVENTSTORE_URL: undefined }
const stack = await startStack({ dir, need: ['eventStore', 'postgres'], env })
const sql = postgres(stack.postgres.serviceUrl, { max: 4, onnotice: () => {} })

beforeAll(() => migrate(sql))
afterAll(async () => {
  await sql.end({ timeout: 1 })
  await stack.stop()
  rmSync(dir, { recursive: true, force: true })
})

const copyOf = <Data>(all: ReadonlyMap<string, Data>) => ({
  get: (key: string) => all.get(key),
  find: (key: string) => all.get(key),
  all: () => all.values(),
})

/** Brackets of a test's own, and any number of inventory services that decide on them. */
function brackets(item: string, serialControlled: boolean) {
  const unit = { unit: 'EA', decimals: 0, conversions: [] }
  const kept: KeptItem = { ...ItemChanged.example.data, item, ...unit, serialControlled }
  const openLog = () => {
    const log = createEventLog({ url: stack.eventStore.url, contracts: allContracts })
    onTestFinished(() => log.close())
    return log
  }
  const stream = streamName('inventory', 'stockItem', PLANT, item)
  return {
    lanes(): Lanes {
      const lanes = createLanes({
        ...{ log: openLog(), inbox: createInbox(sql, 'inventory'), aggregates: service.aggregates },
        references: {
          items: copyOf(new Map([[item, kept]])),
          plants: copyOf(new Map([[PLANT, PlantChanged.example.data]])),
        },
        now: () => new Date().toISOString(),
      })
      onTestFinished(() => lanes.stop())
      return lanes
    },
    events: () => openLog().readStream(stream),
  }
}

function incoming<C extends AnyContract>(contract: C, id: string, data: DataOf<C>): Incoming {
  const message = contract.create(data)
  const occurredAt = new Date().toISOString()
  return {
    ...{ id, message, contract, plant: PLANT, hash: contentHash(message) },
    meta: { source: 'spec', actor: 'spec', occurredAt, correlationId: id },
    raw: { subject: contract.subject('api', PLANT), headers: {}, body: Buffer.from(JSON.stringify(data)) },
  }
}

const one = { amount: '1', unit: 'EA' }
const receipt = (item: string, lot: string, serials?: string[]) =>
  incoming(ReceiveGoods, `${item}-in-${lot}`, {
    ...{ item, lot, location: 'RAW-01', quantity: one },
    ...(serials ? { serials } : {}),
  })
const reservation = (item: string, n: number, hard: object) =>
  incoming(ReserveStock, `${item}-r${n}`, {
    ...{ reservation: `R-${n}`, item, quantity: one, expiresAt: EXPIRES },
    ...hard,
  })

const SOFT = {}
const HARD = { hard: { strategy: 'fefo' as const } }
const SERIAL = { hard: { strategy: 'given' as const, serials: ['S-1'] } }
const races = [
  { services: 1, kind: 'soft', how: SOFT },
  { services: 1, kind: 'hard', how: HARD },
  { services: 2, kind: 'soft', how: SOFT },
  { services: 2, kind: 'hard', how: HARD },
  { services: 2, kind: 'serial', how: SERIAL },
]

test.each(races)(
  'G3, never promise the same unit twice: of 50 $kind reservations of the last unit at once at $services services one is made',
  async ({ services, kind, how }) => {
    const item = `LAST-${services}-${kind}`
    const isSerial = how === SERIAL
    const { lanes, events } = brackets(item, isSerial)
    const all = Array.from({ length: services }, lanes)
    const first = all[0] as Lanes
    expect(await first.submit(receipt(item, 'L-1', isSerial ? ['S-1'] : undefined))).toMatchObject({
      status: 'accepted',
    })
    // Each service has the item in memory, so that none sees another's event before it appends its own.
    for (const [i, each] of all.entries())
      expect(await each.submit(reservation(item, 1_000 + i, { lot: 'L-NONE' }))).toMatchObject({
        status: 'rejected',
      })

    const outcomes = await Promise.all(
      Array.from({ length: RACERS }, (_, n) =>
        (all[n % services] as Lanes).submit(reservation(item, n, how)),
      ),
    )

    expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(1)
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(RACERS - 1)
    const codes = new Set(outcomes.flatMap((o) => (o.status === 'rejected' ? [o.code] : [])))
    expect(codes).toEqual(new Set([isSerial ? 'serial-not-free' : 'not-available']))
    const recorded = await events()
    expect(recorded.map(({ revision }) => revision)).toEqual(recorded.map((_, i) => i))
    expect(recorded.filter(({ type }) => type === StockReserved.name)).toHaveLength(1)
    expect(new Set(recorded.map(({ id }) => id)).size).toBe(recorded.length)
  },
)
