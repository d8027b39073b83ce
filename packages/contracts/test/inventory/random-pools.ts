import fc from 'fast-check'
import type { AllocatedPeriod, AllocatedPool } from '../../src/index.ts'
import { day } from './atp-input.ts'

const amount = fc.integer({ min: 0, max: 60 }).map(String)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const limits = fc.record({ guaranteed: maybe(amount), max: maybe(amount), consumed: amount })

const undated: fc.Arbitrary<AllocatedPeriod[]> = limits.map((each) => [each])
/** Periods of some days each, one after the other or with days between. */
const dated: fc.Arbitrary<AllocatedPeriod[]> = fc
  .tuple(
    fc.integer({ min: -6, max: 4 }),
    fc.array(fc.tuple(limits, fc.nat(4), fc.nat(2), maybe(fc.integer({ min: -3, max: 8 }))), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([first, all]) => {
    let next = first
    return all.map(([each, length, gap, release]) => {
      const from = next + gap
      next = from + length + 1
      const releaseOn = release === undefined ? undefined : day(Math.min(release, from + length))
      return { ...each, from: day(from), until: day(from + length), releaseOn }
    })
  })

/** Of these names, each at most once. */
export const allocatedPools = (names: readonly string[]): fc.Arbitrary<AllocatedPool[]> =>
  fc.uniqueArray(
    fc.record({
      pool: fc.constantFrom(...names),
      carryOver: fc.constantFrom(undefined, 'lapse' as const, 'nextPeriod' as const),
      periods: fc.oneof(undated, dated),
    }),
    { maxLength: names.length, selector: ({ pool }) => pool },
  )
