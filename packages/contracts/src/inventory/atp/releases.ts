import { subtract } from '../../quantity.ts'
import { scopeOf } from './counting.ts'
import type { AtpInput, DatedLine } from './input.ts'
import { type Scaled, scaled, unscaled } from './scaled.ts'

/**
 * Stock in inspection enters once: what an inspection is expected to release comes on its own day, and only what no
 * inspection names comes after the item's usual days. Where less waits than is expected, the earliest have it.
 */
export function withReleases<Input extends AtpInput>(input: Input): Input {
  const expected = input.supply.filter(isRelease)
  if (expected.length === 0) return input
  const others = input.supply.filter((line) => !isRelease(line))
  if (!scopeOf(input).inspectionStock) return { ...input, supply: others }
  let waiting: Scaled = scaled(input.stock.inInspection)
  const released = [...expected]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map((line) => {
      const planned = scaled(line.amount)
      const amount = planned < waiting ? planned : waiting > 0n ? waiting : 0n
      waiting -= amount
      return { ...line, amount: unscaled(amount) }
    })
  const came = released.map((line) => line.amount)
  const inInspection = came.reduce(subtract, input.stock.inInspection)
  return { ...input, supply: [...others, ...released], stock: { ...input.stock, inInspection } }
}

const isRelease = ({ type }: DatedLine): boolean => type === 'inspection'
