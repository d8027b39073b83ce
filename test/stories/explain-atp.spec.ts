import { sum } from '@takt/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { binary } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { noonZone } from '../support/noon-zone.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

/** An auditor asks why a figure is what it is: what it is made of, and which message said so. */
const PLANT = 'EX'
const ITEM = 'GEAR'
const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
const ea = (amount: string) => ({ amount, unit: 'EA' })
const doc = (type: string, id: string) => ({ type, id, line: '10' })

let takt: Takt
const tell = (id: string, source: string, name: string, data: object) => {
  const subject = name.startsWith('masterdata.') ? `in.all.${name}.v1` : `in.${PLANT}.inventory.${name}.v1`
  const message = binary(subject, id, source, new Date().toISOString(), { item: ITEM, ...data })
  return publishAll(takt.nats, [message])
}

beforeAll(async () => {
  takt = await startTakt()
  await tell('ex-plant', 'erp', 'masterdata.plant-published', {
    plant: PLANT,
    name: 'Explained works',
    timeZone: noonZone(new Date()),
    defaultLocation: 'A',
    latePolicy: { kind: 'drop', graceDays: 1 },
    inspectionStockInAtp: true,
  })
  const item = { description: 'Gear', unit: 'EA', inspectionDays: 2 }
  await tell('ex-item', 'erp', 'masterdata.item-published', item)
  const receipt = { location: 'A', lot: 'L1', quantity: ea('40') }
  await tell('ex-receipt', 'wms', 'goods-receipt-reported', receipt)
  await tell('ex-expiring', 'wms', 'goods-receipt-reported', {
    ...{ location: 'A', lot: 'L2', quantity: ea('6'), expiresOn: days(2) },
  })
  const customer = { kind: 'customer', party: 'C-1' }
  await tell('ex-customer', 'wms', 'goods-receipt-reported', { ...receipt, lot: 'L3', owner: customer })
  await tell('ex-inspected', 'wms', 'goods-receipt-reported', {
    ...{ location: 'B', lot: 'L4', quantity: ea('9'), status: 'inInspection' },
  })
  const line = (id: string, type: string, document: string, amount: string, date: string) =>
    tell(id, 'erp', type, { document: doc(DOCUMENTS[type] as string, document), quantity: ea(amount), date })
  await line('ex-po-1', 'supply-reported', 'PO-1', '15', days(3))
  await line('ex-po-late', 'supply-reported', 'PO-0', '99', days(-30))
  await line('ex-po-2', 'supply-reported', 'PO-2', '500', days(9))
  await line('ex-so-1', 'demand-reported', 'SO-1', '30', days(5))
  await line('ex-so-1-more', 'demand-reported', 'SO-1', '35', days(5))
  await until('the lines are read', async () => {
    const rows = await takt.sql`select from inventory.atp_line where plant = ${PLANT}
      and (document_id <> 'SO-1' or quantity = 35)`
    const stock = await takt.sql`select from inventory.stock_on_hand where plant = ${PLANT}`
    return rows.length === 4 && stock.length === 4
  })
  const reserve = async (reservation: string, amount: string, document?: object) => {
    const input = {
      item: ITEM,
      reservation,
      quantity: ea(amount),
      document,
      expiresAt: '2099-01-01T00:00:00Z',
    }
    const { reserveStock } = await takt.api.ask<{ reserveStock: { position: string } }>(
      `mutation ($input: ReserveStockInput!) { reserveStock(plant: "${PLANT}", input: $input,
        messageId: "ex-${reservation}") { ... on CommandAccepted { position } } }`,
      { input },
    )
    return reserveStock.position
  }
  await reserve('R-1', '4')
  position = await reserve('R-2', '5', doc('salesOrder', 'SO-1'))
})
let position: string
afterAll(() => takt?.stop())

const DOCUMENTS: Readonly<Record<string, string>> = {
  'supply-reported': 'purchaseOrder',
  'demand-reported': 'salesOrder',
}

interface Answer {
  readonly atp: string
  readonly limitingDay: string
  readonly pieces: readonly {
    readonly kind: string
    readonly counted: string
    readonly reason: string | null
    readonly stock: { readonly lot: string } | null
    readonly line: { readonly document: { readonly id: string } } | null
    readonly reservation: { readonly reservation: string } | null
    readonly event: {
      readonly type: string
      readonly messageId: string
      readonly correlationId: string
      readonly source: string | null
    } | null
  }[]
}
const explain = (date: string, more = '') =>
  takt.api.ask<{ explainAtp: Answer; atp: { atp: string } }>(
    `query ($date: Date!, $at: Position) {
      atp(plant: "${PLANT}", item: "${ITEM}", horizonDays: 20, readAfter: $at) { atp(on: $date) }
      explainAtp(plant: "${PLANT}", item: "${ITEM}", date: $date, horizonDays: 20, readAfter: $at ${more}) {
        atp limitingDay stock { total given } lines { total given } reservations { total given }
        pieces { kind counted reason stock { lot } line { document { id } } reservation { reservation }
          event { type messageId correlationId source position recordedAt occurredAt } } } }`,
    { date, at: position },
  )

