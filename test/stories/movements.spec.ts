import { afterAll, beforeAll, expect, test } from 'vitest'
import { plain } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

let takt: Takt
const ea = (amount: string) => ({ amount, unit: 'EA' })
const tell = (id: string, plant: string, context: string, name: string, data: object) =>
  publishAll(takt.nats, [plain(`in.${plant}.${context}.${name}.v1`, id, data)])

/** Waits until a query shows exactly these rows. */
async function shows(what: string, query: () => Promise<readonly object[]>, rows: readonly object[]) {
  let last: unknown
  await until(what, async () => {
    last = JSON.parse(JSON.stringify(await query()))
    return JSON.stringify(last) === JSON.stringify(rows)
  }).catch(() => expect(last, what).toEqual(rows))
}

const stock = (plant: string, item: string) => () =>
  takt.sql`select status, lot, quantity from analytics.stock_on_hand
  where plant = ${plant} and item = ${item} and quantity <> 0 order by status, lot`
const transit = (item: string) => () =>
  takt.sql`select plant, from_plant, shipped, in_transit, received, lost from analytics.goods_in_transit
  where item = ${item}`

beforeAll(async () => {
  takt = await startTakt()
  for (const plant of ['P1', 'P2'])
    await tell(`plant-${plant}`, 'all', 'masterdata', 'plant-published', {
      plant,
      name: plant,
      timeZone: 'Europe/Berlin',
      defaultLocation: 'MAIN',
      latePolicy: { kind: 'assume', days: 0 },
      inspectionStockInAtp: false,
      countTolerancePercent: '1',
    })
  for (const item of ['GEAR', 'SHIM', 'WHEEL'])
    await tell(`item-${item}`, 'all', 'masterdata', 'item-published', { item, description: item, unit: 'EA' })
})
afterAll(() => takt?.stop())

test('goods shipped to another plant are in transit, then received, and what never comes is lost', async () => {
  await tell('t-1', 'P1', 'inventory', 'goods-receipt-reported', {
    ...{ item: 'GEAR', lot: 'G-1', expiresOn: '2099-06-30', quantity: ea('100') },
  })
  await tell('t-2', 'P1', 'inventory', 'transfer-shipment-reported', {
    ...{ item: 'GEAR', transfer: 'TO-1', line: '10', toPlant: 'P2', lot: 'G-1' },
    ...{ quantity: ea('40'), expectedOn: '2099-03-05' },
  })
  const row = { plant: 'P2', from_plant: 'P1', shipped: '40' }
  await shows('what is in transit', transit('GEAR'), [{ ...row, in_transit: '40', received: '0', lost: '0' }])
  await shows('what is left', stock('P1', 'GEAR'), [{ status: 'unrestricted', lot: 'G-1', quantity: '60' }])
  await shows(
    'the supply of the other plant',
    () =>
      takt.sql`select kind, quantity, date::text from analytics.atp_lines where plant = 'P2' and item = 'GEAR'`,
    [{ kind: 'supply', quantity: '40', date: '2099-03-05' }],
  )
  await tell('t-3', 'P2', 'inventory', 'goods-receipt-reported', {
    ...{ item: 'GEAR', lot: 'G-1', quantity: ea('37') },
    document: { type: 'transferOrder', id: 'TO-1', line: '10' },
  })
  await shows('the short receipt', transit('GEAR'), [{ ...row, in_transit: '3', received: '37', lost: '0' }])
  await takt.api.ask(
    `mutation ($input: CloseTransferInput!) { closeTransfer(plant: "P2", input: $input) { __typename } }`,
    { input: { item: 'GEAR', transfer: 'TO-1', line: '10', reason: 'fell off the lorry' } },
  )
  await shows('what is lost', transit('GEAR'), [{ ...row, in_transit: '0', received: '37', lost: '3' }])
  await shows('the other plant', stock('P2', 'GEAR'), [
    { status: 'unrestricted', lot: 'G-1', quantity: '37' },
  ])
  const answer = await takt.api.ask(
    `{ goodsInTransit(first: 5, item: "GEAR") { edges { node { fromPlant received { amount } lost { amount } } } } }`,
  )
  expect(JSON.stringify(answer)).toContain(
    '"fromPlant":"P1","received":{"amount":"37"},"lost":{"amount":"3"}',
  )
})

