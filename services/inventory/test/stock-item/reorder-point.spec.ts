import {
  CancelSupply,
  DemandReported,
  GoodsIssueReported,
  GoodsReceiptReported,
  ReorderPointCleared,
  ReorderPointReached,
  SupplyReported,
} from '@takt/contracts'
import { expect, test } from 'vitest'
import { bolt, day, ea, inStock, of, purchase, sale, supplyOf } from './world.ts'

const item = { ...bolt, reorderPoint: '100', supplier: 'ACME', leadTimeDays: 5 }
const types = (events: readonly { type: string }[]) => events.map((e) => e.type)
const issue = (amount: string) => GoodsIssueReported.create({ item: 'BOLT', quantity: ea(amount) })

test('is reached when the position falls to it, once, and names supplier and lead time', () => {
  const given = of(item).given(inStock(bolt, '150'))
  expect(types(given.when(issue('49')).events())).not.toContain(ReorderPointReached.name)
  const reached = given.when(issue('50')).events()
  expect(reached.at(-1)).toEqual(
    ReorderPointReached.create({
      item: 'BOLT',
      reorderPoint: ea('100'),
      position: ea('100'),
      supplier: 'ACME',
      leadTimeDays: 5,
    }),
  )
  const next = of(item)
    .given(inStock(bolt, '150'), ...reached)
    .when(issue('10'))
  expect(types(next.events())).not.toContain(ReorderPointReached.name)
})

test('counts what is ordered and what is wanted', () => {
  const given = of(item).given(inStock(bolt, '150'))
  const wanted = given.when(
    DemandReported.create({ item: 'BOLT', document: sale('SO-1'), quantity: ea('60'), date: day(9) }),
  )
  expect(types(wanted.events())).toContain(ReorderPointReached.name)
  const ordered = of(item)
    .given(inStock(bolt, '150'), ...wanted.events())
    .when(SupplyReported.create({ item: 'BOLT', document: purchase('PO'), quantity: ea('20'), date: day(9) }))
  expect(ordered.events().at(-1)).toEqual(
    ReorderPointCleared.create({ item: 'BOLT', reorderPoint: ea('100'), position: ea('110') }),
  )
})

test('does not move when an order is received, into inspection too', () => {
  const given = of(item).given(inStock(bolt, '90'), supplyOf(bolt, purchase('PO'), '50', day(2)))
  const receipt = {
    item: 'BOLT',
    quantity: ea('50'),
    document: purchase('PO'),
    status: 'inInspection',
  } as const
  expect(given.when(GoodsReceiptReported.create(receipt)).events()).toHaveLength(1)
})

test('is reached when an order that was counted on is cancelled', () => {
  const cancelled = of(item)
    .given(inStock(bolt, '90'), supplyOf(bolt, purchase('PO'), '50', day(2)))
    .when(CancelSupply.create({ item: 'BOLT', document: purchase('PO') }))
  expect(types(cancelled.events())).toContain(ReorderPointReached.name)
})

test('is cleared where the item has none any more', () => {
  const reached = of(item).given(inStock(bolt, '150')).when(issue('60')).events()
  const after = of(bolt)
    .given(inStock(bolt, '150'), ...reached)
    .when(issue('1'))
  expect(after.events().at(-1)).toEqual(ReorderPointCleared.create({ item: 'BOLT', position: ea('89') }))
})
