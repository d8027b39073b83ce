import {
  AdjustStock,
  ChangeStockStatus,
  GoodsIssued,
  GoodsIssueReported,
  GoodsReceiptReported,
  GoodsReceived,
  IssueGoods,
  ReceiveGoods,
  StockAdjusted,
  StockAdjustmentReported,
  StockExceptionRaised,
  StockStatusChanged,
  StockStatusChangeReported,
  StockTransferReported,
  StockTransferred,
  TransferStock,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { notUnderstood } from '../../src/domain/stock-item/ask.ts'
import { amountOf } from '../../src/domain/stock-item/stock.ts'
import { bolt, bracket, ea, inStock, item, kg, of, plant, steel } from './world.ts'

describe('a receipt', () => {
  test('is booked at the place, lot and status that it names', () => {
    of(bracket)
      .given()
      .when(
        ReceiveGoods.create({
          item: 'BRACKET',
          location: 'FG-01',
          lot: 'B-1',
          status: 'blocked',
          quantity: ea('5'),
        }),
      )
      .then(inStock(bracket, '5', { location: 'FG-01', lot: 'B-1', status: 'blocked' }))
  })
  test('goes to the default location of the plant, unrestricted, where it says nothing else', () => {
    of(bracket)
      .given()
      .when(ReceiveGoods.create({ item: 'BRACKET', quantity: ea('5') }))
      .then(inStock(bracket, '5'))
  })
  test('goes to inspection where the item says so', () => {
    of({ ...bracket, inspectAtReceipt: true })
      .given()
      .when(ReceiveGoods.create({ item: 'BRACKET', quantity: ea('5') }))
      .then(inStock(bracket, '5', { status: 'inInspection' }))
  })
  test('in another unit is converted, and keeps what was said', () => {
    of(bolt)
      .given()
      .when(ReceiveGoods.create({ item: 'BOLT', quantity: { amount: '1.5', unit: 'BX' } }))
      .then(GoodsReceived.create({ ...inStock(bolt, '300').data, reported: { amount: '1.5', unit: 'BX' } }))
  })
  test('in an unknown unit is refused with the units that are known', () => {
    const { details } = of(bolt)
      .given()
      .when(ReceiveGoods.create({ item: 'BOLT', quantity: { amount: '1', unit: 'KGM' } }))
      .thenRejected('unknown-unit')
    expect(details).toEqual({ item: 'BOLT', unit: 'KGM', known: ['EA', 'BX'] })
  })
  test('that happened in an unknown unit is not understood until the unit is published', () => {
    const data = { item: 'BOLT', quantity: { amount: '1', unit: 'KGM' } }
    const reference = { item: bolt, plant }
    expect(notUnderstood(GoodsReceiptReported.create(data), reference)).toEqual({
      code: 'unknown-unit',
      sentence: expect.stringContaining('no unit KGM; it is known in EA, BX'),
    })
    expect(notUnderstood(ReceiveGoods.create(data), reference)).toBeUndefined()
    const known = GoodsReceiptReported.create({ ...data, quantity: ea('1') })
    expect(notUnderstood(known, reference)).toBeUndefined()
  })
  test('of nothing in the base unit is refused as a request, and recorded with an exception as a fact', () => {
    const screw = item({ item: 'SCREW', conversions: [{ unit: 'GRM', numerator: 1, denominator: 7 }] })
    const data = { item: 'SCREW', quantity: { amount: '3', unit: 'GRM' } }
    of(screw).given().when(ReceiveGoods.create(data)).thenRejected('rounds-to-zero')
    of(screw)
      .given()
      .when(GoodsReceiptReported.create(data))
      .thenTypes(GoodsReceived.name, StockExceptionRaised.name)
  })
  test('without a lot of an item kept in lots is refused as a request, and recorded with an exception as a fact', () => {
    const data = { item: 'STEEL', quantity: kg('200') }
    of(steel).given().when(ReceiveGoods.create(data)).thenRejected('lot-required')
    const events = of(steel).given().when(GoodsReceiptReported.create(data)).events()
    expect(events[0]).toEqual(inStock(steel, '200'))
    expect(events[1]?.data).toMatchObject({ code: 'lot-missing', exception: 'lot-missing:RAW-01' })
  })
  test('without a lot is settled when its lot is named by adjustments', () => {
    const given = of(steel).given(
      ...of(steel)
        .given()
        .when(GoodsReceiptReported.create({ item: 'STEEL', quantity: kg('200') }))
        .events(),
    )
    const away = StockAdjustmentReported.create({ item: 'STEEL', quantity: kg('-200'), reason: 'lot S-1' })
    expect(
      given
        .when(away)
        .events()
        .map((e) => e.data),
    ).toContainEqual(
      expect.objectContaining({ code: 'lot-missing', sentence: expect.stringContaining('Nothing of STEEL') }),
    )
  })
})

describe('an issue', () => {
  const given = of(bracket).given(inStock(bracket, '10'))
  const issue = { item: 'BRACKET', quantity: ea('4') }
  test('takes unrestricted stock', () => {
    const decided = given.when(IssueGoods.create(issue))
    decided.then(
      GoodsIssued.create({
        item: 'BRACKET',
        location: 'RAW-01',
        lot: '',
        status: 'unrestricted',
        quantity: ea('4'),
      }),
    )
    expect(amountOf(decided.state(), '', 'RAW-01', 'unrestricted')).toBe('6')
  })
  test('of more than is there is refused with what is there, and where else there is some', () => {
    const { details } = of(bracket)
      .given(inStock(bracket, '10'), inStock(bracket, '90', { location: 'FG-01' }))
      .when(IssueGoods.create({ ...issue, quantity: ea('11') }))
      .thenRejected('insufficient-stock')
    expect(details).toMatchObject({
      there: '10',
      requested: '11',
      elsewhere: [{ location: 'FG-01', amount: '90' }],
    })
  })
  test('that happened is recorded whatever was there, with an exception that a receipt clears', () => {
    const decided = given.when(GoodsIssueReported.create({ ...issue, quantity: ea('11') }))
    decided.thenTypes(GoodsIssued.name, StockExceptionRaised.name)
    expect(decided.events()[1]?.data).toMatchObject({
      code: 'negative-stock',
      sentence: 'BRACKET at RAW-01 is at -1 EA unrestricted: a receipt or a correction is missing.',
    })
    const settled = of(bracket)
      .given(inStock(bracket, '10'), ...decided.events())
      .when(ReceiveGoods.create({ item: 'BRACKET', quantity: ea('1') }))
    expect(settled.events().map((e) => e.type)).toEqual([
      GoodsReceived.name,
      'inventory.StockExceptionCleared',
    ])
  })
  test('that makes negative stock worse raises no second exception', () => {
    const first = given.when(GoodsIssueReported.create({ ...issue, quantity: ea('11') }))
    of(bracket)
      .given(inStock(bracket, '10'), ...first.events())
      .when(GoodsIssueReported.create(issue))
      .thenTypes(GoodsIssued.name)
  })
})

describe('a transfer', () => {
  const move = { item: 'BOLT', fromLocation: 'RAW-01', toLocation: 'LINE-1', quantity: ea('4') }
  test('moves stock between two locations', () => {
    const state = of(bolt).given(inStock(bolt, '10')).when(TransferStock.create(move)).state()
    expect(amountOf(state, '', 'RAW-01', 'unrestricted')).toBe('6')
    expect(amountOf(state, '', 'LINE-1', 'unrestricted')).toBe('4')
    expect(state.onHand['unrestricted']).toBe('10')
  })
  test('to where it is already does nothing', () => {
    of(bolt)
      .given(inStock(bolt, '10'))
      .when(TransferStock.create({ ...move, toLocation: 'RAW-01' }))
      .thenNothing()
  })
  test('of more than is there is refused as a request, and recorded as a fact', () => {
    const data = { ...move, quantity: ea('11') }
    of(bolt).given(inStock(bolt, '10')).when(TransferStock.create(data)).thenRejected('insufficient-stock')
    of(bolt)
      .given(inStock(bolt, '10'))
      .when(StockTransferReported.create(data))
      .thenTypes(StockTransferred.name, StockExceptionRaised.name)
  })
})

describe('an adjustment', () => {
  test('adds a difference above or below zero', () => {
    const state = of(bolt).given(inStock(bolt, '10')).when(AdjustStock.example).state()
    expect(state.onHand['unrestricted']).toBe('3')
  })
  test('below zero is refused as a request, and recorded as a fact', () => {
    const data = { item: 'BOLT', quantity: ea('-11'), reason: 'count' }
    of(bolt).given(inStock(bolt, '10')).when(AdjustStock.create(data)).thenRejected('insufficient-stock')
    of(bolt)
      .given(inStock(bolt, '10'))
      .when(StockAdjustmentReported.create(data))
      .thenTypes(StockAdjusted.name, StockExceptionRaised.name)
  })
})

describe('a status change', () => {
  const change = { item: 'BOLT', from: 'unrestricted', to: 'blocked', quantity: ea('3') } as const
  test('moves stock between two statuses of a place', () => {
    const state = of(bolt).given(inStock(bolt, '10')).when(ChangeStockStatus.create(change)).state()
    expect(amountOf(state, '', 'RAW-01', 'unrestricted')).toBe('7')
    expect(amountOf(state, '', 'RAW-01', 'blocked')).toBe('3')
  })
  test('to the status it has does nothing', () => {
    of(bolt)
      .given(inStock(bolt, '10'))
      .when(ChangeStockStatus.create({ ...change, to: 'unrestricted' }))
      .thenNothing()
  })
  test('of more than is there is refused as a request, and recorded as a fact', () => {
    const data = { ...change, quantity: ea('11') }
    of(bolt)
      .given(inStock(bolt, '10'))
      .when(ChangeStockStatus.create(data))
      .thenRejected('insufficient-stock')
    of(bolt)
      .given(inStock(bolt, '10'))
      .when(StockStatusChangeReported.create(data))
      .thenTypes(StockStatusChanged.name, StockExceptionRaised.name)
  })
})
