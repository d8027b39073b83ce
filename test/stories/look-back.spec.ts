import { afterAll, beforeAll, expect, test } from 'vitest'
import { binary, plain } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { noonZone } from '../support/noon-zone.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

const PLANT = 'LB'
const ITEM = 'GEAR'
const HORIZON = 30

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const ea = (amount: string) => ({ amount, unit: 'EA' })
const order = (id: string) => ({ type: 'salesOrder', id, line: '10' })
const purchase = (id: string) => ({ type: 'purchaseOrder', id, line: '10' })
const soon = '2099-01-01T00:00:00Z'

/** A day's work on one item: what came in, was promised, held back and went out. */
const work: [mutation: string, input: Record<string, unknown>][] = [
  ['receiveGoods', { location: 'A', lot: 'L1', quantity: ea('100'), expiresOn: day(3) }],
  ['receiveGoods', { location: 'A', lot: 'L2', quantity: ea('40') }],
  ['receiveGoods', { location: 'B', lot: 'L3', quantity: ea('30'), status: 'inInspection' }],
  ['scheduleSupply', { document: purchase('PO-1'), quantity: ea('60'), date: day(5) }],
  ['scheduleDemand', { document: order('SO-1'), quantity: ea('70'), date: day(2) }],
  ['reserveStock', { reservation: 'R-1', quantity: ea('20'), document: order('SO-1'), expiresAt: soon }],
  ['reserveStock', { reservation: 'R-2', quantity: ea('5'), expiresAt: soon }],
  [
    'promiseStock',
    { promise: 'SO-2', policy: 'all', lines: [{ line: '10', quantity: ea('50'), date: day(6) }] },
  ],
  ['issueGoods', { location: 'A', lot: 'L1', quantity: ea('25'), document: order('SO-1') }],
  ['transferStock', { fromLocation: 'A', toLocation: 'B', lot: 'L2', quantity: ea('10') }],
  [
    'changeStockStatus',
    { location: 'B', lot: 'L3', from: 'inInspection', to: 'unrestricted', quantity: ea('12') },
  ],
  ['receiveGoods', { location: 'A', lot: 'L4', quantity: ea('15'), document: purchase('PO-1') }],
  ['adjustStock', { location: 'B', lot: 'L3', quantity: ea('-2'), reason: 'damaged' }],
  ['cancelDemand', { document: order('SO-1') }],
  ['releaseReservation', { reservation: 'R-2' }],
]

let takt: Takt
beforeAll(async () => {
  takt = await startTakt()
  const plant = {
    plant: PLANT,
    name: 'Look-back works',
    timeZone: noonZone(new Date()),
    defaultLocation: 'A',
    latePolicy: { kind: 'assume', days: 0 },
    inspectionStockInAtp: true,
  }
  const item = { item: ITEM, description: 'Gear', unit: 'EA', inspectionDays: 2 }
  await publishAll(takt.nats, [
    plain('in.all.masterdata.plant-published.v1', 'lb-plant', plant),
    plain('in.all.masterdata.item-published.v1', 'lb-item', item),
  ])
  await until('the master data are known', async () => {
    const rows = await takt.sql`select from masterdata.item`
    const plants = await takt.sql`select from masterdata.plant`
    return rows.length === 1 && plants.length === 1
  })
})
afterAll(() => takt?.stop())

const upper = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
async function command(mutation: string, input: object): Promise<string> {
  const { result } = await takt.api.ask<{ result: { position?: string } }>(
    `mutation ($input: ${upper(mutation)}Input!) { result: ${mutation}(plant: "${PLANT}", input: $input)
      { __typename ... on CommandAccepted { position } ... on CommandRejected { code message }
        ... on CommandInvalid { problems { path message } } } }`,
    { input: { item: ITEM, ...input } },
  )
  expect(result, mutation).toMatchObject({ __typename: 'CommandAccepted' })
  return result.position as string
}

const STOCK = '{ location lot status quantity { amount unit } position }'
const RESERVATION = '{ reservation open { amount } date document { id } position }'
const ATP =
  'onHand { amount } available atp earliest(amount: "90") buckets { date supply demand reserved projected atp }'

