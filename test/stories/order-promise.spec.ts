import { afterAll, beforeAll, expect, test } from 'vitest'
import { plain } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

let takt: Takt
let sent = 0
const tell = (plant: string, context: string, name: string, data: object) =>
  publishAll(takt.nats, [plain(`in.${plant}.${context}.${name}.v1`, `order-promise-${++sent}`, data)])

const ea = (amount: string) => ({ amount, unit: 'EA' })
const item = (id: string, more: object = {}) =>
  tell('all', 'masterdata', 'item-published', { item: id, description: id, unit: 'EA', ...more })
const receive = (plant: string, id: string, amount: string) =>
  tell(plant, 'inventory', 'goods-receipt-reported', { item: id, quantity: ea(amount) })

const available = async (plant: string, id: string) =>
  (
    await takt.api.ask<{ atp: { available: string } }>(
      `query ($plant: ID!, $item: ID!) { atp(plant: $plant, item: $item) { available } }`,
      { plant, item: id },
    )
  ).atp.available
const shows = (plant: string, id: string, amount: string) =>
  until(`${amount} of ${id} at ${plant}`, async () => (await available(plant, id)) === amount)

interface Line {
  readonly from: { plant: string; item: string; promised: { amount: string }[] }[]
  readonly refusals: { plant: string; alternatives: { kind: string; promised: { amount: string }[] }[] }[]
}
interface Promised {
  readonly state: string
  readonly sentence: string | null
  readonly lines: Line[]
}

const line = (id: string, of: string, amount: string, plants: string[], more: object = {}) => ({
  ...{ line: id, item: of, quantity: ea(amount), date: today(), policy: 'all', plants },
  ...more,
})
const today = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)

/** Asks for the promise of an order, and waits for its end. */
async function promise(
  order: string,
  lines: object[],
  messageId = order,
  more: object = {},
): Promise<Promised> {
  const { result } = await takt.api.ask<{ result: { __typename: string } }>(
    `mutation ($input: PromiseOrderInput!, $messageId: ID) {
      result: promiseOrder(input: $input, messageId: $messageId) { __typename ... on CommandRejected { message } ... on CommandInvalid { problems { path message } } } }`,
    { input: { order, lines, ...more }, messageId },
  )
  expect(result).toEqual({ __typename: 'CommandAccepted' })
  return until(`an answer to order ${order}`, async () => {
    const { orderPromise } = await takt.api.ask<{ orderPromise: Promised | null }>(
      `query ($order: ID!) { orderPromise(order: $order) { state sentence lines {
        from { plant item promised { amount } }
        refusals { plant alternatives { kind promised { amount } } } } } }`,
      { order },
    )
    return orderPromise !== null && orderPromise.state !== 'asking' && orderPromise
  })
}

beforeAll(async () => {
  takt = await startTakt()
  for (const plant of ['P1', 'P2'])
    await tell('all', 'masterdata', 'plant-published', {
      ...{ plant, name: plant, timeZone: 'Europe/Berlin', defaultLocation: 'MAIN' },
      ...{ latePolicy: { kind: 'assume', days: 0 }, inspectionStockInAtp: false },
    })
})
afterAll(() => takt?.stop())

test('an order over two items that one plant is short of keeps nothing: what was promised is free again', async () => {
  await item('ROD')
  await item('CAP')
  await receive('P1', 'ROD', '100')
  await receive('P1', 'CAP', '5')
  await receive('P2', 'CAP', '3')
  await shows('P1', 'ROD', '100')
  await shows('P1', 'CAP', '5')
  await shows('P2', 'CAP', '3')
  const answer = await promise('SO-1', [
    line('10', 'ROD', '60', ['P1']),
    line('20', 'CAP', '9', ['P1', 'P2']),
  ])
  expect(answer).toMatchObject({
    state: 'refused',
    sentence: 'Line 20: 9 EA of CAP cannot be had from P1, P2.',
    lines: [
      { from: [], refusals: [] },
      {
        from: [],
        refusals: [
          { plant: 'P1', alternatives: [{ kind: 'part', promised: [{ amount: '5' }] }] },
          { plant: 'P2', alternatives: [{ kind: 'part', promised: [{ amount: '3' }] }] },
        ],
      },
    ],
  })
  await until('the promise of the first line is cancelled', async () => {
    const [cancelled] = await takt.sql`
      select 1 from takt.journal where type like 'inventory.DemandCancelled%' and stream like '%P1:ROD'`
    return cancelled !== undefined
  })
  await shows('P1', 'ROD', '100')
  expect([await available('P1', 'CAP'), await available('P2', 'CAP')]).toEqual(['5', '3'])
})

