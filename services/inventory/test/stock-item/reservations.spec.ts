import {
  ExpireReservations,
  GoodsIssued,
  GoodsReceived,
  IssueGoods,
  ReceiveGoods,
  ReleaseReservation,
  ReservationExpired,
  ReservationReleased,
  ReserveStock,
  StockReserved,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { bracket, day, demandOf, ea, inStock, of, purchase, sale, supplyOf } from './world.ts'

const EXPIRES = '2026-03-02T18:00:00.000Z'
const AFTER = '2026-03-02T18:00:00.000Z'
const reserve = (reservation: string, amount: string, over: object = {}) =>
  ReserveStock.create({ reservation, item: 'BRACKET', quantity: ea(amount), expiresAt: EXPIRES, ...over })
const reserved = (reservation: string, amount: string, over: object = {}) =>
  StockReserved.create({ reservation, item: 'BRACKET', quantity: ea(amount), expiresAt: EXPIRES, ...over })
const release = (reservation: string) => ReleaseReservation.create({ reservation, item: 'BRACKET' })
const issue = (amount: string, over: object = {}) =>
  IssueGoods.create({ item: 'BRACKET', quantity: ea(amount), ...over })
const stock = inStock(bracket, '10')

describe('a reservation', () => {
  test('sets stock aside, once for the same request', () => {
    const decided = of(bracket).given(stock).when(reserve('R-1', '4'))
    decided.then(reserved('R-1', '4'))
    decided.again().thenNothing()
  })
  test('of other content under the same id is refused with what is there', () => {
    const { details } = of(bracket)
      .given(stock, reserved('R-1', '4'))
      .when(reserve('R-1', '5'))
      .thenRejected('reservation-exists')
    expect(details).toMatchObject({ quantity: '4', open: '4' })
  })
  test('of more than is on hand is refused with the numbers', () => {
    const { details } = of(bracket).given(stock).when(reserve('R-1', '11')).thenRejected('insufficient-stock')
    expect(details).toMatchObject({ requested: '11', onHand: '10', unit: 'EA' })
  })
  test('of what others have reserved is refused with the numbers', () => {
    const { details } = of(bracket)
      .given(stock, reserved('R-1', '8'))
      .when(reserve('R-2', '3'))
      .thenRejected('not-available')
    expect(details).toMatchObject({ requested: '3', onHand: '10', reserved: '8' })
  })
  test('that a later order would lack is refused with the day from which it could be', () => {
    const { details, message } = of(bracket)
      .given(
        stock,
        demandOf(bracket, sale('SO-1'), '9', day(3)),
        supplyOf(bracket, purchase('PO-1'), '5', day(6)),
      )
      .when(reserve('R-1', '3'))
      .thenRejected('not-available')
    expect(details).toMatchObject({ requested: '3', available: '1', from: day(6) })
    expect(message).toBe(
      '1 EA of BRACKET can be promised for 2026-03-02, not 3; 3 EA can from 2026-03-08 on.',
    )
  })
  test('for a later day can be of supply that comes before it', () => {
    const given = of(bracket).given(supplyOf(bracket, purchase('PO-1'), '5', day(6)))
    given.when(reserve('R-1', '5', { date: day(6) })).thenTypes(StockReserved.name)
    given.when(reserve('R-1', '5', { date: day(5) })).thenRejected('not-available')
    given.when(reserve('R-1', '6', { date: day(6) })).thenRejected('not-available')
  })
  test('whose end is past is refused', () => {
    of(bracket)
      .given(stock)
      .when(reserve('R-1', '1', { expiresAt: '2026-03-02T09:00:00+01:00' }))
      .thenRejected('already-expired')
  })
  test('for a day beyond the horizon is refused', () => {
    of(bracket)
      .given(stock)
      .when(reserve('R-1', '1', { date: day(366) }))
      .thenRejected('beyond-horizon')
  })
  test('of a lot takes no more than others left of that lot', () => {
    const lots = [
      inStock(bracket, '10', { lot: 'B-1' }),
      inStock(bracket, '10', { lot: 'B-2' }),
      reserved('R-1', '8', { lot: 'B-1' }),
    ]
    of(bracket)
      .given(...lots)
      .when(reserve('R-2', '3', { lot: 'B-1' }))
      .thenRejected('not-available')
    of(bracket)
      .given(...lots)
      .when(reserve('R-2', '3', { lot: 'B-2' }))
      .thenTypes(StockReserved.name)
    of(bracket)
      .given(...lots)
      .when(reserve('R-2', '1', { lot: 'B-3' }))
      .thenRejected('insufficient-stock')
  })
})

describe('a reservation for an order', () => {
  const order = demandOf(bracket, sale('SO-1'), '8', day(3))
  test('takes nothing from others beside the order itself', () => {
    const given = [stock, order, reserved('R-1', '8', { document: sale('SO-1') })]
    of(bracket)
      .given(...given)
      .when(reserve('R-2', '2'))
      .thenTypes(StockReserved.name)
    of(bracket)
      .given(...given)
      .when(reserve('R-2', '3'))
      .thenRejected('not-available')
  })
  test('may be of all that its order wants, also where nothing else is left', () => {
    of(bracket)
      .given(inStock(bracket, '8'), order)
      .when(reserve('R-1', '8', { document: sale('SO-1') }))
      .thenTypes(StockReserved.name)
  })
  test('never sets the same stock on hand aside twice', () => {
    of(bracket)
      .given(
        stock,
        order,
        supplyOf(bracket, purchase('PO-1'), '8', day(1)),
        reserved('R-1', '8', { document: sale('SO-1') }),
      )
      .when(reserve('R-2', '3'))
      .thenRejected('not-available')
  })
  test('is used by an issue for its order, in part and to its end', () => {
    const given = [stock, order, reserved('R-1', '8', { document: sale('SO-1') })]
    const part = of(bracket)
      .given(...given)
      .when(issue('5', { document: sale('SO-1') }))
    expect(part.events()[0]?.data).toMatchObject({
      reservations: [{ reservation: 'R-1', used: '5', open: '3' }],
    })
    const rest = of(bracket)
      .given(...given, ...part.events())
      .when(issue('3', { document: sale('SO-1') }))
    expect(rest.state().reservations).toEqual({})
    expect(rest.state().reserved).toEqual({})
  })
})

describe('an issue', () => {
  const given = [stock, reserved('R-1', '8')]
  test('does not take what is reserved for others', () => {
    const { details } = of(bracket)
      .given(...given)
      .when(issue('3'))
      .thenRejected('not-available')
    expect(details).toMatchObject({ onHand: '10', reserved: '8' })
    of(bracket)
      .given(...given)
      .when(issue('2'))
      .thenTypes(GoodsIssued.name)
  })
  test('may take what is reserved when it names the reservation', () => {
    const decided = of(bracket)
      .given(...given)
      .when(issue('8', { reservation: 'R-1' }))
    expect(decided.state().reservations).toEqual({})
  })
  test('that names a reservation that is not there, or over, is refused', () => {
    of(bracket)
      .given(...given)
      .when(issue('1', { reservation: 'R-9' }))
      .thenRejected('unknown-reservation')
    of(bracket)
      .given(...given)
      .when(issue('1', { reservation: 'R-1' }), { now: AFTER })
      .thenRejected('unknown-reservation')
  })
})

describe('a release', () => {
  test('gives back what is still reserved, once', () => {
    const decided = of(bracket).given(stock, reserved('R-1', '4')).when(release('R-1'))
    decided.then(ReservationReleased.create({ reservation: 'R-1', item: 'BRACKET', quantity: ea('4') }))
    decided.again().thenNothing()
  })
  test('of a reservation that never was is refused', () => {
    of(bracket).given(stock).when(release('R-9')).thenRejected('unknown-reservation')
  })
})

describe('a reservation past its time', () => {
  const given: StockItemEvent[] = [stock, reserved('R-1', '8')]
  const expired = ReservationExpired.create({
    reservation: 'R-1',
    item: 'BRACKET',
    quantity: ea('8'),
    expiresAt: EXPIRES,
  })
  const expire = ExpireReservations.create({ item: 'BRACKET' })
  test('is recorded as expired, once', () => {
    of(bracket)
      .given(...given)
      .when(expire, { now: '2026-03-02T17:59:59.999Z' })
      .thenNothing()
    const decided = of(bracket)
      .given(...given)
      .when(expire, { now: AFTER })
    decided.then(expired)
    decided.again().thenNothing()
  })
  test('stands in nobody’s way, and the decision records that it has expired', () => {
    of(bracket)
      .given(...given)
      .when(reserve('R-2', '10', { expiresAt: '2026-03-03T00:00:00.000Z' }), { now: AFTER })
      .then(expired, reserved('R-2', '10', { expiresAt: '2026-03-03T00:00:00.000Z' }))
    of(bracket)
      .given(...given)
      .when(issue('10'), { now: AFTER })
      .thenTypes(ReservationExpired.name, GoodsIssued.name)
  })
  test('is recorded by whatever is decided next', () => {
    of(bracket)
      .given(...given)
      .when(ReceiveGoods.create({ item: 'BRACKET', quantity: ea('1') }), { now: AFTER })
      .thenTypes(ReservationExpired.name, GoodsReceived.name)
  })
  test('is released with nothing more to give back than its expiry', () => {
    of(bracket)
      .given(...given)
      .when(release('R-1'), { now: AFTER })
      .then(expired)
  })
  test('may be made anew under its own id', () => {
    of(bracket)
      .given(...given)
      .when(reserve('R-1', '8', { expiresAt: '2026-03-03T00:00:00.000Z' }), { now: AFTER })
      .thenTypes(ReservationExpired.name, StockReserved.name)
  })
  test('is recorded in portions where there are many, and none of them counts meanwhile', () => {
    const many = Array.from({ length: 500 }, (_, i) => reserved(`R-${i}`, '1'))
    const decided = of(bracket)
      .given(inStock(bracket, '500'), ...many)
      .when(reserve('R-X', '500', { expiresAt: '2026-03-03T00:00:00.000Z' }), { now: AFTER })
    expect(decided.events()).toHaveLength(201)
    let events: StockItemEvent[] = [inStock(bracket, '500'), ...many, ...decided.events()]
    for (const count of [200, 100, 0]) {
      const next = of(bracket)
        .given(...events)
        .when(expire, { now: AFTER })
        .events()
      expect(next.filter((e) => e.type === ReservationExpired.name)).toHaveLength(count)
      events = [...events, ...next]
    }
  })
})
