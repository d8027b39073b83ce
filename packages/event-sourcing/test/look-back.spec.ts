import { expect, onTestFinished, test } from 'vitest'
import { createEventLog, createLanes } from '../src/index.ts'
import { cairn, Lay, Lift, Lifted } from './support/cairn.ts'
import { incoming } from './support/messages.ts'
import { client, createInboxTable, postgresInbox } from './support/postgres-inbox.ts'
import { serversForFile } from './support/servers.ts'

const stack = await serversForFile('eventStore', 'postgres')
let heaps = 0

async function heap() {
  const plant = `C${process.pid}-${++heaps}`
  const table = `cairn_${process.pid}_${heaps}`
  const sql = client(stack.postgres.url)
  await createInboxTable(sql, table)
  const log = createEventLog({ url: stack.eventStore.url, contracts: cairn.events })
  onTestFinished(() => log.close())
  const inbox = postgresInbox(sql, table)
  const lanes = createLanes({ log, inbox, aggregates: [cairn], now: () => new Date().toISOString() })
  onTestFinished(() => lanes.stop())
  return {
    lanes,
    log,
    sql,
    table,
    stream: `inventory.cairn-${plant}:A`,
    lay: (id: string) => lanes.submit(incoming(Lay, plant, id, { heap: 'A', name: id })),
    lift: (id: string, of: string) => lanes.submit(incoming(Lift, plant, id, { heap: 'A', of })),
    layOn: (id: string, other: string) => lanes.submit(incoming(Lay, plant, id, { heap: other, name: id })),
  }
}

test('a decision is given the events of an earlier message that its state no longer knows', async () => {
  const { lay, lift, log, stream } = await heap()
  await Promise.all(Array.from({ length: 300 }, (_, i) => lay(`m${i}`)))
  expect(await lift('l1', 'm7')).toMatchObject({ status: 'accepted', events: [{ type: Lifted.name }, {}] })
  const last = await log.readBackwards(stream, { limit: 2 })
  expect(last.map(({ metadata }) => metadata.claims)).toEqual([undefined, ['lift-of\nm7']])
})

test('what an event claims is found at any distance, with the message that claimed it', async () => {
  const { lay, lift } = await heap()
  await Promise.all(['m1', 'm2', 'm3'].map(lay))
  for (const id of ['m1', 'm2', 'm3']) await lift(`l-${id}`, id)
  expect(await lift('again', 'm1')).toMatchObject({
    status: 'rejected',
    code: 'lifted-before',
    details: { by: 'l-m1' },
  })
})

test('two that ask for the same in one batch are decided one after the other', async () => {
  const { lay, lift } = await heap()
  await lay('m1')
  const both = await Promise.all([lift('l1', 'm1'), lift('l2', 'm1'), lay('m2'), lift('l3', 'm2')])
  expect(both.map(({ status }) => status)).toEqual(['accepted', 'rejected', 'accepted', 'accepted'])
})

test('a message that is not known, or of another stream, is told apart from one that made events', async () => {
  const { layOn, lay, lift } = await heap()
  await lay('m1')
  await layOn('elsewhere', 'B')
  expect(await lift('l1', 'nobody')).toMatchObject({ code: 'never-laid', details: { known: true } })
  expect(await lift('l2', 'elsewhere')).toMatchObject({ code: 'never-laid' })
  expect(await lift('l3', 'l1')).toMatchObject({ code: 'never-laid' })
})

test('an id that is claimed has one row, which a message of that id would find', async () => {
  const { lay, lift, sql, table } = await heap()
  await lay('m1')
  await lift('l1', 'm1')
  const rows = await sql`select id, revision::int from ${sql(table)} order by revision, id`
  expect(rows).toEqual([
    { id: 'm1', revision: 0 },
    { id: 'lift-of\nm1', revision: 1 },
    { id: 'l1', revision: 2 },
  ])
})
