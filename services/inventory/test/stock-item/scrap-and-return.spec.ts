import {
  GoodsIssueReported,
  GoodsReceiptReported,
  GoodsReturnReported,
  ReturnGoods,
  ScrapReported,
  ScrapStock,
  StockExceptionRaised,
  StockScrapped,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { lineOf, openTotal } from '../../src/domain/stock-item/ledger.ts'
import { amountOf } from '../../src/domain/stock-item/stock.ts'
import { bracket, day, demandOf, ea, inStock, of, purchase, sale, supplyOf } from './world.ts'

describe('scrap', () => {
  const scrap = { item: 'BRACKET', quantity: ea('3'), reasonCode: 'RUST' }
  test('leaves the stock with the code of why', () => {
    const decided = of(bracket).given(inStock(bracket, '10')).when(ScrapStock.create(scrap))
    expect(decided.events()[0]?.data).toMatchObject({ reasonCode: 'RUST', status: 'unrestricted' })
    expect(amountOf(decided.state(), '', 'RAW-01', 'unrestricted')).toBe('7')
  })
  test('of more than is there is refused as a request, and recorded with an exception as a fact', () => {
    const data = { ...scrap, quantity: ea('11') }
    of(bracket).given(inStock(bracket, '10')).when(ScrapStock.create(data)).thenRejected('insufficient-stock')
    of(bracket)
      .given(inStock(bracket, '10'))
      .when(ScrapReported.create(data))
      .thenTypes(StockScrapped.name, StockExceptionRaised.name)
  })
})

describe('a return', () => {
  const order = sale('SO-1')
  const back = {
    item: 'BRACKET',
    direction: 'fromCustomer' as const,
    quantity: ea('4'),
    document: order,
    reason: 'wrong bore',
  }
  const sold = [inStock(bracket, '10'), demandOf(bracket, order, '10', day(2))]
  const delivered = [
    ...sold,
    ...of(bracket)
      .given(...sold)
      .when(GoodsIssueReported.create({ item: 'BRACKET', quantity: ea('10'), document: order }))
      .events(),
  ]
  test('from a customer waits for inspection, and leaves the order as it is', () => {
    const state = of(bracket)
      .given(...delivered)
      .when(ReturnGoods.create(back))
      .state()
    expect(amountOf(state, '', 'RAW-01', 'inInspection')).toBe('4')
    expect(openTotal(lineOf(state.demand, order))).toBe('0')
  })
  test('that says so opens the order again by as much', () => {
    const state = of(bracket)
      .given(...delivered)
      .when(GoodsReturnReported.create({ ...back, reopen: true }))
      .state()
    expect(openTotal(lineOf(state.demand, order))).toBe('4')
  })
  test('to a supplier takes stock, and opens the purchase order again where it says so', () => {
    const bought = purchase('PO-1')
    const expected = supplyOf(bracket, bought, '10', day(2))
    const received = [
      expected,
      ...of(bracket)
        .given(expected)
        .when(GoodsReceiptReported.create({ item: 'BRACKET', quantity: ea('10'), document: bought }))
        .events(),
    ]
    const data = { ...back, direction: 'toSupplier' as const, document: bought, reopen: true }
    const state = of(bracket)
      .given(...received)
      .when(ReturnGoods.create(data))
      .state()
    expect(amountOf(state, '', 'RAW-01', 'unrestricted')).toBe('6')
    expect(openTotal(lineOf(state.supply, bought))).toBe('4')
    of(bracket)
      .given(...received)
      .when(ReturnGoods.create({ ...data, quantity: ea('11') }))
      .thenRejected('insufficient-stock')
  })
})
