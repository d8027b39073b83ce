import { afterAll, beforeAll, expect, test } from 'vitest'
import { binary } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { noonZone } from '../support/noon-zone.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

/** An ATP answer says how sure it is: what covers what, how fresh its sources are, and what could change it. */
let takt: Takt
let told = 0
const tell = (plant: string, context: string, name: string, data: object, source = 'wms') => {
  const subject = `in.${plant}.${context}.${name}.v1`
  return publishAll(takt.nats, [binary(subject, `atp-${++told}`, source, new Date().toISOString(), data)])
}
const ea = (amount: string, unit = 'EA') => ({ amount, unit })
const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

interface Answer {
  readonly atp: Record<string, never> & {
    readonly today: string
    readonly scope: unknown
    readonly buckets: readonly {
      readonly atp: string
      readonly projected: string
      readonly date: string
      readonly beyondLeadTime: boolean
    }[]
    readonly asOf: { readonly position: string; readonly readModelAgeMs: number }
    readonly freshness: readonly {
      readonly source: string
      readonly ageSeconds: number
      readonly events: number
    }[]
    readonly pegging: {
      readonly needs: readonly {
        readonly kind: string
        readonly document: { readonly id: string } | null
        readonly reservation: string | null
        readonly uncovered: string
        readonly coverage: readonly {
          readonly amount: string
          readonly lateDays: number
          readonly source: { readonly kind: string; readonly document: { readonly id: string } | null }
        }[]
      }[]
    }
    readonly atRisk: {
      readonly stock: string
      readonly supply: string
      readonly undelivered: number | null
      readonly lagging: unknown
      readonly messages: readonly {
        readonly parkedId: string
        readonly context: string
        readonly code: string
        readonly quantity: string | null
      }[]
    }
  }
}
const ask = async (fields: string, args = '') =>
  (await takt.api.ask<Answer>(`{ atp(plant: "P1", item: "GEAR"${args}) { ${fields} } }`)).atp

const PEGGING = `pegging { needs { kind document { id } reservation uncovered
  coverage { amount lateDays source { kind document { id } } } } }`

beforeAll(async () => {
  takt = await startTakt()
  await tell('all', 'masterdata', 'plant-published', {
    plant: 'P1',
    name: 'Berlin',
    timeZone: noonZone(new Date()),
    defaultLocation: 'MAIN',
    latePolicy: { kind: 'assume', days: 0 },
    inspectionStockInAtp: false,
    atpScope: { supply: { confirmedOnly: true } },
  })
  await tell('all', 'masterdata', 'item-published', {
    item: 'GEAR',
    description: 'Gear',
    unit: 'EA',
    leadTimeDays: 3,
    conversions: [{ unit: 'BX', numerator: 10, denominator: 1 }],
  })
  await tell('P1', 'inventory', 'goods-receipt-reported', { item: 'GEAR', quantity: ea('10') })
  const order = (type: string, id: string) => ({ type, id, line: '10' })
  const supply = { item: 'GEAR', document: order('purchaseOrder', 'PO-1'), date: days(4), quantity: ea('8') }
  await tell('P1', 'inventory', 'supply-reported', supply, 'erp')
  const open = { ...supply, document: order('purchaseOrder', 'PO-2'), quantity: ea('50'), confirmed: false }
  await tell('P1', 'inventory', 'supply-reported', open, 'erp')
  const demand = { item: 'GEAR', document: order('salesOrder', 'SO-1'), date: days(2), quantity: ea('12') }
  await tell('P1', 'inventory', 'demand-reported', demand, 'erp')
  await until('the demand is read', async () => (await takt.sql`select from inventory.atp_line`).length === 3)
})
afterAll(() => takt?.stop())

test('pegging names the document lines that cover each other, and what comes too late', async () => {
  const { pegging } = await ask(PEGGING)
  expect(pegging.needs).toEqual([
    {
      kind: 'demand',
      document: { id: 'SO-1' },
      reservation: null,
      uncovered: '0',
      coverage: [
        { amount: '10', lateDays: 0, source: { kind: 'stock', document: null } },
        { amount: '2', lateDays: 2, source: { kind: 'supply', document: { id: 'PO-1' } } },
      ],
    },
  ])
})

