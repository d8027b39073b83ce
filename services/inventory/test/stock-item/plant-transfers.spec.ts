import {
  CloseTransfer,
  ExpectTransfer,
  GoodsIssued,
  GoodsReceiptReported,
  GoodsReceived,
  ReverseMovement,
  ShipTransfer,
  StockExceptionCleared,
  StockExceptionRaised,
  TransferAwaited,
  TransferClosed,
  TransferShipped,
} from '@takt/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineOf, openOf, openTotal } from '../../src/domain/stock-item/ledger.ts'
import type { StockItemEvent, StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import type { StockItem as State } from '../../src/domain/stock-item/state.ts'
import { lotOf } from '../../src/domain/stock-item/stock.ts'
import { bracket, day, ea, inStock, of } from './world.ts'

const order = { type: 'transferOrder', id: 'TO-1', line: '10' } as const
const named = { item: 'BRACKET', transfer: 'TO-1', line: '10' }
const ship = (amount: string) =>
  ShipTransfer.create({ ...named, toPlant: 'P2', quantity: ea(amount), expectedOn: day(3) })
const expecting = (amount: string, more: object = {}) =>
  ExpectTransfer.create({ ...named, fromPlant: 'P1', quantity: ea(amount), expectedOn: day(3), ...more })
const receipt = (amount: string) =>
  GoodsReceiptReported.create({ item: 'BRACKET', quantity: ea(amount), document: order })

/** All events after a number of messages, each decided on what the ones before led to. */
function after(...messages: StockItemMessage[]): StockItemEvent[] {
  let events: StockItemEvent[] = []
  for (const message of messages)
    events = [
      ...events,
      ...of(bracket)
        .given(...events)
        .when(message)
        .events(),
    ]
  return events
}
const stateAfter = (...messages: StockItemMessage[]): State =>
  of(bracket)
    .given(...after(...messages))
    .state()

describe('the plant that ships', () => {
  test('issues the goods for the transfer order and tells of them', () => {
    const decided = of(bracket).given(inStock(bracket, '10')).when(ship('4'))
    decided.thenTypes(GoodsIssued.name, TransferShipped.name)
    expect(decided.events()[1]?.data).toEqual({
      ...named,
      toPlant: 'P2',
      quantity: ea('4'),
      expectedOn: day(3),
    })
    expect(decided.state().onHand).toEqual({ unrestricted: '6' })
  })
  test('refuses to ship what is not there, and to itself', () => {
    of(bracket).given(inStock(bracket, '3')).when(ship('4')).thenRejected('insufficient-stock')
    of(bracket, { plant: 'P2' }).given(inStock(bracket, '10')).when(ship('4')).thenRejected('same-plant')
  })
  test('tells the last day of the lot', () => {
    const lot = inStock(bracket, '10', { lot: 'L-1', expiresOn: day(9) })
    const { data } = ship('4')
    const events = of(bracket)
      .given(lot)
      .when(ShipTransfer.create({ ...data, lot: 'L-1' }))
      .events()
    expect(events[1]?.data).toMatchObject({ lot: 'L-1', expiresOn: day(9) })
  })
})

describe('the plant that awaits', () => {
  test('has supply on the day the goods are expected', () => {
    expect(openOf(lineOf(stateAfter(expecting('4')).supply, order))).toEqual([{ date: day(3), amount: '4' }])
  })
  test('receives short: the rest stays in transit until the transfer is closed', () => {
    const received = [expecting('10'), receipt('7')]
    expect(openTotal(lineOf(stateAfter(...received).supply, order))).toBe('3')
    const given = of(bracket).given(...after(...received))
    const closed = given.when(CloseTransfer.create({ ...named, reason: 'fell off' }))
    closed.thenTypes(TransferClosed.name)
    expect(closed.events()[0]?.data).toMatchObject({ lost: ea('3') })
    expect(openTotal(lineOf(closed.state().supply, order))).toBe('0')
    of(bracket)
      .given(...after(...received), ...closed.events())
      .when(CloseTransfer.create({ ...named, reason: 'again' }))
      .thenRejected('nothing-in-transit')
  })
  test('comes to the same when the goods arrive before the word of them', () => {
    const told = stateAfter(expecting('10'), receipt('7'))
    const untold = stateAfter(receipt('7'), expecting('10'))
    expect(openOf(lineOf(untold.supply, order))).toEqual(openOf(lineOf(told.supply, order)))
    expect(untold.supply.on).toEqual(told.supply.on)
    expect(untold.onHand).toEqual(told.onHand)
  })
  test('receives too much: it is recorded, and an exception stands until the other plant says that it shipped more', () => {
    const over = [expecting('4'), receipt('5')]
    expect(after(...over).map((e) => e.type)).toEqual([
      TransferAwaited.name,
      GoodsReceived.name,
      StockExceptionRaised.name,
    ])
    of(bracket)
      .given(...after(...over))
      .when(expecting('1'))
      .thenTypes(TransferAwaited.name, StockExceptionCleared.name)
  })
  test('has a reversed receipt in transit again', () => {
    const events = after(expecting('4'), receipt('4'))
    const state = of(bracket)
      .given(...events)
      .when(ReverseMovement.create({ item: 'BRACKET', movement: 'given-2', reason: 'wrong crate' }))
      .state()
    expect(openTotal(lineOf(state.supply, order))).toBe('4')
  })
  test('knows the last day of the lot from the word of it', () => {
    const state = stateAfter(expecting('4', { lot: 'L-1', expiresOn: day(9) }))
    expect(lotOf(state, 'L-1')?.expiresOn).toBe(day(9))
  })
})

test('conservation over both plants: shipped is in transit, received and lost, in whatever order messages come', () => {
  const amount = fc.integer({ min: 1, max: 20 })
  fc.assert(
    fc.property(
      fc.array(amount, { minLength: 1, maxLength: 4 }),
      fc.array(amount, { maxLength: 4 }),
      fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      (shipments, receipts, order_) => {
        const total = shipments.reduce((a, b) => a + b, 0)
        const source = of(bracket).given(inStock(bracket, '200'))
        const told = shipments.flatMap((n) =>
          source
            .when(ship(String(n)))
            .events()
            .filter(TransferShipped.is)
            .map(({ data: { quantity } }) => expecting(quantity.amount)),
        )
        let left = total
        const arrived = receipts.flatMap((n) => {
          const part = Math.min(n, left)
          left -= part
          return part > 0 ? [receipt(String(part))] : []
        })
        const messages = [...told, ...arrived]
          .map((message, i) => ({ message, key: order_[i % 8] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ message }) => message)
        const state = stateAfter(...messages)
        expect(openTotal(lineOf(state.supply, order))).toBe(String(left))
        expect(state.onHand['unrestricted'] ?? '0').toBe(String(total - left))
        if (left === 0) return
        const closed = of(bracket)
          .given(...after(...messages))
          .when(CloseTransfer.create({ ...named, reason: 'lost' }))
        expect(closed.events()[0]?.data).toMatchObject({ lost: ea(String(left)) })
        expect(openTotal(lineOf(closed.state().supply, order))).toBe('0')
      },
    ),
    { numRuns: 100 },
  )
})
