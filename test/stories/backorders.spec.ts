import { afterAll, beforeAll, expect, test } from 'vitest'
import { plain } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

const PLANT = 'BO'
const ITEM = 'VALVE'
const ea = (amount: string) => ({ amount, unit: 'EA' })
const order = (id: string) => ({ type: 'salesOrder', id, line: '10' })
const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

let takt: Takt
beforeAll(async () => {
  takt = await startTakt()
  const plant = {
    ...{ plant: PLANT, name: 'Valve works', timeZone: 'Europe/Berlin', defaultLocation: 'MAIN' },
    ...{ latePolicy: { kind: 'assume', days: 0 }, inspectionStockInAtp: false },
  }
  await publishAll(takt.nats, [
    plain('in.all.masterdata.plant-published.v1', 'bo-plant', plant),
    plain('in.all.masterdata.item-published.v1', 'bo-item', { item: ITEM, description: 'Valve', unit: 'EA' }),
  ])
  await until('the master data are known', async () => {
    const rows = await takt.sql`select from masterdata.item`
    const plants = await takt.sql`select from masterdata.plant`
    return rows.length === 1 && plants.length === 1
  })
})
afterAll(() => takt?.stop())

interface Result {
  readonly __typename: string
  readonly code?: string
}
async function tell(mutation: string, input: object): Promise<Result> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const { result } = await takt.api.ask<{ result: Result }>(
    `mutation ($input: ${type}!) { result: ${mutation}(plant: "${PLANT}", input: $input) {
      __typename ... on CommandRejected { code } } }`,
    { input: { item: ITEM, ...input } },
  )
  return result
}

const promise = (id: string, amount: string) =>
  tell('promiseStock', {
    ...{ promise: id, policy: 'part' },
    lines: [{ line: '10', quantity: ea(amount), date: day(1) }],
  })

interface Preview {
  readonly lines: object[]
}
const preview = async (lines: object[]) =>
  (
    await takt.api.ask<{ previewBackorders: Preview }>(
      `query ($input: PreviewBackordersInput!) { previewBackorders(plant: "${PLANT}", input: $input) {
        unit lines { document { id } class before { amount } after { amount } short } } }`,
      { input: { item: ITEM, lines } },
    )
  ).previewBackorders

const kept = () =>
  takt.sql<{ promise: string; short: string }[]>`
    select promise, short from inventory.promise_line where item = ${ITEM} order by promise`

test('who waits is promised what another gives up, as the preview said, and only once it is applied', async () => {
  const accepted = { __typename: 'CommandAccepted' }
  expect(await tell('receiveGoods', { quantity: ea('10') })).toEqual(accepted)
  expect(await promise('SO-1', '8')).toEqual(accepted)
  expect(await promise('SO-2', '6')).toEqual(accepted)
  const lines = [
    { document: order('SO-1'), class: 'redistribute' },
    { document: order('SO-2'), class: 'win' },
  ]
  expect(await preview(lines)).toEqual({
    unit: 'EA',
    lines: [
      {
        ...{ document: { id: 'SO-2' }, class: 'win', short: '0' },
        ...{ before: [{ amount: '2' }], after: [{ amount: '6' }] },
      },
      {
        ...{ document: { id: 'SO-1' }, class: 'redistribute', short: '4' },
        ...{ before: [{ amount: '8' }], after: [{ amount: '4' }] },
      },
    ],
  })
  await until('the promises are there', async () => (await kept()).length === 2)
  expect((await kept()).map(({ short }) => Number(short))).toEqual([0, 4])

  const run = { run: 'BOP-1', lines, reason: 'SO-2 stops a line' }
  expect(await tell('redistributePromises', run)).toEqual(accepted)
  await until('the promises are moved', async () => Number((await kept())[0]?.short) === 4)
  expect((await kept()).map(({ promise: id, short }) => [id, Number(short)])).toEqual([
    ['SO-1', 4],
    ['SO-2', 0],
  ])
  const both = { ...run, lines: lines.map((line) => ({ ...line, class: 'win' })) }
  expect(await tell('redistributePromises', both)).toEqual({
    ...{ __typename: 'CommandRejected', code: 'not-available' },
  })
  await expect(preview(both.lines)).rejects.toThrow(/cannot win/)
})

