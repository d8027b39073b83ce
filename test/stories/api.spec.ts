import { analystViews } from '@takt/read-models'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { playDay } from '../plant/day.ts'
import { plain } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

let takt: Takt
beforeAll(async () => {
  takt = await startTakt()
  await publishAll(takt.nats, playDay(1, 'A', new Date()).masterData)
  await until('the master data are known', async () => {
    const rows = await takt.sql`select from masterdata.item`
    const plants = await takt.sql`select from masterdata.plant`
    return rows.length === 3 && plants.length === 2
  })
})
afterAll(() => takt?.stop())

interface Result {
  readonly result: {
    readonly __typename: string
    readonly position: string
    readonly code: string
    readonly duplicate: boolean
    readonly problems: { path: string }[]
    readonly details: Record<string, unknown>
  }
}
const RESULT = `{ __typename
  ... on CommandAccepted { position duplicate }
  ... on CommandRejected { code details }
  ... on CommandInvalid { problems { path } } }`

const command = async (name: string, type: string, input: object, messageId?: string) =>
  (
    await takt.api.ask<Result>(
      `mutation ($input: ${type}!, $messageId: ID) { result: ${name}(plant: "P1", input: $input, messageId: $messageId) ${RESULT} }`,
      { input, messageId },
    )
  ).result

const ea = (amount: string) => ({ amount, unit: 'EA' })
const receive = (item: string, location: string, quantity: object, more: object = {}, id?: string) =>
  command('receiveGoods', 'ReceiveGoodsInput', { item, location, quantity, ...more }, id)

test('G11: a query that names the position of a command shows what it wrote, at once', async () => {
  for (let i = 1; i <= 20; i++) {
    const { position } = await receive('BOLT', 'RYW', ea('1'))
    const { stock } = await takt.api.ask<{ stock: { edges: { node: { quantity: { amount: string } } }[] } }>(
      `query ($position: Position) { stock(plant: "P1", item: "BOLT", location: "RYW", readAfter: $position) { edges { node { quantity { amount } } } } }`,
      { position },
    )
    expect(stock.edges.map((e) => e.node.quantity.amount)).toEqual([String(i)])
  }
})

test('G11: a position that is not reached is waited for only so long, and said', async () => {
  await expect(
    takt.api.ask(`{ stock(readAfter: "99999999999999") { edges { node { item } } } }`),
  ).rejects.toThrow(/has not reached position 99999999999999 within 5 s/)
})

test('G2: a command sent twice under one id has one effect, and with other content it is a conflict', async () => {
  const first = await receive('BOLT', 'TWICE', ea('7'), {}, 'api-twice')
  const second = await receive('BOLT', 'TWICE', ea('7'), {}, 'api-twice')
  expect([first.duplicate, second.duplicate]).toEqual([false, true])
  expect(second.position).toBe(first.position)
  expect((await receive('BOLT', 'TWICE', ea('8'), {}, 'api-twice')).__typename).toBe('CommandConflict')
})

test('a rule that refuses a command answers with its code and the numbers behind it', async () => {
  await receive('BRACKET', 'REFUSE', ea('5'))
  const refused = await command('issueGoods', 'IssueGoodsInput', {
    item: 'BRACKET',
    location: 'REFUSE',
    quantity: ea('6'),
  })
  expect(refused).toMatchObject({ __typename: 'CommandRejected', code: 'insufficient-stock' })
  expect(JSON.stringify(refused.details)).toContain('5')
})

test('a fault in a command is named by its path', async () => {
  const invalid = await receive('BOLT', 'INVALID', ea('-3'))
  expect(invalid).toMatchObject({ __typename: 'CommandInvalid', problems: [{ path: 'quantity.amount' }] })
})

test('G10: a held lot is never promised or reserved, and what is held is out of ATP at once', async () => {
  const lot = 'HELD-1'
  const kg = (amount: string) => ({ amount, unit: 'KGM' })
  await receive('STEEL', 'HOLD', kg('100'), { lot })
  const available = async () =>
    Number(
      (
        await takt.api.ask<{ atp: { available: string } }>(
          `{ atp(plant: "P1", item: "STEEL") { available } }`,
        )
      ).atp.available,
    )
  await until('the steel can be promised', async () => (await available()) === 100)
  await command('placeHold', 'PlaceHoldInput', {
    hold: 'H-1',
    item: 'STEEL',
    lot,
    reason: 'certificate missing',
  })
  await until('the held lot is out of ATP', async () => (await available()) === 0)
  const reserve = await command('reserveStock', 'ReserveStockInput', {
    reservation: 'R-HELD',
    item: 'STEEL',
    lot,
    quantity: kg('1'),
    expiresAt: '2099-01-01T00:00:00Z',
  })
  expect(reserve.__typename).toBe('CommandRejected')
  await command('releaseHold', 'ReleaseHoldInput', { hold: 'H-1' })
  await until('the released lot is back', async () => (await available()) === 100)
})

