import Big from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  Amount,
  add,
  compare,
  divide,
  isNegative,
  isPositive,
  isZero,
  multiply,
  negate,
  Quantity,
  subtract,
  sum,
  toBaseUnit,
} from '../src/index.ts'

/** Any decimal with up to 12 digits before and 6 after the point. */
const decimal = fc
  .tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.integer({ min: 0, max: 999_999 }))
  .map(([whole, fraction]) => Amount.parse(`${whole}.${String(fraction).padStart(6, '0')}`))

const positive = decimal.filter((amount) => !amount.startsWith('-') && amount !== '0')

test('G8: sums and differences are exact, in any order', () => {
  fc.assert(
    fc.property(fc.array(decimal, { maxLength: 30 }), decimal, (amounts, extra) => {
      const total = sum(amounts)
      expect(sum([...amounts].reverse())).toBe(total)
      expect(subtract(add(total, extra), extra)).toBe(total)
      expect(add(total, negate(total))).toBe('0')
    }),
  )
})

test('G8: whole amounts, which have a faster way, come to the same as any decimals', () => {
  const any = fc.oneof(
    fc.bigInt(-(10n ** 18n) + 1n, 10n ** 18n - 1n).map(String),
    fc.integer({ min: -3, max: 3 }).map(String),
    decimal,
  )
  const canonical = (value: Big) => (value.eq(0) ? '0' : value.toFixed())
  fc.assert(
    fc.property(any, any, (a, b) => {
      const [x, y] = [new Big(a), new Big(b)]
      expect(add(a, b)).toBe(canonical(x.plus(y)))
      expect(subtract(a, b)).toBe(canonical(x.minus(y)))
      expect(negate(a)).toBe(canonical(x.times(-1)))
      expect(compare(a, b)).toBe(x.cmp(y))
      expect([isZero(a), isPositive(a), isNegative(a)]).toEqual([x.eq(0), x.gt(0), x.lt(0)])
      expect(sum([a, b, a])).toBe(canonical(x.plus(y).plus(x)))
    }),
    { numRuns: 1_000 },
  )
})

test('G8: a conversion there and back loses nothing', () => {
  const factor = fc.integer({ min: 1, max: 100_000 })
  fc.assert(
    fc.property(
      positive,
      factor,
      fc.constantFrom(1, 2, 4, 5, 8, 10, 16, 20, 25, 100, 1000),
      (amount, numerator, denominator) => {
        const rule = { unit: 'KGM', decimals: 12, conversions: [{ unit: 'TNE', numerator, denominator }] }
        const base = toBaseUnit({ amount, unit: 'TNE' }, rule)
        const back = divide(
          multiply(base?.amount ?? '', String(denominator)),
          String(numerator),
          12,
          'halfEven',
        )
        expect(back).toBe(amount)
      },
    ),
  )
})

test('G8: no float ever holds a quantity: what a double cannot hold must be written as a string', () => {
  expect(Quantity.parse({ amount: 0.1, unit: 'KGM' }).amount).toBe('0.1')
  expect(add('0.1', '0.2')).toBe('0.3')
  expect(Quantity.parse({ amount: '123456789012345678.123456789012', unit: 'KGM' }).amount).toBe(
    '123456789012345678.123456789012',
  )
  expect(Quantity.safeParse({ amount: 1234567890.1234567, unit: 'KGM' }).success).toBe(false)
  for (const amount of ['1e3', 'five', '', '1,5', '0x10', 'NaN'])
    expect(Amount.safeParse(amount).success).toBe(false)
})
