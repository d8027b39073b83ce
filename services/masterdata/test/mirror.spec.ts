import {
  BillOfMaterialChanged,
  BillOfMaterialPublished,
  ItemChanged,
  ItemPublished,
  PlantChanged,
  PlantPublished,
  PublishBillOfMaterial,
  PublishItem,
  PublishPlant,
  PublishSupplier,
  SupplierChanged,
  SupplierPublished,
} from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { describe, test } from 'vitest'
import { BillOfMaterial } from '../src/domain/bill-of-material.ts'
import { Item } from '../src/domain/item.ts'
import { Plant } from '../src/domain/plant.ts'
import { Supplier } from '../src/domain/supplier.ts'

const AT = '2026-03-02T07:00:00.000Z'

describe('what the ERP publishes', () => {
  test('is taken as it is, with the time it was said', () => {
    spec(Item, { occurredAt: AT }).given().when(ItemPublished.example).then(ItemChanged.example)
    spec(Item, { occurredAt: AT }).given().when(PublishItem.example).then(ItemChanged.example)
    spec(Plant, { occurredAt: AT }).given().when(PlantPublished.example).then(PlantChanged.example)
    spec(Plant, { occurredAt: AT }).given().when(PublishPlant.example).then(PlantChanged.example)
    spec(Supplier, { occurredAt: AT }).given().when(SupplierPublished.example).then(SupplierChanged.example)
    spec(Supplier, { occurredAt: AT }).given().when(PublishSupplier.example).then(SupplierChanged.example)
    const bill = spec(BillOfMaterial, { occurredAt: AT }).given()
    bill.when(BillOfMaterialPublished.example).then(BillOfMaterialChanged.example)
    bill.when(PublishBillOfMaterial.example).then(BillOfMaterialChanged.example)
  })
  test('a second time, at any later time, changes nothing', () => {
    spec(Item).given(ItemChanged.example).when(ItemPublished.example).thenNothing()
    spec(Plant).given(PlantChanged.example).when(PlantPublished.example).thenNothing()
    spec(Supplier).given(SupplierChanged.example).when(SupplierPublished.example).thenNothing()
    spec(BillOfMaterial)
      .given(BillOfMaterialChanged.example)
      .when(BillOfMaterialPublished.example)
      .thenNothing()
  })
  test('is the new state in full when anything of it differs', () => {
    const { supplier: _, ...rest } = ItemPublished.example.data
    const data = { ...rest, leadTimeDays: 12 }
    spec(Item, { occurredAt: AT })
      .given(ItemChanged.example)
      .when(ItemPublished.create(data))
      .then(ItemChanged.create({ ...data, asOf: AT }))
  })
  test('changes nothing when something newer was said before', () => {
    spec(Supplier, { occurredAt: '2026-03-02T06:59:59Z' })
      .given(SupplierChanged.example)
      .when(SupplierPublished.create({ supplier: 'ACME-STEEL', name: 'Acme' }))
      .thenNothing()
  })
})

test('an item keeps its base unit', () => {
  spec(Item)
    .given(ItemChanged.example)
    .when(ItemPublished.create({ ...ItemPublished.example.data, unit: 'TNE', conversions: [] }))
    .thenRejected('base-unit-changed')
})
