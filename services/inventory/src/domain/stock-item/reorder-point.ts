import {
  add,
  compare,
  isPromisable,
  type Plant,
  ReorderPointCleared,
  ReorderPointReached,
  statusUse,
  subtract,
  sum,
} from '@takt/contracts'
import type { Ask } from './ask.ts'
import type { StockItemEvent } from './messages.ts'
import type { Standing } from './standing.ts'
import type { StockItem } from './state.ts'

/** How a decision changes the sums of an item. */
export interface Shift {
  readonly onHand: string
  readonly supply: string
  readonly demand: string
}

/** Stock that counts as there when one orders: what can be promised, or will be once its inspection is over. */
export const isOrdered = ({ status, owner }: Pick<Standing, 'status' | 'owner'>, plant: Plant): boolean =>
  isPromisable(owner) && (status === 'inInspection' || statusUse(status, plant)?.atp === true)

/**
 * Inventory position (APICS): on hand, plus on order, minus what is ordered of us. Stock in inspection counts as on
 * hand, so that an order which is received into inspection is not ordered again.
 */
export function reorderPoint(stock: StockItem, shift: Shift, { item, plant }: Ask): StockItemEvent[] {
  const counted = Object.entries(stock.onHand).filter(([status]) => isOrdered({ status, owner: '' }, plant))
  const onHand = sum([...counted.map(([, amount]) => amount), shift.onHand])
  const supply = add(stock.supply.open, shift.supply)
  const demand = add(stock.demand.open, shift.demand)
  const position = { amount: subtract(add(onHand, supply), demand), unit: item.unit }
  const point = item.reorderPoint
  const isBelow = point !== undefined && compare(position.amount, point) <= 0
  if (isBelow === stock.belowReorderPoint) return []
  const said = point === undefined ? {} : { reorderPoint: { amount: point, unit: item.unit } }
  if (!isBelow) return [ReorderPointCleared.create({ item: item.item, ...said, position })]
  const { supplier, leadTimeDays } = item
  return [
    ReorderPointReached.create({
      item: item.item,
      reorderPoint: { amount: point, unit: item.unit },
      position,
      ...(supplier === undefined ? {} : { supplier }),
      ...(leadTimeDays === undefined ? {} : { leadTimeDays }),
    }),
  ]
}