test('an order is promised from the second plant where the first is short, and once however often it is sent', async () => {
  await item('NUT')
  await receive('P1', 'NUT', '10')
  await receive('P2', 'NUT', '40')
  await shows('P1', 'NUT', '10')
  await shows('P2', 'NUT', '40')
  // Lines of one item are summed: the second finds what the first leaves.
  const lines = [line('10', 'NUT', '8', ['P1', 'P2']), line('20', 'NUT', '8', ['P1', 'P2'])]
  for (const messageId of ['SO-2', 'SO-2', 'SO-2-again']) {
    const answer = await promise('SO-2', lines, messageId)
    expect(answer.state).toBe('promised')
    expect(answer.lines.map(({ from }) => from)).toEqual([
      [{ plant: 'P1', item: 'NUT', promised: [{ amount: '8' }] }],
      [{ plant: 'P2', item: 'NUT', promised: [{ amount: '8' }] }],
    ])
  }
  await shows('P1', 'NUT', '2')
  await shows('P2', 'NUT', '32')
})

test('a substitute stands in where no plant has the item, and a cancelled order gives it back', async () => {
  await item('SEAL-B')
  await item('SEAL', { substitutes: ['SEAL-B'] })
  await receive('P2', 'SEAL-B', '20')
  await shows('P2', 'SEAL-B', '20')
  const answer = await promise('SO-3', [line('10', 'SEAL', '7', ['P1', 'P2'], { substitutes: true })])
  expect(answer).toMatchObject({
    state: 'promised',
    lines: [{ from: [{ plant: 'P2', item: 'SEAL-B', promised: [{ amount: '7' }] }] }],
  })
  await shows('P2', 'SEAL-B', '13')
  await takt.api.ask(
    `mutation { cancelOrderPromise(input: { order: "SO-3", reason: "not wanted" }) { __typename } }`,
  )
  await shows('P2', 'SEAL-B', '20')
})

test('a line from two plants is wanted of the first no more than it gives', async () => {
  await item('CHAIN')
  await receive('P1', 'CHAIN', '7')
  await receive('P2', 'CHAIN', '9')
  await shows('P1', 'CHAIN', '7')
  await shows('P2', 'CHAIN', '9')
  const answer = await promise('SO-5', [line('10', 'CHAIN', '10', ['P1', 'P2'], { policy: 'part' })])
  expect(answer.lines[0]?.from).toEqual([
    { plant: 'P1', item: 'CHAIN', promised: [{ amount: '7' }] },
    { plant: 'P2', item: 'CHAIN', promised: [{ amount: '3' }] },
  ])
  await until('what P1 is asked for is settled', async () => {
    const [asked] = await takt.sql<{ amount: string }[]>`
      select requested_amount as amount from inventory.promise_line where plant = 'P1' and promise = 'SO-5'`
    return Number(asked?.amount) === 7
  })
})

test('what becomes of a promised order later is told with it: a run takes a line and gives it back, the ERP cancels it', async () => {
  await item('BELT')
  await receive('P1', 'BELT', '9')
  await shows('P1', 'BELT', '9')
  expect(await promise('SO-4', [line('10', 'BELT', '9', ['P1'])])).toMatchObject({ state: 'promised' })
  const change = (cause: string, short: string) =>
    until(`a change by ${cause}`, async () => {
      const { orderPromise } = await takt.api.ask<{
        orderPromise: { lines: { short: { amount: string }; change: { cause: string } | null }[] }
      }>(
        `{ orderPromise(order: "SO-4") { state changedAt lines { short { amount } from { promised { amount } }
          change { cause reason run before { plant item promised { amount } } } } } }`,
      )
      const [changed] = orderPromise.lines
      return changed?.change?.cause === cause && changed.short.amount === short && orderPromise
    })
  const redistribute = (run: string, as: string) =>
    takt.api.ask(
      `mutation ($input: RedistributePromisesInput!) {
        redistributePromises(plant: "P1", input: $input) { __typename } }`,
      {
        input: {
          ...{ item: 'BELT', run, reason: 'a belt tore' },
          selection: {
            segments: [{ class: as, where: { documents: [{ type: 'salesOrder', id: 'SO-4' }] } }],
          },
        },
      },
    )
  await redistribute('BOP-1', 'lose')
  expect(await change('run', '9')).toMatchObject({
    state: 'promised',
    lines: [
      {
        from: [{ promised: [] }],
        change: {
          ...{ run: 'BOP-1', reason: 'a belt tore' },
          before: { plant: 'P1', item: 'BELT', promised: [{ amount: '9' }] },
        },
      },
    ],
  })
  await redistribute('BOP-2', 'gain')
  await change('run', '0')
  await tell('P1', 'inventory', 'demand-cancellation-reported', {
    ...{ item: 'BELT', reason: 'the customer moved', document: { type: 'salesOrder', id: 'SO-4' } },
  })
  expect(await change('cancelled', '9')).toMatchObject({
    lines: [{ change: { reason: 'the customer moved', run: null } }],
  })
})

