import {
  CancelDemand,
  CancelSupply,
  DemandCancellationReported,
  DemandReported,
  DemandScheduled,
  GoodsIssueReported,
  GoodsReceiptReported,
  PostConsumption,
  PostProductionReceipt,
  ScheduleDemand,
  ScheduleSupply,
  StockAdjustmentReported,
  SupplyCancellationReported,
  SupplyCancelled,
  SupplyReported,
  SupplyScheduled,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { bolt, bracket, byDay, day, demandOf, ea, inStock, of, purchase, sale, supplyOf } from './world.ts'

const LATER = '2026-03-02T12:00:00.000Z'
const EARLIER = '2026-02-01T00:00:00.000Z'
const supply = { item: 'BRACKET', document: purchase('PO-1'), quantity: ea('100'), date: day(3) }
const demand = { item: 'BRACKET', document: sale('SO-1'), quantity: ea('60'), date: day(5) }
const order = (id: string) => ({ type: 'workOrder', id }) as const
const open = (events: readonly StockItemEvent[], kind: 'supply' | 'demand') =>
  byDay(
    of(bracket)
      .given(...events)
      .state()[kind],
  )

describe('a line of supply or demand', () => {
  test('is scheduled with what is open of it', () => {
    of(bracket)
      .given()
      .when(ScheduleSupply.create(supply))
      .then(
        SupplyScheduled.create({
          ...supply,
          reportedAt: '2026-03-02T08:00:00.000Z',
          lines: [
            {
              kind: 'supply',
              document: supply.document,
              fulfilled: '0',
              confirmed: true,
              open: [{ date: day(3), amount: '100', of: '100' }],
            },
          ],
        }),
      )
    of(bracket).given().when(DemandReported.create(demand)).thenTypes(DemandScheduled.name)
  })
  test('that is reported again as it is changes nothing', () => {
    of(bracket).given().when(SupplyReported.create(supply)).again().thenNothing()
    of(bracket).given().when(ScheduleDemand.create(demand)).again().thenNothing()
  })
  test('takes a new date and quantity, less what was received already', () => {
    const events = of(bracket)
      .given(supplyOf(bracket, purchase('PO-1'), '100', day(3)), received('30'))
      .when(SupplyReported.create({ ...supply, quantity: ea('80'), date: day(4) }))
      .events()
    expect(events[0]?.data).toMatchObject({
      lines: [
        {
          fulfilled: '30',
          open: [
            { date: day(3), amount: '0', of: '0' },
            { date: day(4), amount: '50', of: '80' },
          ],
        },
      ],
    })
  })
  test('is not undone by an older report that comes later', () => {
    const given = of(bracket).given(supplyOf(bracket, purchase('PO-1'), '100', day(3)))
    given.when(SupplyReported.create({ ...supply, date: day(9) }), { occurredAt: EARLIER }).thenNothing()
    given.when(SupplyCancellationReported.create(supply), { occurredAt: EARLIER }).thenNothing()
  })
  test('ends when its quantity becomes zero, and is open again when it becomes more', () => {
    const ended = of(bracket)
      .given(supplyOf(bracket, purchase('PO-1'), '100', day(3)))
      .when(SupplyReported.create({ ...supply, quantity: ea('0') }))
    expect(byDay(ended.state().supply)).toEqual({})
    const again = of(bracket)
      .given(supplyOf(bracket, purchase('PO-1'), '100', day(3)), ...ended.events())
      .when(SupplyReported.create(supply), { occurredAt: LATER })
    expect(byDay(again.state().supply)).toEqual({ [day(3)]: '100' })
  })
})

/** What receiving 30 for PO-1 line 10 records. */
const received = (amount: string) =>
  of(bracket)
    .given(supplyOf(bracket, purchase('PO-1'), '100', day(3)))
    .when(GoodsReceiptReported.create({ item: 'BRACKET', quantity: ea(amount), document: purchase('PO-1') }))
    .events()[0] as StockItemEvent

describe('a receipt against a purchase order', () => {
  const receipt = { item: 'BRACKET', quantity: ea('30'), document: purchase('PO-1') }
  test('reduces its supply in the same event', () => {
    const decided = of(bracket)
      .given(supplyOf(bracket, purchase('PO-1'), '100', day(3)))
      .when(GoodsReceiptReported.create(receipt))
    expect(decided.events()).toHaveLength(1)
    expect(byDay(decided.state().supply)).toEqual({ [day(3)]: '70' })
    expect(decided.state().onHand['unrestricted']).toBe('30')
  })
  test('of more than was ordered leaves nothing open, and nothing below zero', () => {
    const over = { ...receipt, quantity: ea('130') }
    const state = of(bracket)
      .given(supplyOf(bracket, purchase('PO-1'), '100', day(3)))
      .when(GoodsReceiptReported.create(over))
      .state()
    expect(state.supply.open).toBe('0')
    expect(state.onHand['unrestricted']).toBe('130')
  })
  test('that comes before the order was reported is counted when it is', () => {
    const early = of(bracket).given().when(GoodsReceiptReported.create(receipt)).events()
    const scheduled = of(bracket)
      .given(...early)
      .when(SupplyReported.create(supply))
      .events()
    expect(open([...early, ...scheduled], 'supply')).toEqual({ [day(3)]: '70' })
  })
  test('without its line meets the order line that is due first, then the next', () => {
    const document = { type: 'purchaseOrder', id: 'PO-1' } as const
    const state = of(bracket)
      .given(
        supplyOf(bracket, purchase('PO-1', '20'), '50', day(8)),
        supplyOf(bracket, purchase('PO-1', '10'), '20', day(3)),
      )
      .when(GoodsReceiptReported.create({ ...receipt, document }))
      .state()
    expect(byDay(state.supply)).toEqual({ [day(8)]: '40' })
  })
  test('without its line, before any line is known, is counted for the lines that come', () => {
    const document = { type: 'purchaseOrder', id: 'PO-1' } as const
    const events: StockItemEvent[] = [
      ...of(bracket)
        .given()
        .when(GoodsReceiptReported.create({ ...receipt, document }))
        .events(),
    ]
    for (const line of ['10', '20'])
      events.push(
        ...of(bracket)
          .given(...events)
          .when(SupplyReported.create({ ...supply, document: purchase('PO-1', line), quantity: ea('20') }))
          .events(),
      )
    expect(open(events, 'supply')).toEqual({ [day(3)]: '10' })
  })
  test('that never was leaves the order open again', () => {
    const state = of(bracket)
      .given(supplyOf(bracket, purchase('PO-1'), '100', day(3)), received('30'))
      .when(
        StockAdjustmentReported.create({
          item: 'BRACKET',
          quantity: ea('-30'),
          document: purchase('PO-1'),
          reason: 'scanned twice',
        }),
      )
      .state()
    expect(byDay(state.supply)).toEqual({ [day(3)]: '100' })
    expect(state.onHand['unrestricted']).toBeUndefined()
  })
})

test('an issue for a sales order reduces its demand in the same event', () => {
  const decided = of(bracket)
    .given(inStock(bracket, '60'), demandOf(bracket, sale('SO-1'), '60', day(5)))
    .when(GoodsIssueReported.create({ item: 'BRACKET', quantity: ea('20'), document: sale('SO-1') }))
  expect(decided.events()).toHaveLength(1)
  expect(byDay(decided.state().demand)).toEqual({ [day(5)]: '40' })
})

test('a consumption reduces the demand of its work order in the same event', () => {
  const decided = of(bolt)
    .given(inStock(bolt, '400'), demandOf(bolt, order('WO-1'), '400', day(1)))
    .when(PostConsumption.create({ item: 'BOLT', order: 'WO-1', location: 'RAW-01', quantity: ea('150') }))
  expect(decided.events()).toHaveLength(1)
  expect(byDay(decided.state().demand)).toEqual({ [day(1)]: '250' })
  expect(decided.state().onHand['unrestricted']).toBe('250')
})

test('a receipt from production reduces the supply of its work order in the same event', () => {
  const decided = of(bracket)
    .given(supplyOf(bracket, order('WO-1'), '100', day(4)))
    .when(
      PostProductionReceipt.create({
        item: 'BRACKET',
        order: 'WO-1',
        status: 'inInspection',
        quantity: ea('40'),
      }),
    )
  expect(decided.events()).toHaveLength(1)
  expect(byDay(decided.state().supply)).toEqual({ [day(4)]: '60' })
  expect(decided.state().onHand['inInspection']).toBe('40')
})

describe('a cancellation', () => {
  const given = of(bracket).given(supplyOf(bracket, purchase('PO-1'), '100', day(3)), received('30'))
  test('ends what is still open of a line', () => {
    const decided = given.when(SupplyCancellationReported.create(supply))
    decided.thenTypes(SupplyCancelled.name)
    expect(byDay(decided.state().supply)).toEqual({})
    decided.again().thenNothing()
  })
  test('of demand ends it', () => {
    const decided = of(bracket)
      .given(demandOf(bracket, sale('SO-1'), '60', day(5)))
      .when(DemandCancellationReported.create(demand))
    expect(byDay(decided.state().demand)).toEqual({})
    decided.again().thenNothing()
  })
  test('of a document without its line ends all its lines', () => {
    const state = of(bracket)
      .given(
        demandOf(bracket, sale('SO-1', '10'), '60', day(5)),
        demandOf(bracket, sale('SO-1', '20'), '5', day(6)),
      )
      .when(CancelDemand.create({ item: 'BRACKET', document: { type: 'salesOrder', id: 'SO-1' } }))
      .state()
    expect(byDay(state.demand)).toEqual({})
  })
  test('of a line that is not known is refused as a request', () => {
    of(bracket).given().when(CancelSupply.create(supply)).thenRejected('unknown-supply')
    of(bracket).given().when(CancelDemand.create(demand)).thenRejected('unknown-demand')
  })
  test('that overtakes its schedule keeps it from opening, and a newer schedule opens it', () => {
    const document = order('WO-1')
    const cancelled = of(bracket)
      .given()
      .when(CancelSupply.create({ item: 'BRACKET', document }))
    const after = of(bracket).given(...cancelled.events())
    const schedule = ScheduleSupply.create({ ...supply, document })
    after.when(schedule, { occurredAt: EARLIER }).thenNothing()
    after.when(schedule).thenNothing()
    expect(byDay(after.when(schedule, { occurredAt: LATER }).state().supply)).toEqual({ [day(3)]: '100' })
    cancelled.again().thenNothing()
  })
})