test("the plant's scope counts in every answer, and a question may name another", async () => {
  const fields = 'scope { supply { confirmedOnly } inspectionStock } buckets { atp date beyondLeadTime }'
  const answer = await ask(fields, ', horizonDays: 5')
  expect(answer.scope).toEqual({ supply: { confirmedOnly: true }, inspectionStock: false })
  expect(answer.buckets.map((b) => b.atp)).toEqual(['-2', '-2', '-2', '-2', '6', '6'])
  expect(answer.buckets.map((b) => b.beyondLeadTime)).toEqual([false, false, false, true, true, true])
  const all = await ask(fields, ', horizonDays: 5, scope: {}')
  expect(all.buckets.at(-1)?.atp).toBe('56')
  const sure = await ask(fields, ', horizonDays: 5, rule: cumulative, scope: { supply: { documents: [] } }')
  expect(sure.buckets.map((b) => b.atp)).toEqual(['10', '10', '-2', '-2', '-2', '-2'])
})

test('freshness tells when each source of the plant was last heard of', async () => {
  const { freshness, asOf } = await ask(
    'freshness { source ageSeconds events } asOf { position readModelAgeMs }',
  )
  expect(freshness.map((f) => [f.source, f.events])).toEqual([
    ['erp', 3],
    ['wms', 1],
  ])
  expect(freshness.every((f) => f.ageSeconds < 600)).toBe(true)
  expect(asOf.readModelAgeMs).toBeLessThan(60_000)
})

test('a parked message about the item is at risk with what it would change, until it is replayed', async () => {
  const RISK = 'atRisk { stock supply undelivered messages { parkedId code quantity } }'
  await tell('P1', 'inventory', 'goods-issue-reported', { item: 'GEAR', quantity: ea('3', 'PAL') })
  const found = await until('the parked message', async () => {
    const { atRisk } = await ask(RISK)
    return atRisk.messages.length > 0 && atRisk
  })
  expect(found.messages).toMatchObject([{ code: 'unknown-unit', quantity: null }])
  expect(found.stock).toBe('0')
  await tell('all', 'masterdata', 'item-published', {
    item: 'GEAR',
    description: 'Gear',
    unit: 'EA',
    leadTimeDays: 3,
    conversions: [{ unit: 'PAL', numerator: 2, denominator: 1 }],
  })
  await until('its effect is known with its unit', async () => {
    const { atRisk } = await ask(RISK)
    return atRisk.stock === '-6' && atRisk.messages[0]?.quantity === '-6'
  })
  await until('nothing waits for the service', async () => (await ask(RISK)).atRisk.undelivered === 0)
  const parked = found.messages[0]?.parkedId
  await takt.api.ask(
    `mutation ($parked: ID!) { replayParkedMessage(context: inventory, plant: "P1", parked: $parked) { __typename } }`,
    { parked },
  )
  await until('it has its effect, and is at risk no more', async () => {
    const { atRisk, buckets } = await ask(`${RISK} buckets { projected }`, ', horizonDays: 1')
    return atRisk.messages.length === 0 && buckets[0]?.projected === '4'
  })
})

test('messages that production and quality could not take are at risk with what they would change of stock and supply', async () => {
  const RISK = `atRisk { stock supply undelivered lagging { stock messages { subject } }
    messages { context code side quantity effects { side quantity } } }`
  const release = { order: 'WO-R', item: 'GEAR', quantity: ea('30'), dueDate: days(20), components: [] }
  await tell('P1', 'production', 'work-order-release-reported', release, 'erp')
  await until('its supply is read', async () => {
    const rows = await takt.sql`select from inventory.atp_line where document_id = 'WO-R'`
    return rows.length === 1
  })
  await tell('P1', 'production', 'output-reported', { order: 'WO-R', yield: ea('3'), scrap: ea('1', 'XYZ') })
  const decision = { inspection: 'I-R', item: 'GEAR', accepted: ea('7'), rejected: ea('1', 'XYZ') }
  await tell('P1', 'quality', 'usage-decision-reported', decision)
  const risk = await until('both are parked', async () => {
    const { atRisk } = await ask(RISK)
    return atRisk.messages.length === 2 && atRisk
  })
  expect(risk).toMatchObject({ stock: '3', supply: '-3', lagging: { stock: '0', messages: [] } })
  expect([...risk.messages].sort((a, b) => (a.context < b.context ? -1 : 1))).toMatchObject([
    {
      ...{ context: 'production', code: 'unknown-unit', side: 'stock', quantity: '3' },
      effects: [
        { side: 'stock', quantity: '3' },
        { side: 'supply', quantity: '-3' },
      ],
    },
    { context: 'quality', code: 'unknown-unit', side: 'stock', quantity: null },
  ])
})

