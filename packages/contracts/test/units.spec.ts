import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divide, multiply, toBaseUnit } from '../src/index.ts'

const rule = {
  unit: 'KGM',
  decimals: 3,
  conversions: [
    { unit: 'TNE', numerator: 1000, denominator: 1 },
    { unit: 'LBR', numerator: 45359237, denominator: 100000000 },
  ],
}

test('a quantity in another unit is converted exactly and rounded once', () => {
  expect(toBaseUnit({ amount: '0.0125', unit: 'TNE' }, rule)).toEqual({ amount: '12.5', unit: 'KGM' })
  expect(toBaseUnit({ amount: '10', unit: 'LBR' }, rule)).toEqual({ amount: '4.536', unit: 'KGM' })
})

test('a quantity in the base unit stays as it was said', () => {
  expect(toBaseUnit({ amount: '0.12345', unit: 'KGM' }, rule)).toEqual({ amount: '0.12345', unit: 'KGM' })
})

test('a unit the item does not know has no base quantity', () => {
  expect(toBaseUnit({ amount: '1', unit: 'MTR' }, rule)).toBeUndefined()
})

test('rounding up is never short, and rounding to nearest is at most half a digit away', () => {
  expect(divide('1', '3', 0, 'up')).toBe('1')
  expect(divide('2', '3', 6, 'halfUp')).toBe('0.666667')
  const amount = fc.integer({ min: 0, max: 1_000_000 })
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 9999 }), (a, b) => {
      const up = divide(String(a), String(b), 3, 'up')
      expect(Number(multiply(up, String(b)))).toBeGreaterThanOrEqual(a)
    }),
  )
})
