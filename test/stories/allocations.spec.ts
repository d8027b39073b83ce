import { PlantPublished } from '@takt/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plain } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

let takt: Takt
let sent = 0
const tell = (subject: string, data: object) =>
  publishAll(takt.nats, [plain(`in.${subject}.v1`, `allocation-${sent++}`, data)])

beforeAll(async () => {
  takt = await startTakt()
  await tell('all.masterdata.plant-published', PlantPublished.example.data)
  for (const item of ['LAMP', 'BULB'])
    await tell('all.masterdata.item-published', { item, description: item, unit: 'EA' })
  await until('the master data are known', async () => {
    const { length } = await takt.sql`select from masterdata.item`
    return length === 2 && (await takt.sql`select from masterdata.plant`).length === 1
  })
})
afterAll(() => takt?.stop())

interface Answer {
  readonly __typename: string
  readonly position: string
  readonly code: string
  readonly details: object
}

async function command(name: string, input: object): Promise<Answer> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { result: ${name}(plant: "P1", input: $input) { __typename
    ... on CommandAccepted { position } ... on CommandRejected { code details } } }`
  return (await takt.api.ask<{ result: Answer }>(query, { input: { item: 'LAMP', ...input } })).result
}

async function done(name: string, input: object): Promise<string> {
  const answer = await command(name, input)
  expect(answer).toMatchObject({ __typename: 'CommandAccepted' })
  return answer.position
}

const ea = (amount: string) => ({ amount, unit: 'EA' })
const promise = (id: string, amount: string, pool?: string[]) => ({
  promise: id,
  policy: 'all',
  lines: [{ line: '10', quantity: ea(amount), date: '2026-01-01' }],
  ...(pool ? { pool } : {}),
})

/** What can be promised today to each pool, and to who names none. */
async function available(readAfter: string): Promise<Record<string, string>> {
  const pools = { gold: '["web", "gold"]', web: '["web"]', retail: '["retail"]' }
  const common = `plant: "P1", item: "LAMP", readAfter: "${readAfter}"`
  const asked = Object.entries(pools).map(
    ([name, pool]) => `${name}: atp(${common}, pool: ${pool}) { available }`,
  )
  const answer = await takt.api.ask<Record<string, { available: string }>>(
    `{ all: atp(${common}) { available } ${asked.join(' ')} }`,
  )
  return Object.fromEntries(Object.entries(answer).map(([name, atp]) => [name, atp.available]))
}

async function pools(readAfter: string, where = '') {
  const fields = 'path guaranteed max consumed open issued state inForce'
  const { allocations } = await takt.api.ask<{ allocations: { edges: { node: object }[] } }>(
    `{ allocations(plant: "P1", item: "LAMP", readAfter: "${readAfter}"${where}) { edges { node { ${fields} } } } }`,
  )
  return allocations.edges.map(({ node }) => node)
}

test('what is guaranteed to a pool is promised to it alone, to readers and to promises alike, until it moves or ends', async () => {
  await done('receiveGoods', { quantity: ea('100') })
  await done('allocateStock', { pool: ['web'], guaranteed: ea('60'), max: ea('80'), reason: 'launch' })
  const allocated = await done('allocateStock', { pool: ['web', 'gold'], guaranteed: ea('20') })
  expect(await available(allocated)).toEqual({ all: '40', gold: '80', web: '60', retail: '40' })
  expect(await command('promiseStock', promise('SO-A1', '41', ['retail']))).toMatchObject({
    code: 'allocation-exceeded',
    details: { pool: 'retail', available: '40', free: '40', guaranteedLeft: '0', unallocated: '100' },
  })

  await done('promiseStock', promise('SO-A1', '30', ['web', 'gold']))
  const document = { type: 'salesOrder', id: 'SO-A1', line: '10' }
  const issued = await done('issueGoods', { quantity: ea('10'), document })
  expect(await available(issued)).toEqual({ all: '40', gold: '50', web: '50', retail: '40' })
  const common = { consumed: '30', open: '20', issued: '10', state: 'allocated', inForce: true }
  expect(await pools(issued)).toEqual([
    { path: 'web', guaranteed: '60', max: '80', ...common },
    { path: 'web/gold', guaranteed: '20', max: null, ...common },
  ])
  expect(await pools(issued, ', pool: ["web", "gold"]')).toHaveLength(1)

  const move = { from: ['web'], to: ['retail'], quantity: ea('10'), reason: 'the shops sell more' }
  expect(await available(await done('reallocateStock', move))).toMatchObject({
    all: '40',
    web: '50',
    retail: '50',
  })
  await done('releaseAllocation', { pool: ['web', 'gold'] })
  const released = await done('releaseAllocation', { pool: ['web'] })
  expect(await available(released)).toEqual({ all: '60', gold: '60', web: '60', retail: '70' })
  const rows =
    await takt.sql`select pool, state, consumed::text, guaranteed::text from analytics.allocations order by pool`
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { pool: 'retail', state: 'allocated', consumed: '0', guaranteed: '10' },
    { pool: 'web', state: 'released', consumed: '30', guaranteed: '50' },
    { pool: 'web/gold', state: 'released', consumed: '30', guaranteed: '20' },
  ])
})

const begun = Date.now()
const inDays = (n: number) => new Date(begun + n * 86_400_000).toISOString().slice(0, 10)

test('a pool with weeks has in each what is guaranteed for its days, to readers and promises alike, and lapses or carries over', async () => {
  const item = 'BULB'
  const week = (n: number, guaranteed: string, max: string) => ({
    ...{ from: inDays(7 * n), until: inDays(7 * n + 6) },
    ...{ guaranteed: ea(guaranteed), max: ea(max) },
  })
  await done('receiveGoods', { item, quantity: ea('100') })
  const pool = ['web']
  const periods = [week(0, '20', '30'), week(1, '40', '50')]
  await done('allocateStock', { item, pool, periods, carryOver: 'nextPeriod' })
  const line = (id: string, amount: string, days: number) => ({
    ...{ ...promise(id, amount, pool), item },
    lines: [{ line: '10', quantity: ea(amount), date: inDays(days) }],
  })
  const promised = await done('promiseStock', line('SO-B1', '25', 8))
  expect(await command('promiseStock', line('SO-B2', '26', 9))).toMatchObject({
    code: 'allocation-exceeded',
    details: { limitedBy: 'web', limitedFrom: inDays(7), max: '50', consumed: '25', available: '25' },
  })
  const query = `{
    all: atp(plant: "P1", item: "BULB", readAfter: "${promised}") { available(on: "${inDays(8)}") }
    web: atp(plant: "P1", item: "BULB", pool: ["web"]) {
      available(on: "${inDays(1)}") later: available(on: "${inDays(8)}") }
    allocations(plant: "P1", item: "BULB") { edges { node { path guaranteed max carryOver
      periods { from guaranteed max consumed unconsumed inForce } } } } }`
  expect(await takt.api.ask(query)).toEqual({
    // Of 100, 25 are promised, and 20 and 15 more guaranteed.
    all: { available: '40' },
    web: { available: '30', later: '25' },
    allocations: {
      edges: [
        {
          node: {
            ...{ path: 'web', guaranteed: '20', max: '30', carryOver: 'nextPeriod' },
            periods: [
              ...[
                {
                  from: inDays(0),
                  guaranteed: '20',
                  max: '30',
                  consumed: '0',
                  unconsumed: '20',
                  inForce: true,
                },
              ],
              ...[
                {
                  from: inDays(7),
                  guaranteed: '40',
                  max: '50',
                  consumed: '25',
                  unconsumed: '15',
                  inForce: false,
                },
              ],
            ],
          },
        },
      ],
    },
  })
  const moved = { item, from: pool, to: ['retail'], quantity: ea('15'), date: inDays(8), reason: 'fair' }
  await takt.api.ask(
    `{ allocations(readAfter: "${await done('reallocateStock', moved)}") { edges { cursor } } }`,
  )
  const rows = await takt.sql`select pool, starts, guaranteed::text, consumed::text, state
    from analytics.allocations where item = 'BULB' order by pool, starts`
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { pool: 'retail', starts: inDays(7), guaranteed: '15', consumed: '0', state: 'allocated' },
    { pool: 'web', starts: inDays(0), guaranteed: '20', consumed: '0', state: 'allocated' },
    { pool: 'web', starts: inDays(7), guaranteed: '25', consumed: '25', state: 'allocated' },
  ])
})