test('a shipment is reversed while all of it is in transit, and a reversal that comes first waits for its movement', async () => {
  const tellWheel = (id: string, name: string, data: object) =>
    tell(id, 'P1', 'inventory', name, { item: 'WHEEL', ...data })
  await tellWheel('w-1', 'goods-receipt-reported', { quantity: ea('30') })
  const to = { toPlant: 'P2', quantity: ea('12'), expectedOn: '2099-03-05' }
  await tellWheel('w-2', 'transfer-shipment-reported', { transfer: 'TO-2', ...to })
  await shows('what is in transit', transit('WHEEL'), [
    { plant: 'P2', from_plant: 'P1', shipped: '12', in_transit: '12', received: '0', lost: '0' },
  ])
  await tellWheel('w-3', 'movement-reversal-reported', { movement: 'w-2', reason: 'wrong lorry' })
  await shows('what is back', stock('P1', 'WHEEL'), [{ status: 'unrestricted', lot: '', quantity: '30' }])
  await shows('what is in transit then', transit('WHEEL'), [
    { plant: 'P2', from_plant: 'P1', shipped: '0', in_transit: '0', received: '0', lost: '0' },
  ])
  await tellWheel('w-4', 'movement-reversal-reported', { movement: 'w-5', reason: 'scanned twice' })
  const alerts = () =>
    takt.sql`select state from analytics.alerts where item = 'WHEEL' and sentence like '%w-5%'`
  await shows('the alert of what has not come', alerts, [{ state: 'raised' }])
  await tellWheel('w-5', 'goods-receipt-reported', { quantity: ea('30') })
  await shows('the alert once it came', alerts, [{ state: 'cleared' }])
  await shows('the stock as before', stock('P1', 'WHEEL'), [
    { status: 'unrestricted', lot: '', quantity: '30' },
  ])
})

test('a movement is reversed, a count is approved, scrap and returns are told apart in the list of movements', async () => {
  const tellShim = (id: string, name: string, data: object) =>
    tell(id, 'P1', 'inventory', name, { item: 'SHIM', ...data })
  await tellShim('s-1', 'goods-receipt-reported', { quantity: ea('50') })
  await tellShim('s-2', 'goods-receipt-reported', { quantity: ea('50') })
  await tellShim('s-3', 'movement-reversal-reported', { movement: 's-2', reason: 'scanned twice' })
  await tellShim('s-4', 'stock-count-reported', { count: 'C-1', counted: ea('45') })
  await shows(
    'the open count',
    () =>
      takt.sql`select count, book, counted, difference, state from analytics.stock_counts where item = 'SHIM'`,
    [{ count: 'C-1', book: '50', counted: '45', difference: '-5', state: 'open' }],
  )
  await takt.api.ask(
    `mutation ($input: ApproveStockCountInput!) { approveStockCount(plant: "P1", input: $input) { __typename } }`,
    { input: { item: 'SHIM', count: 'C-1', approvedBy: 'ann' } },
  )
  await shows('the counted stock', stock('P1', 'SHIM'), [{ status: 'unrestricted', lot: '', quantity: '45' }])
  await tellShim('s-5', 'scrap-reported', { quantity: ea('2'), reasonCode: 'RUST' })
  await tellShim('s-6', 'goods-return-reported', {
    direction: 'fromCustomer',
    quantity: ea('4'),
    reason: 'bore',
  })
  await shows(
    'every movement',
    () => takt.sql`select kind, quantity, document_id, reason, reverses from analytics.stock_movements
      where item = 'SHIM' order by position, line`,
    [
      { kind: 'receipt', quantity: '50', document_id: null, reason: null, reverses: null },
      { kind: 'receipt', quantity: '50', document_id: null, reason: null, reverses: null },
      { kind: 'reversal', quantity: '-50', document_id: null, reason: 'scanned twice', reverses: 's-2' },
      { kind: 'count', quantity: '-5', document_id: 'C-1', reason: null, reverses: null },
      { kind: 'scrap', quantity: '-2', document_id: null, reason: 'RUST', reverses: null },
      { kind: 'return', quantity: '4', document_id: null, reason: 'bore', reverses: null },
    ],
  )
})
