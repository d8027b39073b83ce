import {
  DemandReported,
  GoodsIssued,
  GoodsIssueReported,
  IssueGoods,
  type PromisePolicy,
  PromiseStock,
  RedistributePromises,
  ReserveStock,
  StockHoldPlaced,
  StockPromised,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import {
  bolt,
  bracket,
  byDay,
  day,
  demandOf,
  ea,
  inStock,
  item,
  of,
  purchase,
  sale,
  story,
  supplyOf,
} from './world.ts'

type Line = [line: string, amount: string, date: string]
const ask = (policy: PromisePolicy, lines: Line[], promise = 'SO-1') =>
  PromiseStock.create({
    promise,
    item: 'BRACKET',
    policy,
    lines: lines.map(([line, amount, date]) => ({ line, quantity: ea(amount), date })),
  })
/** 20 on hand, 15 wanted on day 3, 10 more on day 2, 1 on day 4, 3 on day 5: the design's example. */
const world: StockItemEvent[] = [
  inStock(bracket, '20'),
  demandOf(bracket, sale('A'), '3', day(0)),
  demandOf(bracket, sale('B'), '15', day(3)),
  supplyOf(bracket, purchase('C'), '10', day(2)),
  supplyOf(bracket, purchase('D'), '1', day(4)),
  supplyOf(bracket, purchase('E'), '3', day(5)),
]
const given = of(bracket).given(...world)
const promised = (events: readonly StockItemEvent[]) =>
  events.filter(StockPromised.is).flatMap((e) => e.data.lines.map((l) => l.promised))
const days = (...parts: [number, string][]) => parts.map(([n, amount]) => ({ date: day(n), amount }))

describe('a promise of all', () => {
  test('is given whole on its date, or refused with what there is and from when there is all', () => {
    const decided = given.when(ask('all', [['10', '12', day(0)]]))
    expect(promised(decided.events())).toEqual([days([0, '12'])])
    const { details, message } = given.when(ask('all', [['10', '13', day(0)]])).thenRejected('not-available')
    expect(details).toMatchObject({ line: '10', requested: '13', available: '12', from: day(4) })
    expect(message).toBe(
      '12 EA of BRACKET can be promised for 2026-03-02, not 13; 13 EA can from 2026-03-06 on.',
    )
  })
  test('sums the lines of one request before it looks', () => {
    const { details } = given
      .when(
        ask('all', [
          ['10', '8', day(0)],
          ['20', '8', day(1)],
        ]),
      )
      .thenRejected('not-available')
    expect(details).toMatchObject({ line: '20', available: '4' })
  })
  test('beyond what any day has says from when it could be ordered anew', () => {
    const known = of({ ...bracket, leadTimeDays: 10 }).given(...world)
    const { details } = known.when(ask('all', [['10', '17', day(0)]])).thenRejected('not-available')
    expect(details).toMatchObject({ from: null, replenishableFrom: day(10) })
  })
})

test('a promise in part gives what there is, and says what is short', () => {
  const decided = given.when(ask('part', [['10', '13', day(0)]]))
  expect(promised(decided.events())).toEqual([days([0, '12'])])
  expect(decided.events()[0]?.data).toMatchObject({ lines: [{ short: '1' }] })
  const none = of(bracket).given()
  none.when(ask('part', [['10', '1', day(0)]])).thenRejected('not-available')
})

test('a split promise is given over the days that have it, or refused', () => {
  const decided = given.when(ask('split', [['10', '16', day(0)]]))
  expect(promised(decided.events())).toEqual([days([0, '12'], [4, '1'], [5, '3'])])
  given.when(ask('split', [['10', '17', day(0)]])).thenRejected('not-available')
})

test('an earliest promise is given whole on the first day that has it', () => {
  expect(promised(given.when(ask('earliest', [['10', '14', day(0)]])).events())).toEqual([days([5, '14'])])
  given.when(ask('earliest', [['10', '17', day(0)]])).thenRejected('not-available')
})

test('what is asked for a past day is promised for today', () => {
  expect(promised(given.when(ask('all', [['10', '1', day(-5)]])).events())).toEqual([days([0, '1'])])
})

test('a day further away than a year is refused', () => {
  given.when(ask('all', [['10', '1', day(366)]])).thenRejected('beyond-horizon')
  expect(promised(given.when(ask('all', [['10', '1', day(300)]])).events())).toEqual([days([300, '1'])])
})

test('parts are whole units', () => {
  const half = of(bracket).given(inStock(bracket, '2.5'), supplyOf(bracket, purchase('C'), '1', day(2)))
  expect(promised(half.when(ask('part', [['10', '3', day(0)]])).events())).toEqual([days([0, '2'])])
  expect(promised(half.when(ask('split', [['10', '3', day(0)]])).events())).toEqual([
    days([0, '2'], [2, '1']),
  ])
})

test('what is promised is demand: the same unit is never promised twice', () => {
  const first = given.when(ask('all', [['10', '12', day(0)]]))
  of(bracket)
    .given(...world, ...first.events())
    .when(ask('all', [['10', '1', day(0)]], 'SO-2'))
    .thenRejected('not-available')
  of(bracket)
    .given(...world, ...first.events())
    .when(
      ReserveStock.create({
        reservation: 'R',
        item: 'BRACKET',
        quantity: ea('1'),
        expiresAt: '2026-03-09T00:00:00Z',
      }),
    )
    .thenRejected('not-available')
})

test('the same promise asked again changes nothing, also after some of it was issued', () => {
  const asked = ask('split', [['10', '16', day(0)]])
  const decided = given.when(asked)
  decided.again().thenNothing()
  const issued = of(bracket)
    .given(...world, ...decided.events())
    .when(IssueGoods.create({ item: 'BRACKET', quantity: ea('5'), document: sale('SO-1') }))
  of(bracket)
    .given(...world, ...decided.events(), ...issued.events())
    .when(asked)
    .thenNothing()
})

test('a promise asked anew with another quantity replaces the one before, whose units are free for it', () => {
  const first = given.when(ask('all', [['10', '10', day(0)]]))
  const again = of(bracket)
    .given(...world, ...first.events())
    .when(ask('all', [['10', '12', day(0)]]))
  expect(promised(again.events())).toEqual([days([0, '12'])])
  expect(byDay(again.state().demand)[day(0)]).toBe('15')
})

test('the order that the ERP reports after its promise is the same line, not a second demand', () => {
  const decided = given.when(ask('split', [['10', '16', day(0)]]))
  of(bracket)
    .given(...world, ...decided.events())
    .when(
      DemandReported.create({
        item: 'BRACKET',
        document: sale('SO-1'),
        quantity: ea('16'),
        date: day(0),
        customer: 'C',
      }),
    )
    .thenNothing()
})

test('an issue for the order uses its promise, earliest day first', () => {
  const decided = given.when(ask('split', [['10', '16', day(0)]]))
  const issued = of(bracket)
    .given(...world, ...decided.events())
    .when(GoodsIssueReported.create({ item: 'BRACKET', quantity: ea('13'), document: sale('SO-1') }))
  expect(issued.events()[0]?.type).toBe(GoodsIssued.name)
  expect(byDay(issued.state().demand)).toEqual({ [day(0)]: '3', [day(3)]: '15', [day(5)]: '3' })
})

test('what is reserved for the order itself is free for its promise', () => {
  const reserved = of(bracket)
    .given(inStock(bracket, '10'))
    .when(
      ReserveStock.create({
        reservation: 'R',
        item: 'BRACKET',
        quantity: ea('10'),
        expiresAt: '2026-03-09T00:00:00Z',
        document: sale('SO-1'),
      }),
    )
    .events()
  const mine = of(bracket).given(inStock(bracket, '10'), ...reserved)
  expect(promised(mine.when(ask('all', [['10', '10', day(0)]])).events())).toEqual([days([0, '10'])])
  mine.when(ask('all', [['10', '1', day(0)]], 'SO-2')).thenRejected('not-available')
})

test('nothing is promised of an item on hold', () => {
  const hold = StockHoldPlaced.create({
    hold: 'H',
    item: 'BRACKET',
    reason: 'x',
    reportedAt: '2026-03-01T00:00:00.000Z',
    unit: 'EA',
    moved: [],
  })
  of(bracket)
    .given(...world, hold)
    .when(ask('part', [['10', '1', day(9)]]))
    .thenRejected('item-held')
})

test('a promise in another unit keeps what was asked', () => {
  const decided = of(bolt)
    .given(inStock(bolt, '500'))
    .when(
      PromiseStock.create({
        promise: 'SO-1',
        item: 'BOLT',
        policy: 'all',
        lines: [{ line: '10', quantity: { amount: '2', unit: 'BX' }, date: day(0) }],
      }),
    )
  expect(decided.events()[0]?.data).toMatchObject({
    lines: [{ requested: { amount: '400' }, reported: { amount: '2', unit: 'BX' } }],
  })
  of(item({ item: 'BOLT' }))
    .given()
    .when(PromiseStock.example)
    .thenRejected('not-available')
})

test('what is reserved for an order beyond what it asks for stays set aside, and is not promised to it', () => {
  const decided = story(bracket, [
    inStock(bracket, '5'),
    supplyOf(bracket, purchase('PO-1'), '1', day(3)),
    demandOf(bracket, sale('SO-1'), '1', day(3)),
  ])
    .when(
      ReserveStock.create({
        ...{ reservation: 'R-1', item: 'BRACKET', quantity: ea('6'), date: day(0) },
        ...{ document: sale('SO-1'), expiresAt: `${day(9)}T00:00:00.000Z` },
      }),
    )
    .when(ask('earliest', [['10', '1', day(0)]]))
  expect(promised(decided.events())).toEqual([days([3, '1'])])
})

describe('an order far ahead', () => {
  const far = demandOf(bracket, sale('SO-FAR', '10'), '18', day(300))
  const given = of(bracket).given(inStock(bracket, '20'), far)
  test('is broken by no promise of a nearer day', () => {
    const { details } = given.when(ask('all', [['10', '5', day(1)]])).thenRejected('not-available')
    expect(details).toMatchObject({ available: '2', from: null })
    given.when(ask('all', [['10', '2', day(1)]])).thenTypes(StockPromised.name)
  })
  test('leaves to a nearer one what comes before it', () => {
    const late = supplyOf(bracket, purchase('PO-1', '10'), '10', day(200))
    const given = of(bracket)
      .given(inStock(bracket, '20'), far, late)
      .when(ask('all', [['10', '12', day(1)]]))
    expect(promised(given.events())).toEqual([days([1, '12'])])
  })
  test('is broken by no run of backorders', () => {
    const short = PromiseStock.create({
      ...{ promise: 'SO-2', item: 'BRACKET', policy: 'part' },
      lines: [{ line: '10', quantity: ea('9'), date: day(1) }],
    })
    const run = story(bracket, [inStock(bracket, '20'), far])
      .when(short)
      .when(
        RedistributePromises.create({
          ...{ item: 'BRACKET', run: 'R-1', reason: 'x' },
          lines: [{ document: sale('SO-2', '10'), class: 'gain' }],
        }),
      )
    expect(run.events().flatMap(({ data }) => ('changes' in data ? data.changes : []))).toEqual([])
  })
})
