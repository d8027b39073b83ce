import { type Milli, milli, text } from './amounts.ts'
import { lineKey } from './ledger.ts'
import type { Script } from './script.ts'
import {
  BILL_OF_MATERIAL,
  BOLTS_PER_BRACKET,
  ITEMS,
  type Item,
  PLANTS,
  type Plant,
  STEEL_PER_BRACKET,
  SUPPLIERS,
} from './world.ts'

/** The ERP: master data, purchase orders, sales orders, production orders. */
export function publishMasterData(script: Script): void {
  const publish = (name: string, data: unknown) =>
    script.send({ plant: 'all', name: `masterdata.${name}`, data, at: 0, source: 'erp' })
  for (const plant of PLANTS) publish('plant-published', plant)
  for (const supplier of SUPPLIERS) publish('supplier-published', supplier)
  for (const item of Object.values(ITEMS)) publish('item-published', item)
  publish('bill-of-material-published', BILL_OF_MATERIAL)
}

export interface PurchaseOrder {
  readonly id: string
  readonly plant: Plant
  readonly item: Item
  readonly quantity: Milli
}

export function orderSupply(
  script: Script,
  plant: Plant,
  item: Item,
  quantity: Milli,
  day: number,
): PurchaseOrder {
  const id = script.id('PO')
  script.send({
    plant,
    name: 'inventory.supply-reported',
    data: {
      item,
      document: { type: 'purchaseOrder', id, line: '10' },
      quantity: { amount: text(quantity), unit: ITEMS[item].unit },
      date: script.date(day),
    },
    at: 0.01,
    source: 'erp',
  })
  script.ledger.supply.set(lineKey(plant, item, 'purchaseOrder', id, '10'), { open: quantity, day })
  return { id, plant, item, quantity }
}

export interface SalesOrder {
  readonly id: string
  readonly plant: Plant
  readonly quantity: Milli
}

export function takeOrder(script: Script, plant: Plant, quantity: Milli, day: number): SalesOrder {
  const id = script.id('SO')
  script.send({
    plant,
    name: 'inventory.demand-reported',
    data: {
      item: 'BRACKET',
      document: { type: 'salesOrder', id, line: '1' },
      quantity: { amount: text(quantity), unit: 'EA' },
      date: script.date(day),
    },
    at: 0.02,
    source: 'erp',
  })
  script.ledger.demand.set(lineKey(plant, 'BRACKET', 'salesOrder', id, '1'), { open: quantity, day })
  return { id, plant, quantity }
}

export interface ProductionOrder {
  readonly id: string
  readonly plant: Plant
  readonly quantity: Milli
  readonly inspect: boolean
}

/** Released with the bill of material's components: supply on the due day, demand for components on the start day. */
export function releaseOrder(
  script: Script,
  plant: Plant,
  quantity: Milli,
  dueDay: number,
  inspect: boolean,
): ProductionOrder {
  const id = script.id('WO')
  script.send({
    plant,
    name: 'production.work-order-release-reported',
    data: {
      order: id,
      item: 'BRACKET',
      quantity: { amount: text(quantity), unit: 'EA' },
      startDate: script.date(0),
      dueDate: script.date(dueDay),
      location: 'STORE',
      inspectOutput: inspect,
    },
    at: 0.03,
    source: 'erp',
  })
  const { ledger } = script
  ledger.orders.set(`${plant}|${id}`, { item: 'BRACKET', quantity, yield: 0, scrap: 0, status: 'released' })
  ledger.supply.set(lineKey(plant, 'BRACKET', 'workOrder', id), { open: quantity, day: dueDay })
  ledger.demand.set(lineKey(plant, 'STEEL', 'workOrder', id), {
    open: (quantity * STEEL_PER_BRACKET) / 1000,
    day: 0,
  })
  ledger.demand.set(lineKey(plant, 'BOLT', 'workOrder', id), {
    open: (quantity * BOLTS_PER_BRACKET) / 1000,
    day: 0,
  })
  return { id, plant, quantity, inspect }
}

export const pieces = (count: number): Milli => milli(String(count))