interface Picture {
  readonly stock: unknown[]
  readonly reservations: unknown[]
  readonly lines: unknown[]
  readonly atp: unknown
}

interface Nodes {
  readonly edges: { readonly node: { readonly quantity?: { readonly amount: string } } }[]
}

/** What the read models show once they hold a position. */
async function seen(position: string): Promise<Picture> {
  const { stock, reservations, atp } = await takt.api.ask<{
    stock: Nodes
    reservations: Nodes
    atp: unknown
  }>(
    `query ($at: Position) {
      stock(plant: "${PLANT}", item: "${ITEM}", first: 100, readAfter: $at) { edges { node ${STOCK} } }
      reservations(plant: "${PLANT}", item: "${ITEM}", state: open, first: 100, readAfter: $at) { edges { node ${RESERVATION} } }
      atp(plant: "${PLANT}", item: "${ITEM}", horizonDays: ${HORIZON}, readAfter: $at) { ${ATP} } }`,
    { at: position },
  )
  const lines = await takt.sql`
    select kind, document_id as id, date::text, trim_scale(quantity)::text as amount, position::text
    from inventory.atp_line where plant = ${PLANT} and item = ${ITEM} order by date, kind, document_id`
  return {
    stock: stock.edges.map((e) => e.node).filter((row) => row.quantity?.amount !== '0'),
    reservations: reservations.edges.map((e) => e.node),
    lines: lines.map((row) => ({ ...row })),
    atp,
  }
}

interface AsOf {
  readonly position: string | null
  readonly recordedAt: string | null
  readonly complete: boolean
  readonly stock: unknown[]
  readonly reservations: unknown[]
  readonly lines: {
    kind: string
    document: { id: string }
    date: string
    quantity: { amount: string }
    position: string
  }[]
  readonly atp: unknown
}

async function asOf(moment: { position?: string | null; time?: string | null }, item = ITEM): Promise<AsOf> {
  const { inventoryAsOf } = await takt.api.ask<{ inventoryAsOf: AsOf }>(
    `query ($item: ID!, $position: Position, $time: DateTime) {
      inventoryAsOf(plant: "${PLANT}", item: $item, position: $position, time: $time) {
        position recordedAt complete stock ${STOCK} reservations ${RESERVATION}
        lines { kind document { id } date quantity { amount } position } atp(horizonDays: ${HORIZON}) { ${ATP} } } }`,
    { item, ...moment },
  )
  return inventoryAsOf
}

const picture = ({ stock, reservations, lines, atp }: AsOf): Picture => ({
  stock,
  reservations,
  lines: lines.map(({ kind, document, date, quantity, position }) => ({
    ...{ kind, id: document.id, date, amount: quantity.amount, position },
  })),
  atp,
})

test('what was answered at each step is answered again later, as of its position and as of its time', async () => {
  const before = new Date().toISOString()
  const remembered: [string, Picture][] = []
  for (const [mutation, input] of work) {
    const position = await command(mutation, input)
    remembered.push([position, await seen(position)])
  }
  expect(new Set(remembered.map(([, answer]) => JSON.stringify(answer))).size).toBe(work.length)
  for (const [position, answer] of remembered) {
    const then = await asOf({ position })
    expect(picture(then), `as of position ${position}`).toEqual(answer)
    expect(then).toMatchObject({ position, complete: true })
  }
  const [newest] = remembered.slice(-1)
  expect(picture(await asOf({}))).toEqual(newest?.[1])

  const times = new Map<string, Picture>()
  for (const [position, answer] of remembered) {
    const { recordedAt } = await asOf({ position })
    // Two steps within a millisecond have one time: the later is what was known by then.
    times.set(recordedAt as string, answer)
  }
  for (const [time, answer] of times) expect(picture(await asOf({ time })), `as of ${time}`).toEqual(answer)

  const empty = { position: null, stock: [], lines: [], reservations: [] }
  expect(await asOf({ time: before })).toMatchObject({ ...empty, atp: { available: '0' } })
})

