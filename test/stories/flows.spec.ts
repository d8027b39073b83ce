import { afterAll, beforeAll, expect, test } from 'vitest'
import { plain } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

let takt: Takt
let sent = 0

/** Tells Takt that something happened, as an outside system does. */
const tell = (plant: string, context: string, name: string, data: object) =>
  publishAll(takt.nats, [plain(`in.${plant}.${context}.${name}.v1`, `flow-${++sent}`, data)])
const floor = (name: string, data: object) => tell('P1', 'production', name, data)
const quality = (name: string, data: object) => tell('P1', 'quality', name, data)

const ea = (amount: string) => ({ amount, unit: 'EA' })
const kg = (amount: string) => ({ amount, unit: 'KGM' })

/** Waits until a query shows exactly these rows. */
async function shows(what: string, query: () => Promise<readonly object[]>, rows: readonly object[]) {
  let last: unknown
  await until(what, async () => {
    last = JSON.parse(JSON.stringify(await query()))
    return JSON.stringify(last) === JSON.stringify(rows)
  }).catch(() => expect(last, what).toEqual(rows))
}

const stock = (item: string) => () =>
  takt.sql`
  select status, lot, quantity from inventory.stock_on_hand
  where plant = 'P1' and item = ${item} and quantity <> 0 order by status, lot`
const lines = (order: string) => () =>
  takt.sql`
  select item, kind, quantity from inventory.atp_line
  where plant = 'P1' and document_id = ${order} and quantity <> 0 order by item, kind`
const order = (id: string) => () =>
  takt.sql`
  select status, yield, scrap, remaining, progress from production.work_order
  where plant = 'P1' and order_id = ${id}`
const alerts = (kind: string, about: string) => () =>
  takt.sql`
  select alert, state from orchestration.alert
  where plant = 'P1' and kind = ${kind} and (item = ${about} or order_id = ${about}) order by alert`

/** An item for one test, so that tests do not meet in stock. */
async function item(id: string, more: object = {}) {
  await tell('all', 'masterdata', 'item-published', {
    item: id,
    description: id,
    unit: 'EA',
    conversions: [{ unit: 'BX', numerator: 50, denominator: 1 }],
    ...more,
  })
}
const released = (id: string, of: string, more: object = {}) =>
  floor('work-order-release-reported', {
    order: id,
    item: of,
    quantity: ea('100'),
    dueDate: '2099-03-06',
    components: [],
    ...more,
  })

beforeAll(async () => {
  takt = await startTakt()
  await tell('all', 'masterdata', 'plant-published', {
    plant: 'P1',
    name: 'Berlin',
    timeZone: 'Europe/Berlin',
    defaultLocation: 'MAIN',
    latePolicy: { kind: 'assume', days: 0 },
    inspectionStockInAtp: false,
  })
})
afterAll(() => takt?.stop())

test('a released order becomes supply and demand; consumption, output and its end move both with the stock', async () => {
  await item('BRACKET')
  await item('BOLT')
  await item('STEEL', {
    unit: 'KGM',
    decimals: 3,
    conversions: [{ unit: 'TNE', numerator: 1000, denominator: 1 }],
    lotControlled: true,
    reorderPoint: '100',
    supplier: 'ACME-STEEL',
  })
  await tell('all', 'masterdata', 'bill-of-material-published', {
    item: 'BRACKET',
    baseQuantity: ea('100'),
    components: [
      { item: 'STEEL', quantity: kg('25') },
      { item: 'BOLT', quantity: ea('400') },
    ],
  })
  const asked = takt.nats.subscribe('out.ACME-STEEL.replenishment-requested.v1', { max: 1 })
  await tell('P1', 'inventory', 'goods-receipt-reported', { item: 'STEEL', lot: 'S-77', quantity: kg('120') })
  await shows('the receipt', stock('STEEL'), [{ status: 'unrestricted', lot: 'S-77', quantity: '120' }])

  await released('WO-1', 'BRACKET', { quantity: { amount: '2', unit: 'BX' }, components: undefined })
  await shows('supply and demand of the order', lines('WO-1'), [
    { item: 'BOLT', kind: 'demand', quantity: '400' },
    { item: 'BRACKET', kind: 'supply', quantity: '100' },
    { item: 'STEEL', kind: 'demand', quantity: '25' },
  ])
  await shows('the alert of too little steel', alerts('reorder-point', 'STEEL'), [
    { alert: 'reorder-point:STEEL', state: 'raised' },
  ])
  for await (const message of asked)
    expect(message.json()).toEqual({ plant: 'P1', item: 'STEEL', quantity: kg('5'), supplier: 'ACME-STEEL' })

  await floor('material-consumption-reported', {
    order: 'WO-1',
    item: 'STEEL',
    location: 'MAIN',
    lot: 'S-77',
    quantity: { amount: '0.0125', unit: 'TNE' },
  })
  await shows('the steel that is left', stock('STEEL'), [
    { status: 'unrestricted', lot: 'S-77', quantity: '107.5' },
  ])
  await floor('output-reported', { order: 'WO-1', yield: ea('40'), scrap: ea('2'), scrapReason: 'burr' })
  await shows('the good pieces, without the scrap', stock('BRACKET'), [
    { status: 'unrestricted', lot: '', quantity: '40' },
  ])
  await shows('what is open', lines('WO-1'), [
    { item: 'BOLT', kind: 'demand', quantity: '400' },
    { item: 'BRACKET', kind: 'supply', quantity: '60' },
    { item: 'STEEL', kind: 'demand', quantity: '12.5' },
  ])
  await shows('the order', order('WO-1'), [
    { status: 'inProgress', yield: '40', scrap: '2', remaining: '60', progress: '0.4' },
  ])

  await floor('work-order-completion-reported', { order: 'WO-1' })
  await shows('nothing more is expected of the order', lines('WO-1'), [])
  await tell('P1', 'inventory', 'goods-receipt-reported', { item: 'STEEL', lot: 'S-78', quantity: kg('500') })
  await shows('the alert is over', alerts('reorder-point', 'STEEL'), [
    { alert: 'reorder-point:STEEL', state: 'cleared' },
  ])
})