test('messages that wait for their service are told by plant, and those about the item with what they would change', async () => {
  const RISK = 'atRisk { undelivered lagging { stock supply messages { subject messageId quantity } } }'
  const receipt = { item: 'GEAR', quantity: ea('6') }
  // It stands still, and takes nothing.
  await takt.platform.kill('inventory', 'SIGSTOP')
  try {
    await tell('P1', 'inventory', 'goods-receipt-reported', receipt)
    const id = `atp-${told}`
    await tell('P1', 'inventory', 'goods-receipt-reported', { ...receipt, item: 'OTHER' })
    await tell('P2', 'inventory', 'goods-receipt-reported', receipt)
    const risk = await until('they are seen', async () => {
      const { atRisk } = await ask(RISK)
      return (atRisk.undelivered ?? 0) >= 2 && atRisk
    })
    expect(risk).toEqual({
      undelivered: 2,
      lagging: {
        ...{ stock: '6', supply: '0' },
        messages: [{ subject: 'in.P1.inventory.goods-receipt-reported.v1', messageId: id, quantity: '6' }],
      },
    })
  } finally {
    await takt.platform.kill('inventory', 'SIGCONT')
  }
  await until('nothing waits', async () => {
    const { atRisk } = await ask(RISK)
    return (atRisk.lagging as { messages: unknown[] }).messages.length === 0
  })
})

test('holds, counts and reversals that wait are at risk with what they would change of what is there', async () => {
  const item = 'SHAFT'
  const stock = async () => {
    const { atp } = await takt.api.ask<Answer>(`{ atp(plant: "P1", item: "SHAFT") {
      available atRisk { lagging { messages { subject quantity } } } } }`)
    return atp as unknown as {
      readonly available: string
      readonly atRisk: { readonly lagging: { readonly messages: { subject: string; quantity: string }[] } }
    }
  }
  await tell('all', 'masterdata', 'item-published', { item, description: 'Shaft', unit: 'EA' })
  await tell('P1', 'inventory', 'goods-receipt-reported', { item, location: 'A', quantity: ea('10') })
  const receipt = `atp-${told}`
  await tell('P1', 'inventory', 'goods-receipt-reported', {
    item,
    location: 'B',
    lot: 'S-2',
    quantity: ea('4'),
  })
  await until('it is in stock', async () => {
    const rows = await takt.sql`select from inventory.stock_on_hand where item = 'SHAFT'`
    return rows.length === 2
  })
  await takt.platform.kill('inventory', 'SIGSTOP')
  try {
    const count = { item, count: 'C-S', location: 'A', counted: ea('7') }
    await tell('P1', 'inventory', 'stock-count-reported', count)
    await tell('P1', 'inventory', 'movement-reversal-reported', { item, movement: receipt, reason: 'twice' })
    await tell('P1', 'quality', 'hold-reported', { hold: 'H-S', item, lot: 'S-2', reason: 'cracks' }, 'qms')
    const waiting = await until('all three wait for the inventory', async () => {
      const { messages } = (await stock()).atRisk.lagging
      const ofInventory = messages.filter(({ subject }) => subject.split('.')[2] === 'inventory')
      return ofInventory.length === 3 && ofInventory
    })
    expect(waiting.map(({ subject, quantity }) => `${subject.split('.')[3]} ${quantity}`).sort()).toEqual([
      ...['movement-reversal-reported -10', 'place-stock-hold -4', 'stock-count-reported -3'],
    ])
  } finally {
    await takt.platform.kill('inventory', 'SIGCONT')
  }
  await until('nothing waits', async () => (await stock()).atRisk.lagging.messages.length === 0)
})

test('twenty items with pegging are one statement, and each is as when asked alone', async () => {
  const fields = `today available ${PEGGING}`
  const requests = Array.from({ length: 20 }, () => ({ plant: 'P1', item: 'GEAR' }))
  const many = await takt.api.ask<{ atps: Answer['atp'][] }>(
    `query ($requests: [AtpRequest!]!) { atps(requests: $requests) { today available } }`,
    { requests },
  )
  expect(many.atps).toHaveLength(20)
  const two = await takt.api.ask<{ atps: Answer['atp'][] }>(
    `query ($requests: [AtpRequest!]!) { atps(requests: $requests) { ${fields} } }`,
    { requests: requests.slice(0, 2) },
  )
  expect(two.atps[1]).toEqual(await ask(fields))
})
