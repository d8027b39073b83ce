import {
  ChangeStockStatus,
  GoodsIssued,
  GoodsReceiptReported,
  IssueGoods,
  PlaceStockHold,
  PromiseStock,
  ReceiveGoods,
  ReleaseStockHold,
  ReserveStock,
  TransferStock,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { notUnderstood } from '../../src/domain/stock-item/ask.ts'
import { amountOf } from '../../src/domain/stock-item/stock.ts'
import { bracket, day, ea, inStock, of, plant } from './world.ts'

const own = (over: { atp?: boolean; picking?: boolean; consumption?: boolean } = {}) => ({
  stockStatuses: [{ status: 'bGrade', atp: false, picking: false, consumption: false, ...over }],
})
const quantity = ea('4')
const issue = IssueGoods.create({ item: 'BRACKET', status: 'bGrade', quantity })
const reserve = ReserveStock.create({
  item: 'BRACKET',
  reservation: 'R-1',
  quantity,
  expiresAt: '2026-03-02T18:00:00Z',
})
const promise = PromiseStock.create({
  promise: 'SO-1',
  item: 'BRACKET',
  policy: 'all',
  lines: [{ line: '10', quantity, date: day(0) }],
})
const held = inStock(bracket, '10', { status: 'bGrade' })

describe('a status that the plant configures', () => {
  test('is one that stock can have, move in and change to', () => {
    const at = of(bracket, own())
    const received = at
      .given()
      .when(ReceiveGoods.create({ item: 'BRACKET', status: 'bGrade', quantity: ea('10') }))
    received.then(held)
    const move = { item: 'BRACKET', fromLocation: 'RAW-01', toLocation: 'FG-01', status: 'bGrade', quantity }
    const state = at.given(held).when(TransferStock.create(move)).state()
    expect(amountOf(state, '', 'FG-01', 'bGrade')).toBe('4')
    const change = { item: 'BRACKET', from: 'bGrade', to: 'unrestricted', quantity }
    const changed = at.given(held).when(ChangeStockStatus.create(change)).state()
    expect(changed.onHand).toEqual({ bGrade: '6', unrestricted: '4' })
  })
  test('is promised exactly while the plant flags it for ATP, as soon as the flag changes', () => {
    of(bracket, own()).given(held).when(promise).thenRejected('not-available')
    of(bracket, own({ atp: true }))
      .given(held)
      .when(promise)
      .thenTypes('inventory.StockPromised')
  })
  test('is reserved exactly while the plant flags it for picking', () => {
    of(bracket, own({ atp: true }))
      .given(held)
      .when(reserve)
      .thenRejected('insufficient-stock')
    of(bracket, own({ atp: true, picking: true }))
      .given(held)
      .when(reserve)
      .thenTypes('inventory.StockReserved')
  })
  test('is issued by a request exactly while the plant flags it for consumption', () => {
    const { details } = of(bracket, own()).given(held).when(issue).thenRejected('status-not-consumable')
    expect(details).toEqual({ item: 'BRACKET', status: 'bGrade', consumable: ['unrestricted'] })
    of(bracket, own({ consumption: true }))
      .given(held)
      .when(issue)
      .thenTypes(GoodsIssued.name)
  })
  test('keeps from an issue what others have reserved, where it is picked', () => {
    const flags = own({ atp: true, picking: true, consumption: true })
    const reserved = of(bracket, flags)
      .given(held)
      .when(ReserveStock.create({ ...reserve.data, quantity: ea('8') }))
      .events()
    of(bracket, flags)
      .given(held, ...reserved)
      .when(issue)
      .thenRejected('not-available')
  })
  test('is what held stock gets back when its hold is released', () => {
    const at = of(bracket, own())
    const hold = PlaceStockHold.create({ hold: 'H-1', item: 'BRACKET', reason: 'x' })
    const placed = at.given(held).when(hold)
    expect(placed.state().onHand).toEqual({ blocked: '10' })
    const released = at
      .given(held, ...placed.events())
      .when(ReleaseStockHold.create({ hold: 'H-1', item: 'BRACKET' }))
    expect(released.state().onHand).toEqual({ bGrade: '10' })
  })
  test('of a lot past its last day is promised no more', () => {
    const flags = own({ atp: true })
    const lot = { status: 'bGrade', lot: 'L-1', expiresOn: day(1) }
    of(bracket, flags)
      .given(inStock(bracket, '10', lot))
      .when(promise)
      .thenTypes('inventory.StockPromised')
    of(bracket, flags)
      .given(inStock(bracket, '10', { ...lot, expiresOn: day(-1) }))
      .when(promise)
      .thenRejected('not-available')
  })
})

describe('a status that the plant does not know', () => {
  const data = { item: 'BRACKET', status: 'cGrade', quantity }
  test('is refused as a request, with those that are known', () => {
    const { details } = of(bracket, own())
      .given()
      .when(ReceiveGoods.create(data))
      .thenRejected('unknown-status')
    const known = ['unrestricted', 'inInspection', 'blocked', 'bGrade']
    expect(details).toEqual({ item: 'BRACKET', status: 'cGrade', known })
    const change = ChangeStockStatus.create({ item: 'BRACKET', from: 'unrestricted', to: 'cGrade', quantity })
    of(bracket, own()).given().when(change).thenRejected('unknown-status')
  })
  test('is not understood where it happened, until the plant is published with it', () => {
    const reference = { item: bracket, plant: { ...plant, ...own() } }
    expect(notUnderstood(GoodsReceiptReported.create(data), reference)).toEqual({
      code: 'unknown-status',
      sentence: expect.stringContaining('no stock status cGrade; it has unrestricted, inInspection, blocked'),
    })
    const known = GoodsReceiptReported.create({ ...data, status: 'bGrade' })
    expect(notUnderstood(known, reference)).toBeUndefined()
  })
  test('that stock still has counts for nothing, and can be changed to one that the plant has', () => {
    const at = of(bracket, { stockStatuses: [] }).given(held)
    at.when(promise).thenRejected('not-available')
    const change = { item: 'BRACKET', from: 'bGrade', to: 'unrestricted', quantity }
    expect(at.when(ChangeStockStatus.create(change)).state().onHand).toEqual({
      bGrade: '6',
      unrestricted: '4',
    })
    at.when(ChangeStockStatus.create({ ...change, from: 'cGrade' })).thenRejected('unknown-status')
  })
})
