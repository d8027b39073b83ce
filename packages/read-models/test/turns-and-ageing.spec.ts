import { drizzle } from 'drizzle-orm/postgres-js'
import { expect, test } from 'vitest'
import { inventory, migrate } from '../src/index.ts'
import { emptyDatabase, postgresForFile } from './stack.ts'

const stack = await postgresForFile()
const { stockMovement, stockOnHand } = inventory
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString()

/** A reversal names the movement that it undoes by its place in the list, from 0. */
type Movement = [
  kind: 'receipt' | 'issue' | 'adjustment' | 'return' | 'reversal',
  quantity: string,
  at: string,
  of?: number,
]

/** Movements of one item, one after the other, and the stock that they leave. */
async function moved(all: readonly Movement[], onHand: string) {
  const { sql, reader } = await emptyDatabase(stack)
  await migrate(sql)
  const db = drizzle(sql)
  const place = {
    plant: 'P1',
    item: 'BOLT',
    location: 'A',
    lot: '',
    status: 'unrestricted',
    unit: 'EA',
  } as const
  for (const [i, [kind, quantity, at, of]] of all.entries())
    await db.insert(stockMovement).values({
      ...place,
      ...{ position: String(i + 1), line: 0, eventId: `e${i}`, kind, quantity },
      ...{ messageId: `m${i}`, correlationId: `m${i}`, occurredAt: at, recordedAt: at, owner: '' },
      reverses: of === undefined ? null : `m${of}`,
    })
  const stock = { ...place, quantity: onHand, updatedAt: day(0), position: '99', owner: '' }
  await db.insert(stockOnHand).values(stock)
  return reader
}

test('what is left of stock came with its latest receipts, and what no receipt accounts for is of unknown age', async () => {
  const sql = await moved(
    [
      ['receipt', '100', day(200)],
      ['receipt', '40', day(50)],
      ['issue', '-60', day(10)],
      ['receipt', '20', day(5)],
    ],
    '100',
  )
  const ages = () =>
    sql`select age, trim_scale(quantity)::text as quantity from analytics.ageing order by age`
  expect([...(await ages())]).toEqual([
    { age: '0-30', quantity: '20' },
    { age: '181-365', quantity: '40' },
    { age: '31-90', quantity: '40' },
  ])
  const found = await moved([['receipt', '5', day(400)]], '7')
  expect([...(await found`select age, quantity::text from analytics.ageing order by age`)]).toEqual([
    { age: 'over 365', quantity: '5' },
    { age: 'unknown', quantity: '2' },
  ])
})

test('a receipt that was reversed never was, and is again once its reversal is; what a customer returned came then', async () => {
  const sql = await moved(
    [
      ['receipt', '10', day(400)],
      ['receipt', '10', day(100)],
      ['receipt', '10', day(20)],
      ['reversal', '-10', day(19), 2],
      ['receipt', '10', day(60)],
      ['reversal', '-10', day(9), 4],
      ['reversal', '10', day(8), 5],
      ['return', '5', day(4)],
      ['return', '-2', day(2)],
    ],
    '33',
  )
  const ages =
    await sql`select age, trim_scale(quantity)::text as quantity from analytics.ageing order by age`
  expect([...ages]).toEqual([
    { age: '0-30', quantity: '5' },
    { age: '31-90', quantity: '10' },
    { age: '91-180', quantity: '10' },
    { age: 'over 365', quantity: '8' },
  ])
})

test('a reversal takes an issue back in its own month, and the reversal of that one issues it again', async () => {
  const sql = await moved(
    [
      ['receipt', '100', '2026-01-10T08:00:00Z'],
      ['issue', '-40', '2026-01-20T08:00:00Z'],
      ['reversal', '40', '2026-02-03T08:00:00Z', 1],
      ['issue', '-10', '2026-02-04T08:00:00Z'],
      ['reversal', '-40', '2026-03-01T08:00:00Z', 2],
      ['reversal', '-100', '2026-04-01T08:00:00Z', 0],
    ],
    '-50',
  )
  const rows = await sql`
    select month::text, trim_scale(issued)::text as issued from analytics.inventory_turns order by month`
  expect([...rows]).toEqual([
    { month: '2026-01-01', issued: '40' },
    { month: '2026-02-01', issued: '-30' },
    { month: '2026-03-01', issued: '40' },
    { month: '2026-04-01', issued: '0' },
  ])
})

test('turns are what was issued in a month over the average of its first and last moment', async () => {
  const sql = await moved(
    [
      ['receipt', '100', '2026-01-10T08:00:00Z'],
      ['issue', '-40', '2026-02-03T08:00:00Z'],
      ['adjustment', '-20', '2026-02-27T08:00:00Z'],
      ['issue', '-40', '2026-03-31T23:00:00Z'],
    ],
    '0',
  )
  const rows = await sql`
    select month::text, trim_scale(issued)::text as issued, trim_scale(opening)::text as opening,
      trim_scale(closing)::text as closing, trim_scale(turns)::text as turns
    from analytics.inventory_turns order by month`
  expect([...rows]).toEqual([
    { month: '2026-01-01', issued: '0', opening: '0', closing: '100', turns: '0' },
    { month: '2026-02-01', issued: '40', opening: '100', closing: '40', turns: '0.5714' },
    { month: '2026-03-01', issued: '40', opening: '40', closing: '0', turns: '2' },
  ])
})
