import { type Milli, text } from './amounts.ts'
import type { ProductionOrder } from './erp.ts'
import { lineKey, move, settle, stockKey } from './ledger.ts'
import type { Script } from './script.ts'
import { BOLTS_PER_BRACKET, type Item, STEEL_PER_BRACKET } from './world.ts'

const say = (script: Script, order: ProductionOrder, name: string, at: number, data: object) =>
  script.send({
    plant: order.plant,
    name: `production.${name}`,
    data: { order: order.id, ...data },
    at,
    source: 'mes',
  })

export function startOrder(script: Script, order: ProductionOrder, at: number): void {
  say(script, order, 'work-order-start-reported', at, {})
  setStatus(script, order, 'inProgress')
}

/** Material for `count` brackets is taken from the line side store of the plant. */
export function consume(script: Script, order: ProductionOrder, count: Milli, lot: string, at: number): void {
  take(script, order, 'STEEL', (count * STEEL_PER_BRACKET) / 1000, lot, at)
  take(script, order, 'BOLT', (count * BOLTS_PER_BRACKET) / 1000, '', at)
}

function take(
  script: Script,
  order: ProductionOrder,
  item: Item,
  quantity: Milli,
  lot: string,
  at: number,
): void {
  const inGrams = item === 'STEEL' && script.chance.oneIn(6)
  const amount = inGrams
    ? { amount: text(quantity * 1000), unit: 'GRM' }
    : { amount: text(quantity), unit: item === 'STEEL' ? 'KGM' : 'EA' }
  say(script, order, 'material-consumption-reported', at, {
    item,
    location: 'STORE',
    ...(lot ? { lot } : {}),
    quantity: amount,
  })
  move(script.ledger, stockKey(order.plant, item, 'STORE', lot), -quantity)
  settle(script.ledger.demand, lineKey(order.plant, item, 'workOrder', order.id), quantity)
}

export function report(script: Script, order: ProductionOrder, good: Milli, scrap: Milli, at: number): void {
  say(script, order, 'output-reported', at, {
    ...(good > 0 ? { yield: { amount: text(good), unit: 'EA' } } : {}),
    ...(scrap > 0 ? { scrap: { amount: text(scrap), unit: 'EA' }, scrapReason: 'burr on the edge' } : {}),
  })
  const { ledger } = script
  const state = ledger.orders.get(`${order.plant}|${order.id}`)
  if (!state) throw new Error(`order ${order.id} is not in the ledger`)
  state.yield += good
  state.scrap += scrap
  move(
    ledger,
    stockKey(order.plant, 'BRACKET', 'STORE', '', order.inspect ? 'inInspection' : 'unrestricted'),
    good,
  )
  settle(ledger.supply, lineKey(order.plant, 'BRACKET', 'workOrder', order.id), good)
}

/** Work is done: what is left of the order's supply and demand will not come. */
export function completeOrder(script: Script, order: ProductionOrder, at: number, close: boolean): void {
  say(script, order, 'work-order-completion-reported', at, {})
  if (close) say(script, order, 'work-order-close-reported', at + 0.01, {})
  setStatus(script, order, close ? 'closed' : 'completed')
  end(script, order)
}

export function cancelOrder(script: Script, order: ProductionOrder, at: number): void {
  say(script, order, 'work-order-cancellation-reported', at, { reason: 'the customer withdrew the order' })
  setStatus(script, order, 'cancelled')
  end(script, order)
}

function end({ ledger }: Script, { plant, id }: ProductionOrder): void {
  ledger.supply.delete(lineKey(plant, 'BRACKET', 'workOrder', id))
  ledger.demand.delete(lineKey(plant, 'STEEL', 'workOrder', id))
  ledger.demand.delete(lineKey(plant, 'BOLT', 'workOrder', id))
}

function setStatus(
  { ledger }: Script,
  order: ProductionOrder,
  status: 'inProgress' | 'completed' | 'closed' | 'cancelled',
) {
  const state = ledger.orders.get(`${order.plant}|${order.id}`)
  if (state) state.status = status
}
