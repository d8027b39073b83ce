import {
  ApproveStockCount,
  GoodsIssueReported,
  PlaceStockHold,
  ReleaseStockHold,
  ReportStockCount,
  RequestRecount,
  ReverseMovement,
  StockCountApproved,
  StockCounted,
  StockCountReported,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { amountOf } from '../../src/domain/stock-item/stock.ts'
import { bracket, ea, inStock, of, story } from './world.ts'

const counted = (amount: string, count = 'C-1') => ({ item: 'BRACKET', count, counted: ea(amount) })
const named = { item: 'BRACKET', count: 'C-1' }
const there = inStock(bracket, '100')
const open = [
  there,
  ...of(bracket)
    .given(there)
    .when(StockCountReported.create(counted('93')))
    .events(),
]

describe('a count', () => {
  test('records what was known and the difference, which waits for approval', () => {
    const decided = of(bracket)
      .given(there)
      .when(StockCountReported.create({ ...counted('93'), countedBy: 'ann' }))
    decided.then(
      StockCounted.create({
        ...{ item: 'BRACKET', count: 'C-1', location: 'RAW-01', lot: '', status: 'unrestricted' },
        ...{ counted: ea('93'), book: '100', difference: '-7', countedBy: 'ann' },
      }),
    )
    expect(amountOf(decided.state(), '', 'RAW-01', 'unrestricted')).toBe('100')
  })
  test('that finds what is known is approved by itself and moves nothing', () => {
    const decided = of(bracket)
      .given(there)
      .when(StockCountReported.create(counted('100')))
    decided.thenTypes(StockCounted.name, StockCountApproved.name)
    expect(decided.state().movements.map((m) => m.effects)).toEqual([expect.any(Array), []])
  })
  test('within the tolerance of the plant is approved by itself, and one above is not', () => {
    const tolerant = of(bracket, { countTolerancePercent: '2' }).given(there)
    const within = tolerant.when(StockCountReported.create(counted('98')))
    expect(within.events()[1]?.data).toMatchObject({ quantity: ea('-2'), withinTolerance: true })
    expect(amountOf(within.state(), '', 'RAW-01', 'unrestricted')).toBe('98')
    tolerant.when(StockCountReported.create(counted('97'))).thenTypes(StockCounted.name)
  })
  test('is approved by its difference: what moved since the count stays as it is', () => {
    const issued = of(bracket)
      .given(...open)
      .when(GoodsIssueReported.create({ item: 'BRACKET', quantity: ea('10') }))
    const approved = of(bracket)
      .given(...open, ...issued.events())
      .when(ApproveStockCount.create({ ...named, approvedBy: 'bob' }))
    expect(amountOf(approved.state(), '', 'RAW-01', 'unrestricted')).toBe('83')
    expect(approved.events()[0]?.data).toMatchObject({ quantity: ea('-7'), approvedBy: 'bob' })
  })
  test('counted again takes the place of the first, which cannot be approved until then', () => {
    const asked = of(bracket)
      .given(...open)
      .when(RequestRecount.create(named))
    const given = of(bracket).given(...open, ...asked.events())
    given.when(RequestRecount.create(named)).thenNothing()
    given.when(ApproveStockCount.create(named)).thenRejected('recount-pending')
    const again = given.when(ReportStockCount.create(counted('99')))
    const state = of(bracket)
      .given(...open, ...asked.events(), ...again.events())
      .when(ApproveStockCount.create(named))
      .state()
    expect(amountOf(state, '', 'RAW-01', 'unrestricted')).toBe('99')
  })
  test('that nobody knows, or that is approved already, is refused', () => {
    of(bracket).given(there).when(ApproveStockCount.create(named)).thenRejected('unknown-count')
    of(bracket).given(there).when(RequestRecount.create(named)).thenRejected('unknown-count')
    const approved = of(bracket)
      .given(...open)
      .when(ApproveStockCount.create(named))
    const given = of(bracket).given(...open, ...approved.events())
    given.when(ApproveStockCount.create(named)).thenRejected('count-closed')
    given.when(RequestRecount.create(named)).thenRejected('count-closed')
    given.when(ReportStockCount.create(counted('5'))).thenRejected('count-closed')
  })
  test('of a held lot is compared with what the hold blocked, and its difference is blocked with it', () => {
    const lot = inStock(bracket, '10', { lot: 'L-1' })
    const held = of(bracket)
      .given(lot)
      .when(PlaceStockHold.create({ hold: 'H-1', item: 'BRACKET', lot: 'L-1', reason: 'leaks' }))
    const count = of(bracket)
      .given(lot, ...held.events())
      .when(StockCountReported.create({ ...counted('12'), lot: 'L-1' }))
    expect(count.events()[0]?.data).toMatchObject({ book: '10', difference: '2' })
    const state = of(bracket)
      .given(lot, ...held.events(), ...count.events())
      .when(ApproveStockCount.create(named))
      .state()
    expect(amountOf(state, 'L-1', 'RAW-01', 'blocked')).toBe('12')
    expect(amountOf(state, 'L-1', 'RAW-01', 'unrestricted')).toBe('0')
  })
  test('of a lot that was below zero as the hold came is compared with that', () => {
    const gone = GoodsIssueReported.create({ item: 'BRACKET', lot: 'L-1', quantity: ea('2') })
    const held = story(bracket, [])
      .when(gone)
      .when(PlaceStockHold.create({ hold: 'H-1', item: 'BRACKET', lot: 'L-1', reason: 'leaks' }))
      .when(StockCountReported.create({ ...counted('3'), lot: 'L-1' }))
    expect(held.events()[0]?.data).toMatchObject({ book: '-2', difference: '5' })
    const state = held
      .when(ApproveStockCount.create(named))
      .when(ReleaseStockHold.create({ hold: 'H-1', item: 'BRACKET' }))
      .state()
    expect(amountOf(state, 'L-1', 'RAW-01', 'unrestricted')).toBe('3')
    expect(state.exceptions).toEqual({})
  })
  test('puts right what another open one of the same place found, too: both approved post it once', () => {
    const both = story(bracket, [there])
      .when(StockCountReported.create(counted('90', 'C-1')))
      .when(StockCountReported.create(counted('88', 'C-2')))
      .when(ApproveStockCount.create(named))
      .when(ApproveStockCount.create({ ...named, count: 'C-2' }))
    expect(both.events()[0]?.data).toMatchObject({ quantity: ea('-2') })
    expect(amountOf(both.state(), '', 'RAW-01', 'unrestricted')).toBe('88')
  })
  test('once approved is reversed like any movement', () => {
    const approved = of(bracket)
      .given(...open)
      .when(ApproveStockCount.create(named))
    const state = of(bracket)
      .given(...open, ...approved.events())
      .when(ReverseMovement.create({ item: 'BRACKET', movement: 'given-3', reason: 'wrong shelf' }))
      .state()
    expect(amountOf(state, '', 'RAW-01', 'unrestricted')).toBe('100')
  })
})
