import { AMOUNT_DIGITS, divide, isNegative, parseAmount } from '@takt/contracts'

/** A number that a double does not hold exactly (more than 15 digits) reaches us as the text of its digits. */
const LONG_NUMBER = /^-?(?=(?:\.?\d){16})\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/

/** A JSON number, also one with more digits than a double holds. */
export const isNumber = (value: unknown): value is number | string =>
  typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && LONG_NUMBER.test(value)

/**
 * The exact amount of a quantity; undefined where it is no number, below zero, or too large. Beyond the 12th digit
 * after the point it is rounded: what stands there is the noise of the sender's floating-point sum.
 */
export function amountOf(value: unknown): string | undefined {
  if (!isNumber(value)) return undefined
  const digits = String(value)
  const amount = parseAmount(divide(digits, '1', AMOUNT_DIGITS.fraction, 'halfUp'))
  return amount.ok && !isNegative(amount.value) ? amount.value : undefined
}
