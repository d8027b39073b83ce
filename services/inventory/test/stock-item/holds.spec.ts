import {
  ChangeStockStatus,
  GoodsIssueReported,
  GoodsReceiptReported,
  IssueGoods,
  PlaceStockHold,
  PostConsumption,
  PostUsageDecision,
  PromiseStock,
  ReleaseStockHold,
  ReserveStock,
  StockExceptionCleared,
  StockExceptionRaised,
  StockHoldPlaced,
  StockHoldReleased,
  type StockStatus,
  StockTransferReported,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { amountOf } from '../../src/domain/stock-item/stock.ts'
import { bracket, day, ea, inStock, of } from './world.ts'

const LATER = '2026-03-02T12:00:00.000Z'
const hold = (id: string, lot?: string) =>
  PlaceStockHold.create({ hold: id, item: 'BRACKET', ...(lot ? { lot } : {}), reason: 'check' })
const release = (id: string) => ReleaseStockHold.create({ hold: id, item: 'BRACKET' })
const lots: StockItemEvent[] = [
  inStock(bracket, '10', { lot: 'L-1' }),
  inStock(bracket, '4', { lot: 'L-1', status: 'inInspection' }),
  inStock(bracket, '1', { lot: 'L-1', status: 'blocked' }),
  inStock(bracket, '7', { lot: 'L-2' }),
]

/** Decides messages one after the other; the events of all of them. */
function play(...messages: Parameters<ReturnType<ReturnType<typeof of>['given']>['when']>[0][]) {
  const events = [...lots]
  for (const message of messages)
    events.push(
      ...of(bracket)
        .given(...events)
        .when(message)
        .events(),
    )
  return events
}
const stateAfter = (events: readonly StockItemEvent[]) =>
  of(bracket)
    .given(...events)
    .state()
const amounts = (events: readonly StockItemEvent[], lot: string, location = 'RAW-01') =>
  (['unrestricted', 'inInspection', 'blocked'] as StockStatus[])
    .map((status) => amountOf(stateAfter(events), lot, location, status))
    .join(' ')

describe('a hold of a lot', () => {
  test('blocks what is usable of the lot in its own event, and nothing of other lots', () => {
    const events = play(hold('H-1', 'L-1'))
    expect(events.slice(lots.length).map((e) => e.type)).toEqual([StockHoldPlaced.name])
    expect(amounts(events, 'L-1')).toBe('0 0 15')
    expect(amounts(events, 'L-2')).toBe('7 0 0')
  })
  test('placed twice is placed once', () => {
    of(bracket)
      .given(...lots)
      .when(hold('H-1', 'L-1'))
      .again()
      .thenNothing()
  })
  test('gives back on release what it blocked, and leaves what was blocked before', () => {
    expect(amounts(play(hold('H-1', 'L-1'), release('H-1')), 'L-1')).toBe('10 4 1')
  })
  test('released twice is released once', () => {
    of(bracket)
      .given(...play(hold('H-1', 'L-1')))
      .when(release('H-1'))
      .again()
      .thenNothing()
  })
  test('gives nothing back while another hold covers the lot', () => {
    const both = play(hold('H-1', 'L-1'), hold('H-2'), release('H-1'))
    expect(amounts(both, 'L-1')).toBe('0 0 15')
    expect(amounts(play(hold('H-1', 'L-1'), hold('H-2'), release('H-1'), release('H-2')), 'L-1')).toBe(
      '10 4 1',
    )
    expect(amounts(play(hold('H-1', 'L-1'), hold('H-2'), release('H-2')), 'L-2')).toBe('7 0 0')
  })
  test('whose release came first has no effect when it comes, unless it was placed anew later', () => {
    const released = play(release('H-1'))
    expect(released.at(-1)).toEqual(
      StockHoldReleased.create({
        hold: 'H-1',
        item: 'BRACKET',
        reportedAt: '2026-03-02T08:00:00.000Z',
        unit: 'EA',
        overtook: true,
        moved: [],
      }),
    )
    const given = of(bracket).given(...released)
    given.when(hold('H-1', 'L-1')).thenNothing()
    given.when(hold('H-1', 'L-1'), { occurredAt: LATER }).thenTypes(StockHoldPlaced.name)
  })
  test('blocks what comes in of the lot, and gives it back as what it came in as', () => {
    const receipt = GoodsReceiptReported.create({ item: 'BRACKET', lot: 'L-1', quantity: ea('5') })
    expect(amounts(play(hold('H-1', 'L-1'), receipt), 'L-1')).toBe('0 0 20')
    expect(amounts(play(hold('H-1', 'L-1'), receipt, release('H-1')), 'L-1')).toBe('15 4 1')
  })
  test('moves with the stock that a forklift moves', () => {
    const move = StockTransferReported.create({
      item: 'BRACKET',
      fromLocation: 'RAW-01',
      toLocation: 'QA-01',
      lot: 'L-1',
      quantity: ea('6'),
    })
    const held = play(hold('H-1', 'L-1'), move)
    expect(amounts(held, 'L-1', 'QA-01')).toBe('0 0 6')
    const free = play(hold('H-1', 'L-1'), move, release('H-1'))
    expect(amounts(free, 'L-1', 'QA-01')).toBe('6 0 0')
    expect(amounts(free, 'L-1')).toBe('4 4 1')
  })
})

test('a hold of the item blocks every lot, and what comes in of new ones', () => {
  const receipt = GoodsReceiptReported.create({ item: 'BRACKET', lot: 'L-3', quantity: ea('5') })
  const events = play(hold('H-1'), receipt)
  expect(['L-1', 'L-2', 'L-3'].map((lot) => amounts(events, lot))).toEqual(['0 0 15', '0 0 7', '0 0 5'])
  expect(
    stateAfter([...events, ...play(hold('H-1'), receipt, release('H-1')).slice(events.length)]).onHand[
      'unrestricted'
    ],
  ).toBe('22')
})

describe('G10: a held lot', () => {
  const events = play(hold('H-1', 'L-1'))
  const given = of(bracket).given(...events)
  const reserve = (over: object) =>
    ReserveStock.create({
      reservation: 'R-1',
      item: 'BRACKET',
      quantity: ea('7'),
      expiresAt: '2026-03-09T00:00:00Z',
      ...over,
    })
  test('is never reserved, by its number or without', () => {
    given.when(reserve({ lot: 'L-1' })).thenRejected('lot-held')
    given.when(reserve({ quantity: ea('8') })).thenRejected('insufficient-stock')
    given.when(reserve({})).events()
  })
  test('is never promised', () => {
    const ask = (amount: string) =>
      PromiseStock.create({
        promise: 'SO-1',
        item: 'BRACKET',
        policy: 'all',
        lines: [{ line: '10', quantity: ea(amount), date: day(0) }],
      })
    given.when(ask('8')).thenRejected('not-available')
    given.when(ask('7')).events()
  })
  test('is never issued by a request, in any status, nor given another status', () => {
    const issue = { item: 'BRACKET', lot: 'L-1', quantity: ea('1') }
    given.when(IssueGoods.create(issue)).thenRejected('lot-held')
    given.when(IssueGoods.create({ ...issue, status: 'blocked' })).thenRejected('lot-held')
    given
      .when(ChangeStockStatus.create({ ...issue, from: 'blocked', to: 'unrestricted' }))
      .thenRejected('lot-held')
  })
  test('that was reserved before its hold is not issued after it, and the missing stock is shown', () => {
    const reserved = of(bracket)
      .given(...lots)
      .when(reserve({ lot: 'L-1', quantity: ea('10') }))
      .events()
    const held = of(bracket).given(...lots, ...reserved, ...play(hold('H-2', 'L-2')).slice(lots.length))
    const raced = held.when(hold('H-1', 'L-1'))
    expect(raced.events().map((e) => e.data)).toContainEqual(
      expect.objectContaining({ code: 'reserved-stock-missing' }),
    )
    const after = of(bracket).given(...lots, ...reserved, ...play(hold('H-1', 'L-1')).slice(lots.length))
    after
      .when(IssueGoods.create({ item: 'BRACKET', lot: 'L-1', quantity: ea('1'), reservation: 'R-1' }))
      .thenRejected('lot-held')
  })
  test('that was used all the same is recorded with an exception, which its release clears', () => {
    for (const used of [
      PostConsumption.create({ item: 'BRACKET', order: 'WO-1', lot: 'L-1', quantity: ea('3') }),
      GoodsIssueReported.create({ item: 'BRACKET', lot: 'L-1', quantity: ea('3') }),
    ]) {
      const decided = given.when(used)
      expect(decided.events()[1]?.data).toMatchObject({ code: 'held-lot-used', lot: 'L-1' })
      expect(amounts([...events, ...decided.events()], 'L-1')).toBe('0 0 12')
      const cleared = of(bracket)
        .given(...events, ...decided.events())
        .when(release('H-1'))
      expect(cleared.events().map((e) => e.type)).toContain(StockExceptionCleared.name)
    }
  })
})

describe('an expired lot', () => {
  const given = of(bracket).given(
    inStock(bracket, '10', { lot: 'OLD', expiresOn: day(-1) }),
    inStock(bracket, '5', { lot: 'NEW', expiresOn: day(0) }),
  )
  const reserve = (over: object) =>
    ReserveStock.create({
      reservation: 'R-1',
      item: 'BRACKET',
      quantity: ea('5'),
      expiresAt: '2026-03-09T00:00:00Z',
      ...over,
    })
  test('is never reserved, promised or issued by a request', () => {
    given.when(reserve({ lot: 'OLD' })).thenRejected('lot-expired')
    given.when(reserve({ quantity: ea('6') })).thenRejected('not-available')
    given.when(reserve({ lot: 'NEW', date: day(1) })).thenRejected('lot-expired')
    given.when(reserve({ lot: 'NEW' })).events()
    given
      .when(IssueGoods.create({ item: 'BRACKET', lot: 'OLD', quantity: ea('1') }))
      .thenRejected('lot-expired')
  })
  test('that was used all the same is recorded with an exception', () => {
    const decided = given.when(
      PostConsumption.create({ item: 'BRACKET', order: 'WO-1', lot: 'OLD', quantity: ea('3') }),
    )
    decided.thenTypes('inventory.GoodsIssued', StockExceptionRaised.name)
    expect(decided.events()[1]?.data).toMatchObject({ code: 'expired-lot-used' })
  })
})

describe('a usage decision', () => {
  const decide = (accepted: string, rejected: string, location?: string) =>
    PostUsageDecision.create({
      inspection: 'I-1',
      item: 'BRACKET',
      lot: 'L-1',
      ...(location ? { location } : {}),
      accepted: ea(accepted),
      rejected: ea(rejected),
    })
  test('makes what was accepted unrestricted, and what was rejected blocked', () => {
    expect(amounts(play(decide('3', '1')), 'L-1')).toBe('13 0 2')
    expect(amounts(play(decide('0', '4')), 'L-1')).toBe('10 0 5')
  })
  test('takes from every location where the lot waits', () => {
    const move = StockTransferReported.create({
      item: 'BRACKET',
      fromLocation: 'RAW-01',
      toLocation: 'QA-01',
      lot: 'L-1',
      status: 'inInspection',
      quantity: ea('3'),
    })
    const events = play(move, decide('2', '2'))
    expect(amounts(events, 'L-1', 'QA-01')).toBe('2 0 1')
    expect(amounts(events, 'L-1')).toBe('10 0 2')
  })
  test('of a held lot stays blocked, and is what was decided when the hold is released', () => {
    expect(amounts(play(hold('H-1', 'L-1'), decide('3', '1')), 'L-1')).toBe('0 0 15')
    expect(amounts(play(hold('H-1', 'L-1'), decide('3', '1'), release('H-1')), 'L-1')).toBe('13 0 2')
  })
  test('of more than waits is recorded, with an exception', () => {
    const events = play(decide('6', '0'))
    expect(amounts(events, 'L-1')).toBe('16 -2 1')
    expect(events.at(-1)?.data).toMatchObject({ code: 'negative-stock', status: 'inInspection' })
  })
  test('of nothing does nothing', () => {
    of(bracket)
      .given(...lots)
      .when(decide('0', '0'))
      .thenNothing()
  })
})
