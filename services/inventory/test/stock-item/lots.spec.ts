import {
  DescribeLot,
  GoodsReceiptReported,
  type LotAbout,
  LotDescribed,
  LotDescriptionReported,
  PromiseStock,
  ReserveStock,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { lotOf } from '../../src/domain/stock-item/stock.ts'
import { bracket, day, ea, inStock, NOW, of } from './world.ts'

const ofLot = inStock(bracket, '10', { lot: 'L-1', expiresOn: day(5) })
const describes = (about: LotAbout) => DescribeLot.create({ item: 'BRACKET', lot: 'L-1', ...about })
const promise = PromiseStock.create({
  promise: 'SO-1',
  item: 'BRACKET',
  policy: 'all',
  lines: [{ line: '10', quantity: ea('10'), date: day(1) }],
})
const after = (...events: readonly StockItemEvent[]) => of(bracket).given(ofLot, ...events)
const described = (about: LotAbout, reportedAt = NOW) =>
  LotDescribed.create({ item: 'BRACKET', lot: 'L-1', unit: 'EA', ...about, reportedAt })

describe('what is known of a lot', () => {
  const about = {
    producedOn: day(-30),
    retestOn: day(100),
    supplierLot: 'ACME-4711',
    attributes: { heat: 'H-1', origin: 'DE' },
  }
  test('comes with its receipt', () => {
    const receipt = { item: 'BRACKET', lot: 'L-2', quantity: ea('5'), ...about }
    const decided = of(bracket).given().when(GoodsReceiptReported.create(receipt))
    expect(decided.events()[0]?.data).toMatchObject(about)
    expect(lotOf(decided.state(), 'L-2')).toMatchObject(about)
  })
  test('is not kept of goods without a lot', () => {
    const receipt = GoodsReceiptReported.create({ item: 'BRACKET', quantity: ea('5'), ...about })
    of(bracket).given().when(receipt).then(inStock(bracket, '5'))
  })
  test('is told before its receipt, or after', () => {
    const decided = of(bracket).given().when(describes(about))
    decided.then(described(about))
    expect(lotOf(decided.state(), 'L-1')).toMatchObject(about)
    expect(lotOf(after().when(describes(about)).state(), 'L-1')).toMatchObject({
      ...about,
      expiresOn: day(5),
    })
  })
  test('is recorded with what changed alone; told again it changes nothing', () => {
    const given = after(described(about))
    given.when(describes(about)).thenNothing()
    given
      .when(describes({ ...about, attributes: { origin: 'DE', heat: 'H-1' }, expiresOn: day(5) }))
      .thenNothing()
    given.when(describes({ ...about, retestOn: day(90) })).then(described({ retestOn: day(90) }))
  })
  test('is not undone by an older word that arrives later', () => {
    const given = after(described({ expiresOn: day(8) }, '2026-03-02T09:00:00.000Z'))
    given
      .when(
        LotDescriptionReported.create({ item: 'BRACKET', lot: 'L-1', expiresOn: day(6), retestOn: day(3) }),
      )
      .then(described({ retestOn: day(3) }))
    const receipt = { item: 'BRACKET', lot: 'L-1', expiresOn: day(6), quantity: ea('1') }
    given.when(GoodsReceiptReported.create(receipt)).then(inStock(bracket, '1', { lot: 'L-1' }))
  })
})

describe('a last day that is corrected', () => {
  test('takes what is there of the lot out of what can be promised', () => {
    after().when(promise).thenTypes('inventory.StockPromised')
    after(described({ expiresOn: day(0) }))
      .when(promise)
      .thenRejected('not-available')
  })
  test('brings it back', () => {
    after(described({ expiresOn: day(-1) }), described({ expiresOn: day(9) }))
      .when(promise)
      .thenTypes('inventory.StockPromised')
  })
  test('to a past day alerts at once where the lot is reserved from, and the alert goes when it is put right', () => {
    const reserve = {
      item: 'BRACKET',
      reservation: 'R-1',
      quantity: ea('8'),
      expiresAt: '2026-03-03T00:00:00Z',
    }
    const reserved = after().when(ReserveStock.create(reserve)).events()
    const wrong = after(...reserved).when(describes({ expiresOn: day(-1) }))
    wrong.thenTypes(LotDescribed.name, 'inventory.StockExceptionRaised')
    expect(wrong.events()[1]?.data).toMatchObject({ code: 'reserved-stock-missing' })
    after(...reserved, ...wrong.events())
      .when(describes({ expiresOn: day(5) }))
      .thenTypes(LotDescribed.name, 'inventory.StockExceptionCleared')
  })
})

test('a retest that is due blocks nothing by itself', () => {
  after(described({ retestOn: day(-1) }))
    .when(promise)
    .thenTypes('inventory.StockPromised')
})
