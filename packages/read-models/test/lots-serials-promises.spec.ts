import { drizzle } from 'drizzle-orm/postgres-js'
import { expect, test } from 'vitest'
import { inventory, migrate, orchestration } from '../src/index.ts'
import { emptyDatabase, postgresForFile } from './stack.ts'

const stack = await postgresForFile()
const at = { plant: 'P1', item: 'BOLT' }
const instant = '2026-03-02T08:00:00Z'
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function database() {
  const { sql, reader } = await emptyDatabase(stack)
  await migrate(sql)
  return { db: drizzle(sql), reader }
}

test('a lot has what is there of it in all statuses, and the days that are left of it', async () => {
  const { db, reader } = await database()
  const lot = { ...at, unit: 'EA', position: '1' }
  await db.insert(inventory.lot).values([
    { ...lot, lot: 'L-1', unrestricted: '5', expiresOn: dayIn(10) },
    { ...lot, lot: 'L-2', unrestricted: '0', expiresOn: dayIn(-3) },
    { ...lot, lot: 'L-3', unrestricted: '0' },
  ])
  const place = { ...at, location: 'A', lot: 'L-1', owner: '', unit: 'EA', updatedAt: instant, position: '1' }
  await db.insert(inventory.stockOnHand).values([
    { ...place, status: 'unrestricted', quantity: '5' },
    { ...place, status: 'blocked', quantity: '2.5' },
  ])
  const rows = await reader`
    select lot, on_hand::text, unrestricted::text, days_to_expiry from analytics.lots order by lot`
  expect([...rows]).toEqual([
    { lot: 'L-1', on_hand: '7.5', unrestricted: '5', days_to_expiry: 10 },
    { lot: 'L-2', on_hand: '0', unrestricted: '0', days_to_expiry: -3 },
    { lot: 'L-3', on_hand: '0', unrestricted: '0', days_to_expiry: null },
  ])
})

test('a serial number is here, gone, or in conflict', async () => {
  const { db, reader } = await database()
  const place = { ...at, lot: '', status: 'unrestricted', owner: '', updatedAt: instant, position: '1' }
  await db.insert(inventory.serialPlace).values([
    { ...place, serial: 'S-1', location: 'A', count: 0 },
    { ...place, serial: 'S-1', location: 'B', count: 1 },
    { ...place, serial: 'S-2', location: 'A', count: -1 },
  ])
  const rows = await reader`
    select serial, location, state from analytics.serial_numbers order by serial, location`
  expect([...rows].map(({ serial, location, state }) => `${serial} ${location} ${state}`)).toEqual([
    'S-1 A gone',
    'S-1 B here',
    'S-2 A conflict',
  ])
})

test('a line of an order has what is promised of it and when, of its latest attempt only', async () => {
  const { db, reader } = await database()
  const order = { attempt: 2, allOrNothing: false, requestedAt: instant, deadline: instant, position: '1' }
  await db.insert(orchestration.orderPromise).values([
    { ...order, orderId: 'SO-1', state: 'promised' },
    { ...order, orderId: 'SO-2', state: 'refused', code: 'not-available' },
  ])
  const promised = [
    { date: '2026-03-05', amount: '4' },
    { date: '2026-03-09', amount: '3' },
  ]
  const line = {
    ...{ attempt: 2, item: 'BOLT', policy: 'split' as const, requestedAmount: '10' },
    ...{ requestedDate: '2026-03-04', refusals: [], skipped: [], unit: 'EA', position: '1' },
  }
  const sources = [{ plant: 'P1', item: 'BOLT', promised }]
  await db.insert(orchestration.orderPromiseLine).values([
    { ...line, orderId: 'SO-1', line: '10', sources, short: '3' },
    { ...line, orderId: 'SO-1', line: '20', sources, short: '3', attempt: 1 },
    { ...line, orderId: 'SO-2', line: '10', sources: [], short: '10' },
  ])
  const rows = await reader`
    select order_id, line, promised_quantity::text as promised, short::text, first_date::text as first, last_date::text as last
    from analytics.order_promises order by order_id`
  expect([...rows]).toEqual([
    { order_id: 'SO-1', line: '10', promised: '7', short: '3', first: '2026-03-05', last: '2026-03-09' },
    { order_id: 'SO-2', line: '10', promised: '0', short: '10', first: null, last: null },
  ])
})

test('a change by a run has whose line it was, and how much and until when it was promised before and after', async () => {
  const { db, reader } = await database()
  const line = {
    ...{ ...at, line: '10', policy: 'part' as const, requestedAmount: '10', requestedDate: '2026-03-04' },
    ...{ promised: [], short: '0', unit: 'EA', promisedAt: instant, position: '1' },
  }
  await db.insert(inventory.promiseLine).values([
    { ...line, promise: 'SO-1', customer: 'C-1' },
    { ...line, promise: 'SO-2', customer: 'C-2' },
  ])
  const change = {
    ...{ ...at, run: 'BOP-1', reason: 'a press is down', unit: 'EA', changedAt: instant, position: '7' },
    ...{ documentType: 'salesOrder', documentLine: '10' },
    ...{ requestedDate: '2026-03-04', requestedAmount: '10' },
  }
  const [early, late] = [
    { date: '2026-03-04', amount: '4' },
    { date: '2026-03-09', amount: '2.5' },
  ]
  await db.insert(inventory.backorderChange).values([
    { ...change, documentId: 'SO-1', class: 'redistribute', before: [early, late], after: [], short: '10' },
    { ...change, documentId: 'SO-2', class: 'win', before: [late], after: [late, early], short: '3.5' },
    {
      ...change,
      documentId: 'SO-3',
      class: 'win',
      before: [early],
      after: [{ ...late, amount: '4' }],
      short: '6',
    },
  ])
  const rows = await reader`
    select document_id, customer, quantity_before::text, quantity_after::text, change::text,
      last_date_before::text, last_date_after::text
    from analytics.backorder_changes order by document_id`
  expect([...rows].map((row) => Object.values(row).join(' '))).toEqual([
    'SO-1 C-1 6.5 0 -6.5 2026-03-09 ',
    'SO-2 C-2 2.5 6.5 4.0 2026-03-09 2026-03-09',
    'SO-3  4 4 0 2026-03-04 2026-03-09',
  ])
})
