import {
  DemandCancelled,
  DemandReported,
  ExpireReservations,
  GoodsReceiptReported,
  PostUsageDecision,
  PromiseStock,
  SupplyReported,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { bracket, byDay, day, ea, inStock, purchase, story, supplyOf } from './world.ts'

const UNTIL = '2026-03-02T18:00:00.000Z'
const promise = (amount: string, on = 0) =>
  PromiseStock.create({
    promise: 'SO-1',
    item: 'BRACKET',
    lines: [{ line: '10', quantity: ea(amount), date: day(on) }],
    policy: 'all',
  })

describe('a quote', () => {
  const document = { type: 'quote', id: 'Q-1', line: '10' } as const
  const quote = DemandReported.create({
    ...{ item: 'BRACKET', document, quantity: ea('8'), date: day(0), validUntil: UNTIL },
  })
  const counted = { atpScope: { demand: { documents: ['salesOrder', 'quote'] as const } } }
  const world = (at: object = {}) => story(bracket, [inStock(bracket, '10')], at).when(quote)

  test('is demand that counts only where the plant counts quotes', () => {
    world().when(promise('10')).thenTypes('inventory.StockPromised')
    world(counted).when(promise('3')).thenRejected('not-available')
    world(counted).when(promise('2')).thenTypes('inventory.StockPromised')
  })
  test('is over by itself at its last moment, and that is recorded once', () => {
    const over = world(counted).when(promise('10'), { now: UNTIL })
    over.thenTypes(DemandCancelled.name, 'inventory.StockPromised')
    const swept = world().when(ExpireReservations.create({ item: 'BRACKET' }), { now: UNTIL })
    swept.thenTypes(DemandCancelled.name)
    swept.again().thenNothing()
    expect(swept.state().quotes).toEqual([])
  })
  test('said to be valid for longer counts until then', () => {
    const longer = DemandReported.create({ ...quote.data, validUntil: '2026-03-03T18:00:00.000Z' })
    const extended = world(counted).when(longer, { occurredAt: '2026-03-02T09:00:00.000Z' })
    extended.when(promise('3'), { now: UNTIL }).thenRejected('not-available')
  })
})

describe('the expected release of an inspection', () => {
  const document = { type: 'inspection', id: 'I-1' } as const
  const expected = SupplyReported.create({ item: 'BRACKET', document, quantity: ea('6'), date: day(4) })
  const world = (at: object) =>
    story(bracket, [inStock(bracket, '10', { status: 'inInspection' })], at).when(expected)

  test('is when that much of what is in inspection counts, once', () => {
    const counted = world({ inspectionStockInAtp: true })
    counted.when(promise('5', 3)).thenRejected('not-available')
    counted.when(promise('4', 3)).thenTypes('inventory.StockPromised')
    counted.when(promise('10', 4)).thenTypes('inventory.StockPromised')
    counted.when(promise('11', 4)).thenRejected('not-available')
    world({ inspectionStockInAtp: false }).when(promise('1', 9)).thenRejected('not-available')
  })
  test('is met by its usage decision in the same event', () => {
    const decided = world({}).when(
      PostUsageDecision.create({ item: 'BRACKET', inspection: 'I-1', accepted: ea('4') }),
    )
    expect(decided.events()).toHaveLength(1)
    expect(byDay(decided.state().supply)).toEqual({ [day(4)]: '2' })
  })
})

test('what is received beyond the order shows by how much, and leaves nothing open', () => {
  const document = purchase('PO-1')
  const received = story(bracket, [supplyOf(bracket, document, '10', day(3))]).when(
    GoodsReceiptReported.create({ item: 'BRACKET', document, quantity: ea('12') }),
  )
  expect(received.events()[0]?.data).toMatchObject({ lines: [{ fulfilled: '12', over: '2' }] })
  expect(byDay(received.state().supply)).toEqual({})
})
