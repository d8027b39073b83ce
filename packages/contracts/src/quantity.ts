import Big from 'big.js'
import { z } from 'zod'

/** The most digits before and after the point that an amount may have. */
export const AMOUNT_DIGITS = { integer: 18, fraction: 12 } as const

const DECIMAL = /^-?\d{1,18}(\.\d{1,12})?$/
const LOSSLESS_DIGITS = 15

/**
 * An exact decimal as a canonical string (`12.5`, never `12.50` or `1e1`). No float ever holds one.
 * JSON numbers are taken too, because a PLC or an EPCIS document writes them, but only while a double holds every
 * digit (15); beyond that the sender must write a string.
 */
export const Amount = z
  .union([z.string(), z.number()], { error: 'must be a decimal number, such as "12.5"' })
  .transform((value, context) => {
    const amount = parseAmount(value)
    if (amount.ok) return amount.value
    context.addIssue({ code: 'custom', message: amount.message })
    return z.NEVER
  })

export const UnitCode = z
  .string()
  .regex(/^[A-Z0-9]{2,3}$/, 'must be a UN/ECE Recommendation 20 code, such as EA, KGM or MTR')

/** An amount with its unit (UN/ECE Recommendation 20 code). */
export const Quantity = z.object({ amount: Amount, unit: UnitCode })
export type Quantity = z.output<typeof Quantity>

/** A quantity above zero. */
export const PositiveQuantity = Quantity.refine((q) => isPositive(q.amount), {
  path: ['amount'],
  message: 'must be above zero',
})

export const NotNegativeAmount = Amount.refine((amount) => !isNegative(amount), 'must not be below zero')

export const NotNegativeQuantity = Quantity.refine((q) => !isNegative(q.amount), {
  path: ['amount'],
  message: 'must not be below zero',
})

type Parsed = { ok: true; value: string } | { ok: false; message: string }

export function parseAmount(value: string | number): Parsed {
  if (typeof value === 'number' && !Number.isFinite(value))
    return { ok: false, message: 'must be a finite number' }
  const text = typeof value === 'number' ? new Big(value).toFixed() : value.trim()
  if (typeof value === 'number' && text.replace(/^-?0*\.?0*|[-.]/g, '').length > LOSSLESS_DIGITS)
    return {
      ok: false,
      message: `has more than ${LOSSLESS_DIGITS} digits: write it as a string, so that none is lost`,
    }
  if (!DECIMAL.test(text))
    return {
      ok: false,
      message: `"${text.slice(0, 40)}" is not a decimal number with at most ${AMOUNT_DIGITS.integer} digits before and ${AMOUNT_DIGITS.fraction} after the point`,
    }
  return { ok: true, value: canonical(new Big(text)) }
}

const canonical = (value: Big): string => (value.eq(0) ? '0' : value.toFixed())

/** Most amounts are whole numbers: as such they are added three times faster. */
const isWhole = (amount: string): boolean => amount.indexOf('.') < 0

export const add = (a: string, b: string): string =>
  isWhole(a) && isWhole(b) ? String(BigInt(a) + BigInt(b)) : canonical(new Big(a).plus(b))
export const subtract = (a: string, b: string): string =>
  isWhole(a) && isWhole(b) ? String(BigInt(a) - BigInt(b)) : canonical(new Big(a).minus(b))
export const negate = (a: string): string => subtract('0', a)
/** −1, 0 or 1. */
export function compare(a: string, b: string): -1 | 0 | 1 {
  if (!isWhole(a) || !isWhole(b)) return new Big(a).cmp(b)
  const [x, y] = [BigInt(a), BigInt(b)]
  return x === y ? 0 : x < y ? -1 : 1
}
export const isZero = (a: string): boolean => a === '0' || compare(a, '0') === 0
export const isPositive = (a: string): boolean => compare(a, '0') > 0
export const isNegative = (a: string): boolean => compare(a, '0') < 0
export const min = (a: string, b: string): string => (compare(a, b) <= 0 ? a : b)
export const max = (a: string, b: string): string => (compare(a, b) >= 0 ? a : b)
export const sum = (amounts: Iterable<string>): string => {
  let total = '0'
  for (const amount of amounts) total = add(total, amount)
  return total
}