test('a released order is supply and demand, and its trace goes through both contexts', async () => {
  const id = 'trace-order'
  const release = {
    order: 'WO-T',
    item: 'BRACKET',
    quantity: ea('10'),
    dueDate: '2099-01-10',
    location: 'STORE',
  }
  await publishAll(takt.nats, [plain('in.P2.production.work-order-release-reported.v1', id, release)])
  const chain = [
    'production.WorkOrderReleased.v1',
    'inventory.SupplyScheduled.v1',
    'inventory.DemandScheduled.v1',
    'inventory.ReorderPointReached.v1',
    'orchestration.AlertRaised.v1',
  ]
  await until('the whole chain', async () => {
    const { trace } = await takt.api.ask<{ trace: { steps: { type: string }[] } }>(
      `{ trace(correlationId: "${id}") { steps { type } } }`,
    )
    const found = new Set(trace.steps.map((s) => s.type))
    return chain.every((type) => found.has(type))
  })
})

test('a subscriber hears of a change once the read model shows it', async () => {
  const query = `subscription { stockChanged(plant: "P1", item: "BOLT") { item atp { available } } }`
  const url = new URL(takt.platform.endpoints.graphql)
  url.searchParams.set('query', query)
  const stop = new AbortController()
  const response = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: stop.signal })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  let heard = ''
  const listening = (async () => {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      heard += new TextDecoder().decode(value)
    }
  })().catch(() => {})
  await until('the change is heard', async () => {
    await receive('BOLT', 'HEARD', ea('1'))
    return heard.includes('"item":"BOLT"')
  })
  stop.abort()
  await listening
})

