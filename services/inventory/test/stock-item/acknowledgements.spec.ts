import {
  AcknowledgeSupply,
  CancelSupply,
  GoodsReceiptReported,
  PromiseStock,
  ScheduleSupply,
  SupplyAcknowledged,
  SupplyAcknowledgementReported,
  SupplyReported,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { lineOf } from '../../src/domain/stock-item/ledger.ts'
import { bolt, bracket, byDay, day, ea, of, purchase, story, supplyOf } from './world.ts'

const LATER = '2026-03-02T09:00:00.000Z'
const document = purchase('PO-1')
const ordered = supplyOf(bracket, document, '100', day(3))
const parts = (...days: [number, string][]) =>
  days.map(([n, amount]) => ({ date: day(n), quantity: ea(amount) }))
const answer = (confirmed: ReturnType<typeof parts>, over: object = {}) =>
  SupplyAcknowledgementReported.create({ item: 'BRACKET', document, confirmed, ...over })
const order = (amount: string, date: string, over: object = {}) =>
  SupplyReported.create({ item: 'BRACKET', document, quantity: ea(amount), date, ...over })
const answered = (...days: [number, string][]) => story(bracket, [ordered]).when(answer(parts(...days)))
const promise = (amount: string, on: number) =>
  PromiseStock.create({
    promise: 'SO-1',
    item: 'BRACKET',
    lines: [{ line: '10', quantity: ea(amount), date: day(on) }],
    policy: 'all',
  })

describe('a supplier that acknowledges a line', () => {
  test('in part and on other days is what counts, and what was ordered is kept beside it', () => {
    const decided = answered([5, '30'], [3, '50'])
    decided.then(
      SupplyAcknowledged.create({
        item: 'BRACKET',
        document,
        confirmed: [
          { date: day(3), amount: '50' },
          { date: day(5), amount: '30' },
        ],
        unit: 'EA',
        reportedAt: '2026-03-02T08:00:00.000Z',
        lines: [
          {
            kind: 'supply',
            document,
            fulfilled: '0',
            confirmed: true,
            requested: { date: day(3), amount: '100' },
            open: [
              { date: day(3), amount: '50', of: '50' },
              { date: day(5), amount: '30', of: '30' },
            ],
          },
        ],
      }),
    )
    expect(byDay(decided.state().supply)).toEqual({ [day(3)]: '50', [day(5)]: '30' })
    decided.again().thenNothing()
  })
  test('is promised by: not more than confirmed, and not before it comes', () => {
    const later = answered([5, '80'])
    later.when(promise('80', 4)).thenRejected('not-available')
    later.when(promise('81', 9)).thenRejected('not-available')
    later.when(promise('80', 5)).thenTypes('inventory.StockPromised')
  })
  test('with nothing leaves nothing to expect', () => {
    const decided = answered()
    expect(decided.state().supply.on).toEqual({})
    expect(lineOf(decided.state().supply, document)?.requested).toEqual({ date: day(3), amount: '100' })
  })
  test('anew replaces the answer, and an older one that comes later does not', () => {
    const again = answered([5, '80']).when(answer(parts([4, '90'])), { occurredAt: LATER })
    expect(byDay(again.state().supply)).toEqual({ [day(4)]: '90' })
    again.when(answer(parts([9, '1']))).thenNothing()
  })
  test('in another unit is counted in the base unit, and kept as it was said', () => {
    const confirmed = [{ date: day(3), quantity: { amount: '2', unit: 'BX' } }]
    const decided = of(bolt)
      .given(supplyOf(bolt, document, '400', day(3)))
      .when(AcknowledgeSupply.create({ item: 'BOLT', document, confirmed }))
    const [event] = decided.events().filter(SupplyAcknowledged.is)
    expect(event?.data).toMatchObject({ confirmed: [{ amount: '400' }], reported: confirmed })
  })
  test('before the order is known is counted, and stands when the order comes', () => {
    const early = story(bracket).when(answer(parts([5, '80'])))
    expect(byDay(early.state().supply)).toEqual({ [day(5)]: '80' })
    const known = early.when(order('100', day(3)), { occurredAt: LATER })
    expect(byDay(known.state().supply)).toEqual({ [day(5)]: '80' })
    expect(lineOf(known.state().supply, document)?.requested).toEqual({ date: day(3), amount: '100' })
    of(bracket)
      .given()
      .when(AcknowledgeSupply.create({ item: 'BRACKET', document, confirmed: parts([5, '80']) }))
      .thenRejected('unknown-supply')
  })
  test('a whole order without naming its line answers its lines, the earliest first', () => {
    const whole = { type: 'purchaseOrder', id: 'PO-1' } as const
    const decided = of(bracket)
      .given(supplyOf(bracket, purchase('PO-1', '20'), '50', day(6)), ordered)
      .when(answer(parts([4, '120']), { document: whole }))
    const lines = (line: string) => lineOf(decided.state().supply, purchase('PO-1', line))?.schedule
    expect([lines('10'), lines('20')]).toEqual([
      [{ date: day(4), amount: '100' }],
      [{ date: day(4), amount: '20' }],
    ])
  })
  test('of a cancelled line is recorded, and counts for nothing', () => {
    const decided = story(bracket, [ordered])
      .when(CancelSupply.create({ item: 'BRACKET', document }))
      .when(answer(parts([5, '80'])), { occurredAt: LATER })
    decided.thenTypes(SupplyAcknowledged.name)
    expect(decided.state().supply.on).toEqual({})
  })
})

describe('an acknowledged line', () => {
  test('is received by its confirmed days, the earliest first', () => {
    const received = answered([3, '50'], [5, '30']).when(
      GoodsReceiptReported.create({ item: 'BRACKET', document, quantity: ea('60') }),
    )
    expect(byDay(received.state().supply)).toEqual({ [day(5)]: '20' })
  })
  test('that is received beyond what was ordered shows by how much', () => {
    const received = answered([3, '50']).when(
      GoodsReceiptReported.create({ item: 'BRACKET', document, quantity: ea('110') }),
    )
    expect(received.events()[0]?.data).toMatchObject({ lines: [{ fulfilled: '110', over: '10' }] })
  })
  test('reported again as it was ordered keeps its answer', () => {
    answered([5, '80'])
      .when(order('100', day(3)), { occurredAt: LATER })
      .thenNothing()
  })
  test('that takes over what was confirmed keeps its answer', () => {
    const taken = answered([5, '80']).when(order('80', day(5)), { occurredAt: LATER })
    expect(lineOf(taken.state().supply, document)).toMatchObject({
      requested: { date: day(5), amount: '80' },
      schedule: [{ date: day(5), amount: '80' }],
      confirmed: true,
    })
  })
  test('of which less is ordered keeps its earliest days', () => {
    const less = answered([3, '50'], [5, '30']).when(order('60', day(3)), { occurredAt: LATER })
    expect(byDay(less.state().supply)).toEqual({ [day(3)]: '50', [day(5)]: '10' })
  })
  test('of which more is ordered keeps its answer, and the rest waits for one', () => {
    const more = answered([3, '50'], [5, '30']).when(order('130', day(3)), { occurredAt: LATER })
    expect(more.state().supply.on).toEqual({
      [`${day(3)}|purchaseOrder||`]: '50',
      [`${day(3)}|purchaseOrder|u|`]: '30',
      [`${day(5)}|purchaseOrder||`]: '30',
    })
  })
  test('that is ordered for another day waits for another answer', () => {
    const moved = answered([5, '80']).when(order('100', day(8)), { occurredAt: LATER })
    expect(moved.state().supply.on).toEqual({ [`${day(8)}|purchaseOrder|u|`]: '100' })
    expect(lineOf(moved.state().supply, document)?.acknowledged).toBeUndefined()
  })
  test('that the ERP says is confirmed otherwise follows the ERP', () => {
    const said = answered([5, '80']).when(order('100', day(8), { confirmed: true }), { occurredAt: LATER })
    expect(said.state().supply.on).toEqual({ [`${day(8)}|purchaseOrder||`]: '100' })
  })
})

test('unconfirmed supply is promised only where the plant counts it', () => {
  const schedule = ScheduleSupply.create({ ...order('10', day(3)).data, confirmed: false })
  const cautious = story(bracket, [], { atpScope: { supply: { confirmedOnly: true } } })
  story(bracket).when(schedule).when(promise('10', 3)).thenTypes('inventory.StockPromised')
  cautious.when(schedule).when(promise('10', 3)).thenRejected('not-available')
  cautious
    .when(schedule)
    .when(answer(parts([3, '10'])))
    .when(promise('10', 3))
    .thenTypes('inventory.StockPromised')
})