test('the pieces sum to the figure, and each names the message that last changed it', async () => {
  const { explainAtp, atp } = await explain(days(0))
  expect(explainAtp.atp).toBe(atp.atp)
  expect(sum(explainAtp.pieces.map((p) => p.counted))).toBe(atp.atp)
  expect(explainAtp).toMatchObject({
    limitingDay: days(5),
    stock: { total: 4, given: 4 },
    lines: { total: 4, given: 4 },
    reservations: { total: 2, given: 2 },
  })
  const { explainAtp: later } = await explain(days(5))
  expect(sum(later.pieces.map((p) => p.counted))).toBe(later.atp)
  const told = later.pieces.map((p) => {
    const name = p.stock?.lot ?? p.line?.document.id ?? p.reservation?.reservation ?? p.kind
    return [name, p.reason ?? p.counted, p.event?.messageId, p.event?.source]
  })
  expect(new Map(told.map(([name, ...rest]) => [name, rest]))).toEqual(
    new Map<unknown, unknown[]>([
      ['L1', ['40', 'ex-receipt', 'wms']],
      ['L2', ['6', 'ex-expiring', 'wms']],
      ['L3', ['customerOwned', 'ex-customer', 'wms']],
      ['L4', ['inInspection', 'ex-inspected', 'wms']],
      ['PO-0', ['late', 'ex-po-late', 'erp']],
      ['PO-1', ['15', 'ex-po-1', 'erp']],
      ['PO-2', ['afterLimitingDay', 'ex-po-2', 'erp']],
      ['SO-1', ['-35', 'ex-so-1-more', 'erp']],
      ['R-1', ['-4', 'ex-R-1', 'takt/gateway']],
      ['R-2', ['covered', 'ex-R-2', 'takt/gateway']],
      ['inspection', ['9', undefined, undefined]],
      ['expiry', ['-2', undefined, undefined]],
    ]),
  )
})

test('the pieces of any rule, scope and pool sum to what atp answers for it', async () => {
  const scope = 'scope: { statuses: ["unrestricted", "inInspection"], supply: { documents: [] } }'
  for (const rule of ['cumulative', 'discrete', 'cumulativeLookAhead'])
    for (const more of ['', scope, 'pool: ["web"]']) {
      const args = `plant: "${PLANT}", item: "${ITEM}", horizonDays: 20, rule: ${rule}, ${more}`
      const { atp, explainAtp } = await takt.api.ask<{
        atp: { buckets: { date: string; atp: string }[] }
        explainAtp: Answer & { rule: string; firstDay: string; scope: { statuses: string[] | null } }
      }>(
        `{ atp(${args}) { buckets { date atp } }
          explainAtp(${args}, date: "${days(3)}") { rule atp firstDay limitingDay scope { statuses } pieces { kind counted reason } } }`,
      )
      const figure = atp.buckets.find(({ date }) => date === days(3))?.atp
      expect(explainAtp).toMatchObject({ atp: figure, rule })
      expect(sum(explainAtp.pieces.map((p) => p.counted))).toBe(figure)
      expect(explainAtp.scope.statuses).toEqual(more === scope ? ['unrestricted', 'inInspection'] : null)
      if (rule === 'cumulative') expect(explainAtp.limitingDay).toBe(days(3))
    }
})

test("a piece's correlation leads on to its trace", async () => {
  const { explainAtp } = await explain(days(5))
  const piece = explainAtp.pieces.find((p) => p.line?.document.id === 'SO-1')
  const { trace } = await takt.api.ask<{ trace: { steps: { messageId: string; type: string }[] } }>(
    `query ($id: ID!) { trace(correlationId: $id) { steps { messageId type } } }`,
    { id: piece?.event?.correlationId },
  )
  expect(trace.steps).toContainEqual({ messageId: 'ex-so-1-more', type: piece?.event?.type })
})

test('a day beyond the horizon is refused with what can be asked', async () => {
  await expect(explain(days(21))).rejects.toThrow(/date must be from .* for at most 20 days/)
})