test('output of an order that is inspected waits for the usage decision, whole or in part', async () => {
  await item('GEAR')
  await released('WO-2', 'GEAR', { inspectOutput: true })
  await floor('output-reported', { order: 'WO-2', yield: ea('40'), lot: 'G-1' })
  await shows('output in inspection', stock('GEAR'), [{ status: 'inInspection', lot: 'G-1', quantity: '40' }])
  const decision = { inspection: 'I-1', item: 'GEAR', lot: 'G-1' }
  await quality('usage-decision-reported', { ...decision, accepted: ea('30') })
  await quality('usage-decision-reported', { ...decision, accepted: ea('8'), rejected: ea('2') })
  await shows('what may be used and what not', stock('GEAR'), [
    { status: 'blocked', lot: 'G-1', quantity: '2' },
    { status: 'unrestricted', lot: 'G-1', quantity: '38' },
  ])
  await shows(
    'the inspection',
    () => takt.sql`select accepted, rejected, unit from quality.inspection where inspection = 'I-1'`,
    [{ accepted: '38', rejected: '2', unit: 'EA' }],
  )
})

test('a hold on a lot blocks it and no other, moves with its report, and lets go', async () => {
  await item('PUMP')
  for (const lot of ['P-1', 'P-2'])
    await tell('P1', 'inventory', 'goods-receipt-reported', { item: 'PUMP', lot, quantity: ea('10') })
  await quality('hold-reported', { hold: 'H-1', item: 'PUMP', lot: 'P-1', reason: 'leaks' })
  await shows('the held lot', stock('PUMP'), [
    { status: 'blocked', lot: 'P-1', quantity: '10' },
    { status: 'unrestricted', lot: 'P-2', quantity: '10' },
  ])
  await quality('hold-reported', { hold: 'H-1', item: 'PUMP', lot: 'P-2', reason: 'the other one leaks' })
  await shows('the other lot', stock('PUMP'), [
    { status: 'blocked', lot: 'P-2', quantity: '10' },
    { status: 'unrestricted', lot: 'P-1', quantity: '10' },
  ])
  await quality('hold-release-reported', { hold: 'H-1', reason: 'tight' })
  await shows('both lots', stock('PUMP'), [
    { status: 'unrestricted', lot: 'P-1', quantity: '10' },
    { status: 'unrestricted', lot: 'P-2', quantity: '10' },
  ])
  await shows(
    'the hold is over',
    () => takt.sql`select state, lot, release_reason from quality.hold where hold = 'H-1'`,
    [{ state: 'released', lot: 'P-2', release_reason: 'tight' }],
  )
})

