import { type Rejection, reject } from '@takt/decider'
import Big from 'big.js'
import { isZero, type Quantity } from './quantity.ts'

/**
 * How an item counts: its base unit, the digits after the point it keeps there, and its other units
 * (1 `unit` = numerator ÷ denominator base units). An item's master data has this shape.
 */
export interface UnitRule {
  readonly unit: string
  readonly decimals: number
  readonly conversions: readonly UnitConversion[]
}

interface UnitConversion {
  readonly unit: string
  readonly numerator: number
  readonly denominator: number
}

/**
 * The quantity in the item's base unit; undefined where the item has no conversion for its unit. A conversion is
 * rounded once, half to even so that sums do not drift, to the digits the item keeps; what is in the base unit already stays as it was said.
 */
export function toBaseUnit(quantity: Quantity, rule: UnitRule): Quantity | undefined {
  if (quantity.unit === rule.unit) return quantity
  const conversion = rule.conversions.find((c) => c.unit === quantity.unit)
  if (!conversion) return undefined
  const product = multiply(quantity.amount, String(conversion.numerator))
  return {
    amount: divide(product, String(conversion.denominator), rule.decimals, 'halfEven'),
    unit: rule.unit,
  }
}

/** {@link toBaseUnit}, or the refusal that says what to publish. */
export const inBaseUnit = (quantity: Quantity, item: string, rule: UnitRule): Quantity | Rejection =>
  toBaseUnit(quantity, rule) ??
  reject(
    'unknown-unit',
    `Item ${item} has no conversion from ${quantity.unit} to ${rule.unit}: publish the item with one.`,
    { item, unit: quantity.unit, baseUnit: rule.unit },
  )

export const multiply = (a: string, b: string): string => {
  const product = new Big(a).times(b).toFixed()
  return isZero(product) ? '0' : product
}

const ROUNDING = { down: 0, halfUp: 1, halfEven: 2, up: 3 } as const

/** a ÷ b, rounded once: `halfUp` and `halfEven` to the nearest, `up` away from zero so that
 * nothing is short, `down` towards it so that nothing is too much. b is not zero. */
export function divide(a: string, b: string, decimals: number, rounding: keyof typeof ROUNDING): string {
  const Rounded = Big()
  Rounded.DP = decimals
  Rounded.RM = ROUNDING[rounding]
  const quotient = new Rounded(a).div(b).toFixed()
  return isZero(quotient) ? '0' : quotient
}