interface Run {
  readonly state: string
  readonly itemCount: number
  readonly items: { readonly item: string; readonly state: string; readonly changes: { short: string }[] }[]
}

/** Asks for a run, and waits for its end. */
async function runBackorders(input: { run: string } & object): Promise<Run> {
  const { result } = await takt.api.ask<{ result: Result }>(
    `mutation ($input: RunBackordersInput!) { result: runBackorders(plant: "${PLANT}", input: $input) {
      __typename ... on CommandRejected { code } } }`,
    { input },
  )
  expect(result).toEqual({ __typename: 'CommandAccepted' })
  return until(`the end of run ${input.run}`, async () => {
    const { backorderRun } = await takt.api.ask<{ backorderRun: Run | null }>(
      `query ($run: ID!) { backorderRun(plant: "${PLANT}", run: $run) { state itemCount
        items { item state code selected changed changes { document { id } class segment reason short } } } }`,
      { run: input.run },
    )
    if (!backorderRun || ['finding', 'running'].includes(backorderRun.state)) return false
    // The changes are in a read model of their own, which may be a moment behind.
    return backorderRun.items.every((i) => i.state !== 'changed' || i.changes.length > 0) && backorderRun
  })
}

test('a run over all items that have backorders promises each by the same rules, as its preview said, once', async () => {
  const items = ['SEAT', 'STEM', 'SPRING']
  await publishAll(
    takt.nats,
    items.map((item) =>
      plain('in.all.masterdata.item-published.v1', `bo-${item}`, { item, description: item, unit: 'EA' }),
    ),
  )
  await until('the items are known', async () => (await takt.sql`select from masterdata.item`).length === 4)
  const ask = (item: string, order: string, amount: string, customer: string) =>
    tell('promiseStock', {
      ...{ item, promise: order, policy: 'part', customer },
      lines: [{ line: '10', quantity: ea(amount), date: day(1) }],
    })
  for (const item of ['SEAT', 'STEM']) {
    await tell('receiveGoods', { item, quantity: ea('10') })
    await ask(item, `${item}-1`, '8', 'C-1')
    await ask(item, `${item}-2`, item === 'SEAT' ? '6' : '12', 'C-2')
  }
  const selection = {
    segments: [{ name: 'key accounts', class: 'win', where: { customers: ['C-2'] } }],
    rest: 'redistribute',
  }
  const { previewBackorderRun: previews } = await takt.api.ask<{ previewBackorderRun: object[] }>(
    `query ($selection: BackorderSelectionInput!) {
      previewBackorderRun(plant: "${PLANT}", items: ["SEAT", "STEM"], selection: $selection) {
        item code preview { lines { document { id } short } } } }`,
    { selection },
  )
  const seats = [
    { document: { id: 'SEAT-2' }, short: '0' },
    { document: { id: 'SEAT-1' }, short: '4' },
  ]
  expect(previews).toEqual([
    { item: 'SEAT', code: null, preview: { lines: seats } },
    { item: 'STEM', code: 'not-available', preview: null },
  ])

  const input = { run: 'BOP-2', reason: 'key accounts first', selection }
  for (const _again of [1, 2]) {
    const run = await runBackorders(input)
    expect(run).toMatchObject({ state: 'completed', itemCount: 3 })
    const { SEAT, STEM } = Object.fromEntries(run.items.map((each) => [each.item, each]))
    expect(SEAT).toMatchObject({
      ...{ state: 'changed', selected: 2, changed: 2 },
      changes: [
        { document: { id: 'SEAT-1' }, class: 'redistribute', segment: null, short: '4' },
        { document: { id: 'SEAT-2' }, class: 'win', segment: 'key accounts', reason: 'key accounts first' },
      ],
    })
    expect(STEM).toMatchObject({ state: 'refused', code: 'not-available', changes: [] })
  }
  const changes = await takt.sql`
    select document_id, customer, class, change::text, short::text
    from analytics.backorder_changes where run = 'BOP-2' and item = 'SEAT' order by document_id`
  expect([...changes].map((row) => Object.values(row).join(' '))).toEqual([
    'SEAT-1 C-1 redistribute -4 4',
    'SEAT-2 C-2 win 4 0',
  ])
})