test('a hold on an item blocks every lot of it, and a release that overtakes its hold leaves nothing blocked', async () => {
  await item('VALVE')
  for (const lot of ['V-1', 'V-2'])
    await tell('P1', 'inventory', 'goods-receipt-reported', { item: 'VALVE', lot, quantity: ea('10') })
  await quality('hold-reported', { hold: 'H-2', item: 'VALVE', reason: 'recall' })
  await shows('every lot', stock('VALVE'), [
    { status: 'blocked', lot: 'V-1', quantity: '10' },
    { status: 'blocked', lot: 'V-2', quantity: '10' },
  ])
  await quality('hold-release-reported', { hold: 'H-2' })
  const at = (time: string, name: string, data: object) =>
    publishAll(takt.nats, [
      {
        id: `flow-${++sent}`,
        subject: `in.P1.quality.${name}.v1`,
        headers: {
          'content-type': 'application/json',
          'ce-specversion': '1.0',
          'ce-id': `flow-${sent}`,
          'ce-source': 'qms',
          'ce-type': name,
          'ce-time': time,
        },
        body: JSON.stringify(data),
      },
    ])
  await at('2026-03-02T10:00:00Z', 'hold-release-reported', { hold: 'H-3' })
  await at('2026-03-02T09:00:00Z', 'hold-reported', { hold: 'H-3', item: 'VALVE', reason: 'recall' })
  await shows(
    'the late hold is over',
    () => takt.sql`select state, item from quality.hold where hold = 'H-3'`,
    [{ state: 'released', item: 'VALVE' }],
  )
  await shows('nothing is blocked', stock('VALVE'), [
    { status: 'unrestricted', lot: 'V-1', quantity: '10' },
    { status: 'unrestricted', lot: 'V-2', quantity: '10' },
  ])
})

test('reports that overtake the release alert people, count once it arrives, and the alert goes', async () => {
  await item('SHAFT')
  await floor('work-order-start-reported', { order: 'WO-3' })
  await floor('output-reported', { order: 'WO-3', yield: { amount: '1', unit: 'BX' }, location: 'LINE' })
  const alert = 'work-order-exception:WO-3:not-released'
  await shows('the alert', alerts('work-order-exception', 'WO-3'), [{ alert, state: 'raised' }])
  await shows('nothing is received of what is not known', stock('SHAFT'), [])
  await released('WO-3', 'SHAFT')
  await shows('the output', stock('SHAFT'), [{ status: 'unrestricted', lot: '', quantity: '50' }])
  await shows('the rest is expected', lines('WO-3'), [{ item: 'SHAFT', kind: 'supply', quantity: '50' }])
  await shows('the alert is over', alerts('work-order-exception', 'WO-3'), [{ alert, state: 'cleared' }])
  await shows('the order', order('WO-3'), [
    { status: 'inProgress', yield: '50', scrap: '0', remaining: '50', progress: '0.5' },
  ])
})

test('output after the end is received all the same, with an alert', async () => {
  await item('COVER')
  await released('WO-4', 'COVER')
  await floor('output-reported', { order: 'WO-4', yield: ea('90'), final: true })
  await floor('work-order-close-reported', { order: 'WO-4' })
  await floor('output-reported', { order: 'WO-4', yield: ea('5') })
  await shows('the late output', stock('COVER'), [{ status: 'unrestricted', lot: '', quantity: '95' }])
  await shows('the order stays closed', order('WO-4'), [
    { status: 'closed', yield: '95', scrap: '0', remaining: '5', progress: '0.95' },
  ])
  await shows('nothing is expected', lines('WO-4'), [])
  await shows('the alert', alerts('work-order-exception', 'WO-4'), [
    { alert: 'work-order-exception:WO-4:after-end', state: 'raised' },
  ])
})

test('a report in a unit nobody knows is parked with what to publish, and counts once it is replayed', async () => {
  await item('PLATE')
  await released('WO-5', 'PLATE')
  await shows('the order', order('WO-5'), [
    { status: 'released', yield: '0', scrap: '0', remaining: '100', progress: '0' },
  ])
  await floor('output-reported', { order: 'WO-5', yield: { amount: '1', unit: 'PF' } })
  const parked = () => takt.sql`
    select parked, code, sentence from production.parked_message
    where state = 'parked' and concerns ->> 'order' = 'WO-5'`
  const [message] = await until('the parked report', async () => {
    const rows = await parked()
    return rows.length > 0 && rows
  })
  expect(message).toMatchObject({ code: 'unknown-unit' })
  expect(message?.['sentence']).toContain('PLATE has no conversion from PF to EA')
  await item('PLATE', { conversions: [{ unit: 'PF', numerator: 20, denominator: 1 }] })
  await shows(
    'production knows the unit',
    () => takt.sql`select data -> 'data' -> 'conversions' -> 0 ->> 'unit' as unit from production.reference
      where kind = 'items' and key = 'PLATE'`,
    [{ unit: 'PF' }],
  )
  await takt.api.ask(
    `mutation ($parked: ID!) { replayParkedMessage(context: production, plant: "P1", parked: $parked) { __typename } }`,
    { parked: message?.['parked'] },
  )
  await shows('the output', stock('PLATE'), [{ status: 'unrestricted', lot: '', quantity: '20' }])
})