test('page by page of any moment the lists are what they are at once', async () => {
  interface Page {
    readonly stock: { readonly location: string; readonly lot: string }[]
    readonly lines: object[]
    readonly time: string
    readonly atp: { readonly available: string }
    readonly next: Readonly<Record<string, string | null>> | null
  }
  const ask = async (more: Record<string, unknown>) => {
    const { inventoryAsOf } = await takt.api.ask<{ inventoryAsOf: Page }>(
      `query ($time: DateTime, $first: Int, $after: InventoryAsOfAfter) {
        inventoryAsOf(plant: "${PLANT}", item: "${ITEM}", time: $time, first: $first, after: $after) {
          time stock { location lot status } lines { date document { id } } atp { available }
          next { stock lines reservations } } }`,
      more,
    )
    return inventoryAsOf
  }
  const whole = await ask({})
  expect(whole.next).toBeNull()
  expect(whole.stock.length).toBeGreaterThan(2)
  const paged: { stock: unknown[]; lines: unknown[] } = { stock: [], lines: [] }
  let after: Page['next'] | undefined
  do {
    const page = await ask({ time: whole.time, first: 1, after })
    paged.stock.push(...page.stock)
    paged.lines.push(...page.lines)
    expect(page.atp).toEqual(whole.atp)
    after = page.next
  } while (after)
  expect(paged).toEqual({ stock: whole.stock, lines: whole.lines })
  await expect(ask({ first: 501 })).rejects.toThrow(/at most 500 rows/)
})

test('what was reported late is in what had happened, and not in what was known', async () => {
  const item = 'LATE'
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  const between = new Date(Date.now() - 3_600_000).toISOString()
  await publishAll(takt.nats, [
    plain('in.all.masterdata.item-published.v1', 'lb-late', { item, description: 'Late', unit: 'EA' }),
    binary(`in.${PLANT}.inventory.goods-receipt-reported.v1`, 'lb-late-receipt', 'wms', yesterday, {
      ...{ item, location: 'A', quantity: ea('9') },
    }),
    binary(`in.${PLANT}.inventory.goods-issue-reported.v1`, 'lb-issue', 'wms', new Date().toISOString(), {
      ...{ item, location: 'A', quantity: ea('4') },
    }),
  ])
  await until('both are read', async () => {
    const rows = await takt.sql`select from inventory.stock_movement where item = ${item}`
    return rows.length === 2
  })
  const happenedBy = async (time: string) => {
    const { stockAsHappened } = await takt.api.ask<{ stockAsHappened: Nodes }>(
      `query ($time: DateTime!) { stockAsHappened(plant: "${PLANT}", item: "${item}", time: $time) {
        edges { node { location quantity { amount unit } knownThen { amount } lateMovements } } } }`,
      { time },
    )
    return stockAsHappened.edges.map(({ node }) => node)
  }
  expect(await happenedBy(between)).toEqual([
    { location: 'A', quantity: ea('9'), knownThen: { amount: '0' }, lateMovements: 1 },
  ])
  expect(await asOf({ time: between }, item)).toMatchObject({ stock: [] })
  expect(await happenedBy(new Date().toISOString())).toEqual([
    { location: 'A', quantity: ea('5'), knownThen: { amount: '5' }, lateMovements: 0 },
  ])
  expect(await happenedBy(new Date(Date.now() - 2 * 86_400_000).toISOString())).toEqual([])
})

test('a moment that is yet to come is refused, and an item that is not known is named', async () => {
  await expect(asOf({ time: '2099-01-01T00:00:00Z' })).rejects.toThrow(/is ahead of Takt's clock/)
  await expect(asOf({ position: '99999999999999' })).rejects.toThrow(/the log ends at position \d+/)
  await expect(asOf({ position: '1', time: '2026-01-01T00:00:00Z' })).rejects.toThrow(/not both/)
  await expect(asOf({}, 'NOPE')).rejects.toThrow(
    /the item NOPE is not known here: publish it on in.all.masterdata.item-published.v1/,
  )
})
