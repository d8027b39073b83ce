import {
  ChangeStockOwner,
  GoodsIssued,
  GoodsIssueReported,
  GoodsReceiptReported,
  IssueGoods,
  type Owner,
  PlaceStockHold,
  PostUsageDecision,
  PromiseStock,
  ReceiveGoods,
  ReserveStock,
  StockOwnerChanged,
  StockOwnerChangeReported,
  TransferStock,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { amountOf } from '../../src/domain/stock-item/stock.ts'
import { bracket, day, ea, inStock, of } from './world.ts'

const acme: Owner = { kind: 'consignment', party: 'ACME' }
const customer: Owner = { kind: 'customer', party: 'C-1' }
const ofAcme = inStock(bracket, '10', { owner: acme })
const ofCustomer = inStock(bracket, '10', { owner: customer })
const promise = PromiseStock.create({
  promise: 'SO-1',
  item: 'BRACKET',
  policy: 'all',
  lines: [{ line: '10', quantity: ea('10'), date: day(0) }],
})
const amounts = (events: readonly StockItemEvent[]) => {
  const state = of(bracket)
    .given(...events)
    .when(ReceiveGoods.create({ item: 'BRACKET', location: 'ELSEWHERE', quantity: ea('1') }))
    .state()
  const keys = ['', 'consignment:ACME', 'customer:C-1']
  return keys.map((owner) => amountOf(state, '', 'RAW-01', 'unrestricted', owner)).join(' ')
}

describe('stock of an owner', () => {
  test('is kept apart from that of others, and moves as theirs', () => {
    const received = of(bracket)
      .given()
      .when(GoodsReceiptReported.create({ item: 'BRACKET', owner: acme, quantity: ea('10') }))
    received.then(ofAcme)
    expect(amounts([ofAcme, ofCustomer])).toBe('0 10 10')
    const move = { item: 'BRACKET', fromLocation: 'RAW-01', toLocation: 'FG-01', owner: acme }
    const state = of(bracket)
      .given(ofAcme)
      .when(TransferStock.create({ ...move, quantity: ea('4') }))
      .state()
    expect(amountOf(state, '', 'FG-01', 'unrestricted', 'consignment:ACME')).toBe('4')
  })
  test('is promised where it is consignment, and never where it is a customer’s', () => {
    of(bracket).given(ofAcme).when(promise).thenTypes('inventory.StockPromised')
    of(bracket).given(ofCustomer).when(promise).thenRejected('not-available')
    const reserve = {
      item: 'BRACKET',
      reservation: 'R-1',
      quantity: ea('1'),
      expiresAt: '2026-03-03T00:00:00Z',
    }
    of(bracket).given(ofCustomer).when(ReserveStock.create(reserve)).thenRejected('insufficient-stock')
  })
  test('is issued as it is named, the plant’s own where it is not', () => {
    const issue = { item: 'BRACKET', quantity: ea('4') }
    const { details } = of(bracket)
      .given(ofAcme)
      .when(IssueGoods.create(issue))
      .thenRejected('insufficient-stock')
    expect(details).toMatchObject({ there: '0' })
    of(bracket)
      .given(ofAcme)
      .when(IssueGoods.create({ ...issue, owner: acme }))
      .thenTypes(GoodsIssued.name)
    const refused = of(bracket)
      .given(ofAcme)
      .when(IssueGoods.create({ item: 'BRACKET', quantity: ea('11'), owner: acme }))
      .thenRejected('insufficient-stock')
    expect(refused.message).toContain('consignment of ACME')
  })
  test('of a customer is issued whatever is reserved of the plant’s own', () => {
    const reserve = {
      item: 'BRACKET',
      reservation: 'R-1',
      quantity: ea('5'),
      expiresAt: '2026-03-03T00:00:00Z',
    }
    const own = inStock(bracket, '5')
    const reserved = of(bracket).given(own).when(ReserveStock.create(reserve)).events()
    of(bracket)
      .given(own, ofCustomer, ...reserved)
      .when(IssueGoods.create({ item: 'BRACKET', quantity: ea('10'), owner: customer }))
      .thenTypes(GoodsIssued.name)
  })
  test('below zero is that owner’s alone, and is settled by a receipt of that owner', () => {
    const issued = of(bracket)
      .given(inStock(bracket, '50'))
      .when(GoodsIssueReported.create({ item: 'BRACKET', owner: acme, quantity: ea('3') }))
    expect(issued.events()[1]?.data).toMatchObject({
      code: 'negative-stock',
      exception: 'negative-stock:RAW-01::unrestricted:consignment:ACME',
      owner: acme,
    })
    const given = of(bracket).given(inStock(bracket, '50'), ...issued.events())
    const receipt = { item: 'BRACKET', quantity: ea('3') }
    given.when(ReceiveGoods.create(receipt)).thenTypes('inventory.GoodsReceived')
    given
      .when(ReceiveGoods.create({ ...receipt, owner: acme }))
      .thenTypes('inventory.GoodsReceived', 'inventory.StockExceptionCleared')
  })
  test('is blocked by a hold, and accepted by a usage decision, as that owner’s', () => {
    const waiting = inStock(bracket, '10', { owner: acme, status: 'inInspection' })
    const held = of(bracket)
      .given(waiting)
      .when(PlaceStockHold.create({ hold: 'H-1', item: 'BRACKET', reason: 'x' }))
    expect(amountOf(held.state(), '', 'RAW-01', 'blocked', 'consignment:ACME')).toBe('10')
    const accepted = of(bracket)
      .given(waiting)
      .when(PostUsageDecision.create({ inspection: 'I-1', item: 'BRACKET', accepted: ea('10') }))
    expect(amountOf(accepted.state(), '', 'RAW-01', 'unrestricted', 'consignment:ACME')).toBe('10')
  })
})

describe('a change of owner', () => {
  const takeOver = { item: 'BRACKET', fromOwner: acme, quantity: ea('4') }
  test('takes consignment goods over where they lie', () => {
    const decided = of(bracket).given(ofAcme).when(ChangeStockOwner.create(takeOver))
    decided.thenTypes(StockOwnerChanged.name)
    expect(amounts([ofAcme, ...decided.events()])).toBe('4 6 0')
  })
  test('makes a customer’s goods promisable when they become the plant’s own', () => {
    const bought = StockOwnerChangeReported.create({
      item: 'BRACKET',
      fromOwner: customer,
      quantity: ea('10'),
    })
    const events = of(bracket).given(ofCustomer).when(bought).events()
    of(bracket)
      .given(ofCustomer, ...events)
      .when(promise)
      .thenTypes('inventory.StockPromised')
  })
  test('to the owner it has does nothing', () => {
    of(bracket)
      .given(ofAcme)
      .when(ChangeStockOwner.create({ ...takeOver, toOwner: acme }))
      .thenNothing()
  })
  test('of more than is there is refused as a request, and recorded as a fact', () => {
    const data = { ...takeOver, quantity: ea('11') }
    of(bracket).given(ofAcme).when(ChangeStockOwner.create(data)).thenRejected('insufficient-stock')
    of(bracket)
      .given(ofAcme)
      .when(StockOwnerChangeReported.create(data))
      .thenTypes(StockOwnerChanged.name, 'inventory.StockExceptionRaised')
  })
})