test('GraphiQL comes whole from the gateway: a plant reaches no CDN', async () => {
  const response = await fetch(takt.platform.endpoints.graphql, { headers: { accept: 'text/html' } })
  const page = await response.text()
  expect(page).toContain('<title>Takt</title>')
  expect(page).not.toMatch(/<(script|link)[^>]+(src|href)="?https?:/)
})

test('limits are named in their errors', async () => {
  await expect(takt.api.ask('{ stock(first: 201) { edges { node { item } } } }')).rejects.toThrow(
    /at most 200 rows/,
  )
  const requests = Array.from({ length: 101 }, () => ({ plant: 'P1', item: 'BOLT' }))
  await expect(
    takt.api.ask('query ($requests: [AtpRequest!]!) { atps(requests: $requests) { available } }', {
      requests,
    }),
  ).rejects.toThrow(/at most 100 requests/)
  await expect(takt.api.ask('{ atp(plant: "P1", item: "NOPE") { available } }')).rejects.toThrow(
    /publish it on in.all.masterdata.item-published.v1/,
  )
})

test('G8: a quantity loses no digit on its way in, however it is written', async () => {
  const post = async (body: string) => {
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
    const response = await fetch(takt.platform.endpoints.graphql, { method: 'POST', headers, body })
    return (await response.json()) as { data: { result: { __typename: string } } }
  }
  const written = ['100000.000000000001', '9007199254740993', '100000000000000001.123456789012', '12.5']
  const asked = (location: string, amount: string) =>
    `item: \\"STEEL\\", location: \\"${location}\\", lot: \\"G8\\", quantity: {amount: ${amount}, unit: \\"KGM\\"}`
  for (const [i, amount] of written.entries()) {
    const mutation = (input: string, head = '') =>
      `"query": "mutation ${head} { result: receiveGoods(plant: \\"P1\\", input: {${input}}) { __typename } }"`
    const inVariables = `{${mutation(asked(`V-${i}`, '$amount'), '($amount: Decimal!)')}, "variables": {"amount": ${amount}}}`
    for (const body of [inVariables, `{${mutation(asked(`L-${i}`, amount))}}`])
      expect((await post(body)).data?.result).toEqual({ __typename: 'CommandAccepted' })
  }
  const kept = await until('all are in stock', async () => {
    const rows = await takt.sql<{ location: string; quantity: string }[]>`
      select location, quantity::text from inventory.stock_movement where lot = 'G8'`
    return rows.length === 2 * written.length && rows
  })
  const exact = (text: string) => text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
  expect(Object.fromEntries(kept.map((row) => [row.location, exact(row.quantity)]))).toEqual(
    Object.fromEntries(written.flatMap((amount, i) => [`V-${i}`, `L-${i}`].map((at) => [at, amount]))),
  )
})

test('of many questions for ATP one that cannot be answered costs no other its answer', async () => {
  const { endpoints } = takt.platform
  const body = JSON.stringify({
    query: '{ atps(requests: [{plant: "P1", item: "BOLT"}, {plant: "P1", item: "NOPE"}]) { item } }',
  })
  const headers = { 'content-type': 'application/json' }
  const answer = (await (await fetch(endpoints.graphql, { method: 'POST', headers, body })).json()) as {
    readonly data: unknown
    readonly errors: readonly { path: unknown; extensions: object }[]
  }
  expect(answer.data).toEqual({ atps: [{ item: 'BOLT' }, null] })
  expect(answer.errors).toMatchObject([{ path: ['atps', 1], extensions: { code: 'unknown-item' } }])
})

test.each([
  ['{ lots(expiresBefore: "2027-02-30") { edges { node { lot } } } }', /calendar day/],
  [
    '{ stockAsHappened(plant: "P1", item: "BOLT", time: "2026-02-31T08:00:00Z") { edges { node { lot } } } }',
    /instant/,
  ],
  [
    '{ atp(plant: "P1", item: "BOLT", scope: { statuses: ["nope"] }) { available } }',
    /has no stock status nope; it has unrestricted/,
  ],
  [
    '{ capableToPromise(plant: "P1", item: "BOLT", quantity: {amount: "1", unit: "EA"}, date: "2099-01-01") { capable } }',
    /365 days/,
  ],
  [
    `{ stockMovements(after: "${Buffer.from('["x","y"]').toString('base64url')}") { edges { node { item } } } }`,
    /not a cursor/,
  ],
  [
    `{ stockMovements(after: "${Buffer.from('[{},1]').toString('base64url')}") { edges { node { item } } } }`,
    /not a cursor/,
  ],
])('what makes no sense is refused with what is wrong: %s', async (query, message) => {
  await expect(takt.api.ask(query)).rejects.toThrow(message)
})

test('pages are read forwards and backwards, and end where the others begin', async () => {
  for (const lot of ['B-1', 'B-2', 'B-3'])
    await receive('STEEL', 'PAGED', { amount: '1', unit: 'KGM' }, { lot })
  await until('they are there', async () => {
    const rows = await takt.sql`select from inventory.stock_on_hand where location = 'PAGED'`
    return rows.length === 3
  })
  const page = async (args: string) => {
    const { stock } = await takt.api.ask<{
      stock: { edges: { node: { lot: string } }[]; pageInfo: { startCursor: string; endCursor: string } }
    }>(
      `{ stock(plant: "P1", item: "STEEL", location: "PAGED", ${args}) { edges { node { lot } } pageInfo { startCursor endCursor } } }`,
    )
    return { lots: stock.edges.map(({ node }) => node.lot), ...stock.pageInfo }
  }
  const first = await page('first: 2')
  expect(first.lots).toEqual(['B-1', 'B-2'])
  expect((await page(`first: 2, after: "${first.endCursor}"`)).lots).toEqual(['B-3'])
  const last = await page('last: 1')
  expect(last.lots).toEqual(['B-3'])
  expect((await page(`last: 2, before: "${last.startCursor}"`)).lots).toEqual(['B-1', 'B-2'])
})

test('the reader role reads and cannot write', async () => {
  await expect(takt.sql`delete from inventory.stock_on_hand`).rejects.toThrow(/read-only|permission denied/)
  expect(await takt.sql`select count(*) from analytics.stock_on_hand`).toHaveLength(1)
})

test.each(analystViews.map((view) => [view.name, view] as const))(
  'the example of the view %s runs as an analyst',
  async (_name, { example }) => {
    expect(Array.isArray(await takt.sql.unsafe(example.sql))).toBe(true)
  },
)
