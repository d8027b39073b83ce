import { randomUUID } from 'node:crypto'
import { event } from '@takt/contracts'
import { createEventLog, type EventLog, type EventMetadata } from '@takt/event-sourcing'
import postgres, { type Sql } from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Delivery } from '../src/index.ts'
import { reference } from '../src/references/reference.ts'
import { openReferences, type ReferenceCopies } from '../src/references/references.ts'
import { useStack } from './support/stack.ts'
import { until } from './support/until.ts'

const ThingChanged = event('masterdata.ThingChanged', {
  summary: 'A thing changed.',
  data: z.object({ thing: z.string(), size: z.number(), codes: z.array(z.string()) }),
  example: { thing: 'T1', size: 1, codes: [] },
})
const things = reference({
  name: 'things',
  contract: ThingChanged,
  key: (d) => d.thing,
  aliases: (d) => d.codes,
})

/** The same, as a later release knows it. */
const widerThings = reference({
  name: 'things',
  contract: ThingChanged.v({
    data: z.object({ thing: z.string(), width: z.number() }),
    example: { thing: 'T1', width: 1 },
    from: ({ thing, size }) => ({ thing, width: size }),
  }),
  key: (d) => d.thing,
})

const servers = useStack('postgres', 'eventStore')
let databases = 0
let sql: Sql
let log: EventLog
const open: ReferenceCopies[] = []

beforeEach(async () => {
  const { serviceUrl } = await servers.stack.postgres.createDatabase(`references_${databases++}`)
  sql = postgres(serviceUrl, { max: 4, onnotice: () => {} })
  log = createEventLog({ url: servers.stack.eventStore.url, contracts: [ThingChanged] })
  await sql`create schema inventory`
  await sql`create table inventory.reference (kind text, key text, revision bigint not null, data jsonb not null, primary key (kind, key))`
})
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop()
  await sql.end()
  await log.close()
})

async function start(): Promise<ReferenceCopies> {
  const copies = await openReferences({ sql, context: 'inventory', references: [things], log })
  open.push(copies)
  return copies
}

const changed = (thing: string, size: number, revision: number, codes: string[] = []): Delivery => ({
  subject: ThingChanged.subject('evt', 'all'),
  headers: { 'ce-type': ThingChanged.storedType, 'ce-streamrevision': String(revision) },
  body: Buffer.from(JSON.stringify({ thing, size, codes })),
  tries: 1,
  sequence: 1,
  storedAt: '2026-03-02T08:00:00.000Z',
})

test('master data is found by key and by alias, and is there again at the next start', async () => {
  const first = await start()
  expect(await first.take(changed('T1', 5, 0, ['0401']))).toBe('ack')
  expect(first.copies['things']?.get('T1')).toMatchObject({ size: 5 })
  expect(first.copies['things']?.find('0401')).toMatchObject({ thing: 'T1' })
  const second = await start()
  expect(second.copies['things']?.find('0401')).toMatchObject({ size: 5 })
})

test('an older state that arrives later never replaces a newer one, and an alias that went is gone', async () => {
  const { take, copies } = await start()
  await Promise.all([
    take(changed('T1', 1, 0, ['old'])),
    take(changed('T1', 3, 2, ['new'])),
    take(changed('T1', 2, 1)),
  ])
  await take(changed('T1', 1, 0, ['old']))
  expect(copies['things']?.get('T1')).toMatchObject({ size: 3 })
  expect(copies['things']?.find('old')).toBeUndefined()
  const again = await start()
  expect(again.copies['things']?.get('T1')).toMatchObject({ size: 3 })
})

test('what one process of a service takes, the others know too', async () => {
  const [one, other] = [await start(), await start()]
  await one.take(changed('T7', 9, 0))
  await until('the other process knows', () => other.copies['things']?.get('T7') !== undefined)
})

test('an event that no copy asks for is acknowledged and kept nowhere', async () => {
  const { take, sizes } = await start()
  const foreign = {
    ...changed('T1', 1, 0),
    headers: { 'ce-type': 'masterdata.OtherChanged.v1', 'ce-streamrevision': '0' },
  }
  expect(await take(foreign)).toBe('ack')
  expect(sizes).toEqual({ things: 0 })
})

test('what an older release wrote is read as the latest version at the next start', async () => {
  await (await start()).take(changed('T1', 5, 0))
  const next = await openReferences({ sql, context: 'inventory', references: [widerThings], log })
  open.push(next)
  expect(next.copies['things']?.get('T1')).toEqual({ thing: 'T1', width: 5 })
})

test('a version that only a later release knows is kept for it, and the older state counts until then', async () => {
  const old = await start()
  await old.take(changed('T1', 5, 0))
  const wider = {
    ...changed('T1', 0, 1),
    headers: { 'ce-type': 'masterdata.ThingChanged.v2', 'ce-streamrevision': '1' },
    body: Buffer.from(JSON.stringify({ thing: 'T1', width: 8 })),
  }
  expect(await old.take(wider)).toBe('ack')
  expect(old.copies['things']?.get('T1')).toMatchObject({ size: 5 })
  const updated = await openReferences({ sql, context: 'inventory', references: [widerThings], log })
  open.push(updated)
  expect(updated.copies['things']?.get('T1')).toEqual({ thing: 'T1', width: 8 })
})

test('master data too large for NATS is taken from the log', async () => {
  const stream = 'masterdata.thing-all:BIG'
  const metadata: EventMetadata = {
    messageId: 'big',
    $correlationId: 'big',
    $causationId: 'big',
    source: 'test',
    actor: 'test',
    plant: 'all',
    occurredAt: '2026-03-02T08:00:00.000Z',
    recordedAt: '2026-03-02T08:00:00.000Z',
    hash: '0',
  }
  const data = { thing: 'BIG', size: 7, codes: ['0402'] }
  await log.append(stream, 'none', [
    {
      id: randomUUID(),
      type: ThingChanged.storedType,
      data: JSON.stringify(data),
      metadata: JSON.stringify(metadata),
    },
  ])
  const { take } = await start()
  const bare = changed('BIG', 0, 0)
  const headers = { ...bare.headers, 'ce-subject': stream }
  expect(await take({ ...bare, headers, body: new Uint8Array() })).toBe('ack')
  const again = await start()
  expect(again.copies['things']?.find('0402')).toEqual(data)
})
