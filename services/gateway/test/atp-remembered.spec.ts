import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '@takt/infra-local'
import { migrate } from '@takt/read-models'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAtpLoader } from '../src/reading/atp-remembered.ts'
import type { AtpWant } from '../src/reading/atp-rows.ts'

const dir = mkdtempSync(join(tmpdir(), 'takt-remembered-'))
const stack = await startStack({ dir, need: ['postgres'], env: { ...process.env, DATABASE_URL: undefined } })
const writer = postgres(stack.postgres.serviceUrl, { max: 1, onnotice: () => {} })
const statements: string[] = []
const reader = postgres(stack.postgres.readerUrl, {
  max: 1,
  onnotice: () => {},
  debug: (_connection, statement) => statements.push(statement),
})
const load = createAtpLoader(drizzle(reader))
const key = { plant: 'P1', item: 'BOLT' }

let position = 100
/** An event about the item, as its projection records it. */
const moved = () => writer`update inventory.atp_item set position = ${++position} where item = 'BOLT'`

beforeAll(async () => {
  await migrate(writer)
  const at = '2026-03-02T08:00:00Z'
  await writer`insert into masterdata.plant ${writer({ plant: 'P1', name: 'P1', time_zone: 'Europe/Berlin', locations: writer.json([]), default_location: 'STORE', late_policy: writer.json({ kind: 'assume', days: 0 }), inspection_stock_in_atp: false, stock_statuses: writer.json([]), position: 1 })}`
  await writer`insert into masterdata.item ${writer({ item: 'BOLT', description: 'Bolt', unit: 'EA', decimals: 0, lot_controlled: false, serial_controlled: false, gtins: [], conversions: writer.json([]), plants: writer.json([]), position: 1, lead_time_days: 5 })}`
  await writer`insert into inventory.atp_item ${writer({ plant: 'P1', item: 'BOLT', unit: 'EA', unrestricted: 10, last_occurred_at: at, last_recorded_at: at, position })}`
  await writer`insert into takt.checkpoint ${writer({ projection: 'inventory', position: 100, holder: 'test', as_of: at, updated_at: at })}`
})

afterAll(async () => {
  await Promise.all([reader.end({ timeout: 1 }), writer.end({ timeout: 1 })])
  await stack.stop()
  rmSync(dir, { recursive: true, force: true })
})

beforeEach(async () => {
  await moved()
  await load(key)
  statements.length = 0
})

const onHand = async () => (await load(key)).stock.onHand['unrestricted']

test('what has not moved since is answered from memory, after one look at its version', async () => {
  await writer`update takt.checkpoint set position = position + 7`
  const facts = await load(key)
  const [row] = await writer`select position::text as position from takt.checkpoint`
  expect(facts.read?.position).toBe(row?.['position'])
  expect(statements).toHaveLength(1)
})

test('an event about the item is seen at once', async () => {
  await writer.begin(async (tx) => {
    await tx`update inventory.atp_item set unrestricted = 25 where item = 'BOLT'`
    await tx`update inventory.atp_item set position = ${++position} where item = 'BOLT'`
  })
  expect(await onHand()).toBe('25')
})

test('master data that change are seen at once', async () => {
  await writer`update masterdata.item set lead_time_days = lead_time_days + 4, position = position + 1`
  const [row] = await writer`select lead_time_days as days from masterdata.item`
  expect((await load(key)).input.item?.leadTimeDays).toBe(row?.['days'])
})

test('a read model that was rebuilt is read anew', async () => {
  await writer`update inventory.atp_item set unrestricted = 33 where item = 'BOLT'`
  await writer`insert into takt.built_view ${writer({ view: `v-${position}`, projection: 'inventory', built_at: new Date() })}`
  expect(await onHand()).toBe('33')
})

test('details are read whenever they are asked for', async () => {
  const wants: ReadonlySet<AtpWant> = new Set(['lines'])
  await load({ ...key, wants })
  expect(statements).toHaveLength(2)
})

test('an item of which nothing is known is seen once something is', async () => {
  const other = { plant: 'P1', item: `NEW-${position}` }
  expect((await load(other)).stock.onHand).toEqual({ unrestricted: '0', inInspection: '0' })
  const at = '2026-03-02T08:00:00Z'
  await writer`insert into inventory.atp_item ${writer({ ...other, unit: 'EA', unrestricted: 4, last_occurred_at: at, last_recorded_at: at, position })}`
  expect((await load(other)).stock.onHand['unrestricted']).toBe('4')
})
