import { PlantPublished } from '@takt/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plain } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

let takt: Takt
let sent = 0
const tell = (subject: string, data: object) =>
  publishAll(takt.nats, [plain(`in.${subject}.v1`, `dimension-${sent++}`, data)])

const plantWith = (flags: { atp: boolean }) =>
  tell('all.masterdata.plant-published', {
    ...PlantPublished.example.data,
    stockStatuses: [{ status: 'bGrade', name: 'B grade', picking: true, consumption: true, ...flags }],
  })

beforeAll(async () => {
  takt = await startTakt()
  await plantWith({ atp: false })
  const common = { unit: 'EA' }
  for (const [item, more] of Object.entries({
    CASTING: {},
    PAINT: { lotControlled: true },
    MOTOR: { serialControlled: true, gtins: ['04012345000061'] },
  }))
    await tell('all.masterdata.item-published', { item, description: item, ...common, ...more })
  await until('the master data are known', async () => {
    const { length } = await takt.sql`select from masterdata.item`
    return length === 3 && (await takt.sql`select from masterdata.plant`).length === 1
  })
})
afterAll(() => takt?.stop())

const RESULT = `{ __typename
  ... on CommandAccepted { position }
  ... on CommandRejected { code message details } }`

interface Answer {
  readonly __typename: string
  readonly position: string
  readonly code: string
  readonly details: object
}

