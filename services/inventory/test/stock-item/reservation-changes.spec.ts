import {
  AllocateStock,
  atpOn,
  ConvertReservation,
  DemandScheduled,
  ExtendReservation,
  IssueGoods,
  ReservationExtended,
  ReservationReleased,
  ReserveStock,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { asked } from '../../src/domain/stock-item/ask.ts'
import { timelineOf } from '../../src/domain/stock-item/availability.ts'
import type { StockItem } from '../../src/domain/stock-item/state.ts'
import { bracket, day, demandOf, ea, inStock, NOW, plant, purchase, sale, story, supplyOf } from './world.ts'

const UNTIL = '2026-03-02T18:00:00.000Z'
const LATER = '2026-03-03T18:00:00.000Z'
const reserve = (amount: string, over: object = {}) =>
  ReserveStock.create({
    ...{ reservation: 'R-1', item: 'BRACKET', quantity: ea(amount), expiresAt: UNTIL },
    ...over,
  })
const extend = (expiresAt: string) =>
  ExtendReservation.create({ reservation: 'R-1', item: 'BRACKET', expiresAt })
const convert = (date = day(0), document = sale('SO-1')) =>
  ConvertReservation.create({ reservation: 'R-1', item: 'BRACKET', document, date, customer: 'C-1' })
const stocked = story(bracket, [inStock(bracket, '10')])

function atp(state: StockItem): (string | null)[] {
  const message = reserve('1')
  const given = { messageId: 'm', plant: 'P1', source: 'spec', now: NOW, occurredAt: NOW }
  const line = timelineOf(state, asked(state, message, { ...given, reference: { item: bracket, plant } }))
  return [0, 3, 9].map((n) => atpOn(line, day(n)))
}

describe('a reservation that is extended', () => {
  test('counts until its new moment, and expires once, then', () => {
    const extended = stocked.when(reserve('4')).when(extend(LATER))
    extended.then(
      ReservationExtended.create({
        reservation: 'R-1',
        item: 'BRACKET',
        quantity: ea('4'),
        expiresAt: LATER,
      }),
    )
    extended.again().thenNothing()
    const next = reserve('7', { reservation: 'R-2', expiresAt: '2026-03-09T00:00:00Z' })
    extended.when(next, { now: UNTIL }).thenRejected('not-available')
    const over = extended.when(next, { now: LATER })
    over.thenTypes('inventory.ReservationExpired', 'inventory.StockReserved')
    over
      .when(reserve('1', { reservation: 'R-3', expiresAt: '2026-03-09T00:00:00Z' }), { now: LATER })
      .thenTypes('inventory.StockReserved')
  })
  test('is not made shorter, and not revived once its time is over', () => {
    const reserved = stocked.when(reserve('4'))
    reserved.when(extend('2026-03-02T17:00:00Z')).thenRejected('not-later')
    reserved.when(extend(LATER), { now: UNTIL }).thenRejected('unknown-reservation')
    stocked.when(extend(LATER)).thenRejected('unknown-reservation')
  })
})

describe('a reservation that becomes demand', () => {
  test('is never counted twice: what can be promised stays as it is', () => {
    const reserved = stocked.when(reserve('4'))
    const converted = reserved.when(convert())
    converted.thenTypes(ReservationReleased.name, DemandScheduled.name)
    expect(atp(converted.state())).toEqual(atp(reserved.state()))
    expect(atp(converted.state())).toEqual(['6', '6', '6'])
    converted.again().thenNothing()
  })
  test('takes what is still reserved for its own day', () => {
    const reserved = stocked.when(reserve('4', { date: day(3) }))
    const converted = reserved.when(convert(day(3)))
    expect(atp(converted.state())).toEqual(atp(reserved.state()))
    expect(converted.events()[1]?.data).toMatchObject({ quantity: ea('4'), customer: 'C-1', date: day(3) })
  })
  test('and that its order was issued part of before is demand of what is still reserved', () => {
    const issue = IssueGoods.create({
      ...{ item: 'BRACKET', quantity: ea('3'), reservation: 'R-1' },
      document: sale('SO-1'),
    })
    const used = stocked.when(reserve('8', { document: sale('SO-1') })).when(issue)
    expect(atp(used.state())).toEqual(['2', '2', '2'])
    const converted = used.when(convert())
    expect(atp(converted.state())).toEqual(['2', '2', '2'])
    expect(converted.events()[1]?.data).toMatchObject({ quantity: ea('8') })
  })
  test('on a day or of an order that does not count here is refused: it would be free for others', () => {
    const reserved = stocked.when(reserve('10'))
    const strict = story(bracket, [inStock(bracket, '10')], { latePolicy: { kind: 'drop', graceDays: 3 } })
    strict
      .when(reserve('10'))
      .when(convert(day(-4)))
      .thenRejected('would-not-count')
    strict
      .when(reserve('10'))
      .when(convert(day(-3)))
      .thenTypes(ReservationReleased.name, DemandScheduled.name)
    reserved.when(convert(day(0), { type: 'quote', id: 'Q-1' })).thenRejected('would-not-count')
  })
  test('of a line that is demand already is refused: it would count twice', () => {
    story(bracket, [inStock(bracket, '10'), demandOf(bracket, sale('SO-1'), '2', day(0))])
      .when(reserve('4'))
      .when(convert())
      .thenRejected('line-exists')
  })
  test('of another document than it was made for is refused', () => {
    stocked
      .when(reserve('4', { document: sale('SO-2') }))
      .when(convert())
      .thenRejected('reserved-for-document')
  })
  test('for an earlier day is refused where an order by then would lack it', () => {
    const reserved = story(bracket, [
      inStock(bracket, '5'),
      demandOf(bracket, sale('SO-2'), '5', day(2)),
      supplyOf(bracket, purchase('PO-1'), '5', day(5)),
    ]).when(reserve('5', { date: day(9) }))
    const { details, message } = reserved.when(convert(day(1))).thenRejected('others-would-lack')
    expect(details).toMatchObject({ requested: '5', lacking: '5', date: day(2) })
    expect(message).toContain(`others without 5 EA on ${day(2)}`)
    reserved.when(convert(day(5))).thenTypes(ReservationReleased.name, DemandScheduled.name)
  })
  test('counts for its pool on the day of the demand, and is refused above what the pool may take by then', () => {
    const week = (n: number, max: string) => ({ from: day(n), until: day(n + 6), max: ea(max) })
    const pool = ['web']
    const reserved = stocked
      .when(AllocateStock.create({ item: 'BRACKET', pool, periods: [week(0, '4'), week(7, '3')] }))
      .when(reserve('4', { date: day(3), pool }))
    reserved.when(convert(day(4))).thenTypes(ReservationReleased.name, DemandScheduled.name)
    const { details } = reserved.when(convert(day(8))).thenRejected('allocation-exceeded')
    expect(details).toMatchObject({ requested: '4', limitedBy: 'web', max: '3', consumed: '0' })
  })
})

describe('a reservation without an expiry', () => {
  const FAR = '2027-03-02T18:00:00.000Z'
  const lots = story(bracket, [inStock(bracket, '10', { lot: 'B-1' })])
  const hard = { hard: { strategy: 'fefo' }, expiresAt: undefined }
  test('is made where it is hard, and stands until it is used or released', () => {
    const made = lots.when(reserve('10', hard))
    expect(made.events()[0]?.data).not.toHaveProperty('expiresAt')
    made.again().thenNothing()
    expect(made.state().expiries).toEqual([])
    made
      .when(reserve('1', { reservation: 'R-2', expiresAt: '2028-01-01T00:00:00Z' }), { now: FAR })
      .thenRejected('not-available')
    lots.when(reserve('1', { lot: 'B-1', expiresAt: undefined })).thenTypes('inventory.StockReserved')
  })
  test('is refused where it is soft, unless the plant allows it', () => {
    lots.when(reserve('1', { expiresAt: undefined })).thenRejected('expiry-required')
    const lax = story(bracket, [inStock(bracket, '10')], { softReservationsWithoutExpiry: true })
    lax.when(reserve('1', { expiresAt: undefined })).thenTypes('inventory.StockReserved')
  })
  test('is what an extension without a moment makes of a hard one; what was set before ends it no more', () => {
    const forever = ExtendReservation.create({ reservation: 'R-1', item: 'BRACKET' })
    stocked.when(reserve('4')).when(forever).thenRejected('expiry-required')
    const made = lots.when(reserve('4', { hard: { strategy: 'fefo' } })).when(forever)
    made.thenTypes(ReservationExtended.name)
    made.again().thenNothing()
    made.when(extend(LATER)).thenRejected('not-later')
    made
      .when(reserve('7', { reservation: 'R-2', expiresAt: '2028-01-01T00:00:00Z' }), { now: FAR })
      .thenRejected('not-available')
  })
})

test('one of very many that are past their time is made anew as another, and its past is recorded first', () => {
  let many = story(bracket, [inStock(bracket, '500')])
  for (let n = 0; n < 250; n++) many = many.when(reserve('1', { reservation: `R-${n}` }))
  const last = { reservation: 'R-249', expiresAt: '2026-03-09T00:00:00Z' }
  const again = many.when(reserve('500', last), { now: UNTIL })
  const about = again
    .events()
    .filter(({ data }) => (data as { reservation?: string }).reservation === 'R-249')
  expect(about.map(({ type }) => type)).toEqual(['inventory.ReservationExpired', 'inventory.StockReserved'])
  expect(Object.values(again.state().reserved)).toEqual([String(500 + 49)])
})