test('an order of a pool is promised what other plants and pools have for it, and no more', async () => {
  await item('HORN')
  for (const plant of ['P1', 'P2']) await receive(plant, 'HORN', '10')
  await tell('P1', 'inventory', 'allocation-reported', {
    ...{ item: 'HORN', pool: ['web'], guaranteed: ea('8') },
  })
  await tell('P2', 'inventory', 'allocation-reported', {
    ...{ item: 'HORN', pool: ['retail'], guaranteed: ea('4') },
  })
  await shows('P1', 'HORN', '2')
  await shows('P2', 'HORN', '6')
  const wanted = [line('10', 'HORN', '5', ['P1', 'P2'])]
  const pool = (name: string) => ({ pool: [name] })
  expect(await promise('SO-H1', wanted, 'SO-H1', pool('retail'))).toMatchObject({
    state: 'promised',
    lines: [{ from: [{ plant: 'P2' }] }],
  })
  expect(await promise('SO-H2', wanted, 'SO-H2', pool('web'))).toMatchObject({
    state: 'promised',
    lines: [{ from: [{ plant: 'P1' }] }],
  })
  expect(await promise('SO-H3', [line('10', 'HORN', '6', ['P1', 'P2'])], 'SO-H3')).toMatchObject({
    state: 'refused',
  })
  const rows = await takt.sql`select plant, pool, consumed::text from analytics.allocations
    where item = 'HORN' order by plant`
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { plant: 'P1', pool: 'web', consumed: '5' },
    { plant: 'P2', pool: 'retail', consumed: '5' },
  ])
})

test('what is made from components can be had when the last of them is there, and that one is named', async () => {
  await item('FRAME')
  await item('TYRE')
  await item('CART', { leadTimeDays: 2 })
  await tell('all', 'masterdata', 'bill-of-material-published', {
    ...{ item: 'CART', baseQuantity: ea('1') },
    components: [
      { item: 'FRAME', quantity: ea('1') },
      { item: 'TYRE', quantity: ea('4') },
    ],
  })
  await receive('P1', 'CART', '1')
  await receive('P1', 'FRAME', '10')
  await receive('P1', 'TYRE', '7')
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
  const ask = async (amount: string) =>
    (
      await takt.api.ask<{ capableToPromise: { capable: boolean; limiting: object | null } }>(
        `query ($quantity: CapableQuantity!, $date: Date!) {
          capableToPromise(plant: "P1", item: "CART", quantity: $quantity, date: $date) {
            capable limiting { reason check { item needed available short } } } }`,
        { quantity: ea(amount), date: day(4) },
      )
    ).capableToPromise
  await until('the components are here', async () => (await ask('2')).capable)
  expect(await ask('3')).toEqual({
    capable: false,
    limiting: { reason: 'component', check: { item: 'TYRE', needed: '8', available: '7', short: '1' } },
  })
  // Known to be bought within a day, the tyres are here when work on the cart must start.
  await item('TYRE', { leadTimeDays: 1 })
  await until('the tyres can be bought', async () => (await ask('3')).capable)
  const { capableToPromise } = await takt.api.ask<{ capableToPromise: object }>(
    `query ($quantity: CapableQuantity!, $date: Date!) {
      capableToPromise(plant: "P1", item: "CART", quantity: $quantity, date: $date) {
        most limiting { reason } checks { item available made bought } } }`,
    { quantity: ea('3'), date: day(4) },
  )
  expect(capableToPromise).toEqual({
    most: '3',
    limiting: null,
    checks: [
      { item: 'CART', available: '1', made: '2', bought: '0' },
      { item: 'FRAME', available: '2', made: '0', bought: '0' },
      { item: 'TYRE', available: '7', made: '0', bought: '1' },
    ],
  })
})
