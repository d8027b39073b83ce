import {
  add,
  compare,
  type DataOf,
  divide,
  max,
  multiply,
  type OutputProduced,
  subtract,
} from '@takt/contracts'
import type { Misfit } from './misfit.ts'
import type { Release } from './work-order.ts'

const PROGRESS_DIGITS = 6

type Totals = DataOf<typeof OutputProduced>['totals']

/** All in the item's base unit: remaining = max(0, quantity − yield), progress = yield ÷ quantity. */
export const totals = (quantity: string, yielded: string, scrap: string): Totals => ({
  yield: yielded,
  scrap,
  remaining: max('0', subtract(quantity, yielded)),
  progress: divide(yielded, quantity, PROGRESS_DIGITS, 'halfUp'),
})

/** More was yielded than quantity × (1 + tolerance). */
export function overDelivery(order: string, release: Release, yielded: string): Misfit | undefined {
  const { quantity, overdeliveryTolerancePercent } = release
  const tolerance = multiply(multiply(quantity.amount, overdeliveryTolerancePercent), '0.01')
  if (compare(yielded, add(quantity.amount, tolerance)) <= 0) return undefined
  return {
    code: 'over-delivery',
    sentence: `Order ${order} yielded ${yielded} ${quantity.unit} where ${quantity.amount} ${quantity.unit} were ordered and ${overdeliveryTolerancePercent} % more are tolerated.`,
    details: {
      yield: yielded,
      quantity: quantity.amount,
      unit: quantity.unit,
      overdeliveryTolerancePercent,
    },
  }
}
