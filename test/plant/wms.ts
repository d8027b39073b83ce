import { type Milli, text } from './amounts.ts'
import type { PurchaseOrder, SalesOrder } from './erp.ts'
import { lineKey, move, settle, stockKey } from './ledger.ts'
import type { Script } from './script.ts'
import { ITEMS, type Item, type Plant } from './world.ts'

const say = (script: Script, plant: Plant, name: string, at: number, data: object) =>
  script.send({ plant, name: `inventory.${name}`, data, at, source: 'wms' })

const maybeLot = (lot: string) => (lot ? { lot } : {})

/** Boxes and tonnes, where the number comes out whole. */
function inSomeUnit(script: Script, item: Item, quantity: Milli) {
  if (item === 'BOLT' && quantity % 200_000 === 0) return { amount: text(quantity / 200), unit: 'XBX' }
  if (item === 'STEEL' && quantity % 100_000 === 0 && script.chance.oneIn(2))
    return { amount: text(quantity / 1000), unit: 'TNE' }
  return { amount: text(quantity), unit: ITEMS[item].unit }
}

/** A receipt, against a purchase order or by itself (opening stock). */
export function receive(
  script: Script,
  to: { plant: Plant; item: Item; lot?: string; order?: PurchaseOrder },
  quantity: Milli,
  at: number,
): void {
  const { plant, item, lot = '', order } = to
  say(script, plant, 'goods-receipt-reported', at, {
    item,
    location: 'STORE',
    ...maybeLot(lot),
    quantity: inSomeUnit(script, item, quantity),
    ...(order ? { document: { type: 'purchaseOrder', id: order.id, line: '10' } } : {}),
  })
  move(script.ledger, stockKey(plant, item, 'STORE', lot), quantity)
  if (order) settle(script.ledger.supply, lineKey(plant, item, 'purchaseOrder', order.id, '10'), quantity)
}

export function ship(script: Script, order: SalesOrder, quantity: Milli, at: number): void {
  say(script, order.plant, 'goods-issue-reported', at, {
    item: 'BRACKET',
    location: 'STORE',
    quantity: { amount: text(quantity), unit: 'EA' },
    document: { type: 'salesOrder', id: order.id, line: '1' },
  })
  move(script.ledger, stockKey(order.plant, 'BRACKET', 'STORE'), -quantity)
  settle(script.ledger.demand, lineKey(order.plant, 'BRACKET', 'salesOrder', order.id, '1'), quantity)
}

export function transfer(
  script: Script,
  what: { plant: Plant; item: Item; lot?: string; from: string; to: string },
  quantity: Milli,
  at: number,
): void {
  const { plant, item, lot = '', from, to } = what
  say(script, plant, 'stock-transfer-reported', at, {
    item,
    fromLocation: from,
    toLocation: to,
    ...maybeLot(lot),
    quantity: { amount: text(quantity), unit: ITEMS[item].unit },
  })
  move(script.ledger, stockKey(plant, item, from, lot), -quantity)
  move(script.ledger, stockKey(plant, item, to, lot), quantity)
}

/** A counted difference, up or down. */
export function adjust(
  script: Script,
  what: { plant: Plant; item: Item; lot?: string; location: string },
  by: Milli,
  at: number,
): void {
  const { plant, item, lot = '', location } = what
  say(script, plant, 'stock-adjustment-reported', at, {
    item,
    location,
    ...maybeLot(lot),
    quantity: { amount: text(by), unit: ITEMS[item].unit },
    reason: 'cycle count',
  })
  move(script.ledger, stockKey(plant, item, location, lot), by)
}

export function block(
  script: Script,
  what: { plant: Plant; item: Item; lot?: string; location: string },
  quantity: Milli,
  at: number,
): void {
  const { plant, item, lot = '', location } = what
  say(script, plant, 'stock-status-change-reported', at, {
    item,
    location,
    ...maybeLot(lot),
    from: 'unrestricted',
    to: 'blocked',
    quantity: { amount: text(quantity), unit: ITEMS[item].unit },
    reason: 'dented',
  })
  move(script.ledger, stockKey(plant, item, location, lot, 'unrestricted'), -quantity)
  move(script.ledger, stockKey(plant, item, location, lot, 'blocked'), quantity)
}