async function command(name: string, input: object): Promise<Answer> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { result: ${name}(plant: "P1", input: $input) ${RESULT} }`
  return (await takt.api.ask<{ result: Answer }>(query, { input })).result
}

async function done(name: string, input: object): Promise<string> {
  const answer = await command(name, input)
  expect(answer).toMatchObject({ __typename: 'CommandAccepted' })
  return answer.position
}

async function nodes(query: string): Promise<unknown[]> {
  const answer = await takt.api.ask<Record<string, { edges: { node: unknown }[] }>>(`{ ${query} }`)
  return Object.values(answer).flatMap(({ edges }) => edges.map(({ node }) => node))
}

const ea = (amount: string) => ({ amount, unit: 'EA' })
const onHand = async (item: string) =>
  (await takt.api.ask<{ atp: { available: string } }>(`{ atp(plant: "P1", item: "${item}") { available } }`))
    .atp.available

test('a status of the plant counts in ATP as it is flagged now, to readers and to promises alike', async () => {
  const position = await done('receiveGoods', { item: 'CASTING', status: 'bGrade', quantity: ea('10') })
  const edges = 'edges { node { status quantity { amount } } }'
  // Without quotes, as every base status may be written, and with them.
  for (const status of ['bGrade', '"bGrade"'])
    expect(
      await nodes(
        `stock(plant: "P1", item: "CASTING", status: ${status}, readAfter: "${position}") { ${edges} }`,
      ),
    ).toEqual([{ status: 'bGrade', quantity: { amount: '10' } }])
  const promise = (id: string) =>
    command('promiseStock', {
      promise: id,
      item: 'CASTING',
      policy: 'all',
      lines: [{ line: '10', quantity: ea('4'), date: '2026-01-01' }],
    })
  expect(await onHand('CASTING')).toBe('0')
  expect(await promise('SO-D1')).toMatchObject({ code: 'not-available' })
  await plantWith({ atp: true })
  await until('the flag counts for readers', async () => (await onHand('CASTING')) === '10')
  await until('the flag counts for promises', async () => (await promise('SO-D1')).code === undefined)
})

test('a status that nobody configured is refused as a request, and parked as a fact until it is published', async () => {
  const data = { item: 'CASTING', location: 'NEW', status: 'cGrade', quantity: ea('1') }
  const refused = await command('receiveGoods', data)
  expect(refused).toMatchObject({ __typename: 'CommandRejected', code: 'unknown-status' })
  expect(JSON.stringify(refused.details)).toContain('bGrade')
  await tell('P1.inventory.goods-receipt-reported', data)
  await until('the fact is parked', async () => {
    const parked = await takt.sql`select from inventory.parked_message where code = 'unknown-status'`
    return parked.length === 1
  })
})

test('stock is shown by owner, promised where it is consignment, and taken over where it lies', async () => {
  const acme = { kind: 'consignment', party: 'ACME' }
  const before = Number(await onHand('CASTING'))
  const at = { item: 'CASTING', location: 'OWNED' }
  await done('receiveGoods', { ...at, owner: { kind: 'customer', party: 'C-17' }, quantity: ea('5') })
  await done('receiveGoods', { ...at, owner: acme, quantity: ea('8') })
  expect(await command('issueGoods', { ...at, quantity: ea('1') })).toMatchObject({
    code: 'insufficient-stock',
  })
  const position = await done('changeStockOwner', { ...at, fromOwner: acme, quantity: ea('3') })
  const edges = 'edges { node { owner { kind party } quantity { amount unit } } }'
  expect(
    await nodes(
      `stock(plant: "P1", item: "CASTING", location: "OWNED", readAfter: "${position}") { ${edges} }`,
    ),
  ).toEqual([
    { owner: null, quantity: ea('3') },
    { owner: acme, quantity: ea('5') },
    { owner: { kind: 'customer', party: 'C-17' }, quantity: ea('5') },
  ])
  expect(await nodes(`stock(plant: "P1", item: "CASTING", owner: "customer:C-17") { ${edges} }`)).toEqual([
    { owner: { kind: 'customer', party: 'C-17' }, quantity: ea('5') },
  ])
  expect(Number(await onHand('CASTING'))).toBe(before + 8)
})

test('a lot is described, shown, and leaves ATP when its last day is corrected to a past one', async () => {
  const about = { supplierLot: 'RAL-1', producedOn: '2026-01-05', attributes: { colour: 'red' } }
  const retest = { retestOn: '2026-02-01', expiresOn: '2099-01-01' }
  await done('receiveGoods', { item: 'PAINT', lot: 'L-1', quantity: ea('6'), ...about })
  const described = await done('describeLot', { item: 'PAINT', lot: 'L-1', ...retest })
  const fields = 'lot expired retestDue supplierLot producedOn expiresOn attributes unrestricted { amount }'
  const lots = (position: string) =>
    nodes(`lots(plant: "P1", item: "PAINT", readAfter: "${position}") { edges { node { ${fields} } } }`)
  const shown = { lot: 'L-1', ...about, retestDue: true, unrestricted: { amount: '6' } }
  expect(await lots(described)).toEqual([{ ...shown, expired: false, expiresOn: '2099-01-01' }])
  expect(await onHand('PAINT')).toBe('6')
  const corrected = await done('describeLot', { item: 'PAINT', lot: 'L-1', expiresOn: '2026-01-31' })
  expect(await lots(corrected)).toEqual([{ ...shown, expired: true, expiresOn: '2026-01-31' }])
  expect(await onHand('PAINT')).toBe('0')
  expect(await nodes('lots(supplierLot: "RAL-1") { edges { node { lot } } }')).toEqual([{ lot: 'L-1' }])
})

test('a serial number is where it was put; one that is scanned too early alerts until its receipt is here', async () => {
  const at = { item: 'MOTOR', location: 'STORE' }
  expect(await command('receiveGoods', { ...at, quantity: ea('2') })).toMatchObject({
    code: 'serial-required',
  })
  await done('receiveGoods', { ...at, quantity: ea('2'), serials: ['M-1', 'M-2'] })
  const moved = await done('transferStock', {
    item: 'MOTOR',
    fromLocation: 'STORE',
    toLocation: 'LINE',
    quantity: ea('1'),
    serials: ['M-2'],
  })
  const edges = 'edges { node { serial state location held } }'
  const serials = (position: string, more = '') =>
    nodes(`serials(plant: "P1", item: "MOTOR", readAfter: "${position}"${more}) { ${edges} }`)
  expect(await serials(moved)).toEqual([
    { serial: 'M-1', state: 'inStock', location: 'STORE', held: false },
    { serial: 'M-2', state: 'inStock', location: 'LINE', held: false },
  ])
  const issued = await done('issueGoods', {
    item: 'MOTOR',
    location: 'LINE',
    quantity: ea('1'),
    serials: ['M-2'],
  })
  expect(await serials(issued, ', state: inStock')).toHaveLength(1)
  expect(await serials(issued, ', first: 1')).toHaveLength(1)
  const alerts = () =>
    takt.sql`select exception from inventory.stock_exception
      where item = 'MOTOR' and state = 'raised' and code = 'serial-conflict'`
  const scan = { item: 'MOTOR', location: 'DOCK', quantity: ea('1'), serials: ['M-9'] }
  await tell('P1.inventory.goods-issue-reported', scan)
  await until('the alert is there', async () => (await alerts()).length === 1)
  expect(
    await nodes('serials(plant: "P1", item: "MOTOR", state: unsettled) { edges { node { serial } } }'),
  ).toEqual([{ serial: 'M-9' }])
  await tell('P1.inventory.goods-receipt-reported', scan)
  await until('the alert is gone', async () => (await alerts()).length === 0)
})

test('serial numbers are set aside for orders, by one request for several lines, and issued to nobody else', async () => {
  const at = { item: 'MOTOR', location: 'RESERVED' }
  const order = (id: string) => ({ type: 'salesOrder', id, line: '10' })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  await done('receiveGoods', { ...at, quantity: ea('3'), serials: ['N-1', 'N-2', 'N-3'] })
  const lines = [
    { reservation: 'RN-1', quantity: ea('1'), document: order('SO-N1') },
    { reservation: 'RN-2', quantity: ea('1'), document: order('SO-N2') },
  ]
  await done('reserveStock', { item: 'MOTOR', lines, expiresAt: tomorrow })
  const tooMany = [...lines, { reservation: 'RN-3', quantity: ea('999') }]
  expect(await command('reserveStock', { item: 'MOTOR', lines: tooMany, expiresAt: tomorrow })).toMatchObject(
    { code: 'insufficient-stock', details: { reservation: 'RN-3' } },
  )
  const allot = (reservation: string, serial: string) =>
    command('allotReservation', {
      item: 'MOTOR',
      reservation,
      hard: { strategy: 'given', serials: [serial] },
    })
  expect(await allot('RN-1', 'N-2')).toMatchObject({ __typename: 'CommandAccepted' })
  expect(await allot('RN-2', 'N-2')).toMatchObject({
    code: 'serial-not-free',
    details: { serials: [{ serial: 'N-2', reservation: 'RN-1' }] },
  })
  const kept = await done('extendReservation', { item: 'MOTOR', reservation: 'RN-1' })
  const held = 'reservation kind expiresAt allotments { lot quantity { amount } serials }'
  const reserved = (position: string) =>
    nodes(`reservations(serial: "N-2", readAfter: "${position}") { edges { node { ${held} } } }`)
  const allotments = [{ lot: null, quantity: { amount: '1' }, serials: ['N-2'] }]
  expect(await reserved(kept)).toEqual([{ reservation: 'RN-1', kind: 'hard', expiresAt: null, allotments }])
  const query = `serials(plant: "P1", item: "MOTOR", location: "RESERVED") { edges { node { serial reservation } } }`
  expect(await nodes(query)).toEqual([
    { serial: 'N-1', reservation: null },
    { serial: 'N-2', reservation: 'RN-1' },
    { serial: 'N-3', reservation: null },
  ])
  const issue = { ...at, quantity: ea('1'), serials: ['N-2'] }
  expect(await command('issueGoods', { ...issue, document: order('SO-N2') })).toMatchObject({
    code: 'serial-reserved',
  })
  const issued = await done('issueGoods', { ...issue, document: order('SO-N1') })
  expect(await reserved(issued)).toEqual([])
  expect(
    await nodes('reservations(plant: "P1", document: "SO-N1") { edges { node { reservation state } } }'),
  ).toEqual([{ reservation: 'RN-1', state: 'used' }])
})

test('pieces are followed by number from the work order over inspection and use to a count', async () => {
  const at = { item: 'MOTOR', location: 'LINE-2' }
  const state = async (query = '') =>
    (
      (await nodes(
        `serials(plant: "P1", item: "MOTOR", location: "LINE-2", state: inStock${query}) { edges { node { serial status } } }`,
      )) as { serial: string; status: string }[]
    ).map(({ serial, status }) => `${serial} ${status}`)
  const release = { quantity: ea('3'), dueDate: '2026-03-02', location: 'LINE-2' }
  await tell('P1.production.work-order-release-reported', {
    ...{ order: 'WO-M1', item: 'MOTOR', components: [], inspectOutput: true },
    ...release,
  })
  await tell('P1.production.work-order-release-reported', {
    ...{ order: 'WO-M2', item: 'CASTING', components: [{ item: 'MOTOR', quantity: ea('3') }] },
    ...release,
  })
  await tell('P1.production.output-reported', {
    ...{ order: 'WO-M1', yield: ea('3'), serials: ['Q-1', 'Q-2', 'Q-3'] },
  })
  await until('what was made waits for its inspection', async () => (await state()).length === 3)
  expect(await state()).toEqual(['Q-1 inInspection', 'Q-2 inInspection', 'Q-3 inInspection'])
  const decision = { inspection: 'I-M1', ...at, accepted: ea('2'), rejected: ea('1') }
  expect(await command('decideUsage', { ...decision, rejectedSerials: ['Q-1', 'Q-2'] })).toMatchObject({
    code: 'serial-count',
    details: { serials: 2, quantity: '1' },
  })
  await done('decideUsage', { ...decision, rejectedSerials: ['Q-2'] })
  await until('the inspection has told them apart', async () => {
    const all = (await state()).join()
    return all === 'Q-1 unrestricted,Q-2 blocked,Q-3 unrestricted'
  })
  await tell('P1.production.material-consumption-reported', {
    ...{ order: 'WO-M2', ...at, quantity: ea('1'), serials: ['Q-3'] },
  })
  await until('one was used', async () => (await state()).length === 2)
  expect(await state()).toEqual(['Q-1 unrestricted', 'Q-2 blocked'])

  const count = { count: 'C-M1', ...at, counted: ea('1'), serials: ['Q-7'] }
  expect(await command('reportStockCount', { ...count, serials: ['Q-7', 'Q-8'] })).toMatchObject({
    code: 'serial-count',
  })
  const counted = await done('reportStockCount', count)
  const fields = 'state serials missing found difference { amount } posted { amount }'
  const counts = (position: string) =>
    nodes(
      `stockCounts(plant: "P1", item: "MOTOR", readAfter: "${position}") { edges { node { ${fields} } } }`,
    )
  const told = { serials: ['Q-7'], missing: ['Q-1'], found: ['Q-7'], difference: { amount: '0' } }
  expect(await counts(counted)).toEqual([{ state: 'open', ...told, posted: null }])
  const approved = await done('approveStockCount', { item: 'MOTOR', count: 'C-M1' })
  expect(await counts(approved)).toEqual([{ state: 'approved', ...told, posted: { amount: '0' } }])
  expect(await state(`, readAfter: "${approved}"`)).toEqual(['Q-2 blocked', 'Q-7 unrestricted'])
  const [row] = await takt.sql`
    select missing, found from analytics.stock_counts where plant = 'P1' and count = 'C-M1'`
  expect(row).toEqual({ missing: ['Q-1'], found: ['Q-7'] })
})
