import { add, compare, ReorderPointCleared, ReorderPointReached, subtract, sum } from '@takt/contracts'
import type { Ask } from './ask.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'

/** How a decision changes the sums of an item. */
export interface Shift {
  readonly onHand: string
  readonly supply: string
  readonly demand: string
}

/**
 * Inventory position (APICS): on hand, plus on order, minus what is ordered of us. On hand is what is not blocked:
 * stock in inspection counts, so that an order which is received into inspection is not ordered again.
 */
export function reorderPoint(stock: StockItem, shift: Shift, { item }: Ask): StockItemEvent[] {
  const onHand = sum([stock.unrestricted, stock.inInspection, shift.onHand])
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
