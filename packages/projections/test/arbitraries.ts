import fc from 'fast-check'
import type { Written } from './probe.ts'

const amount = fc
  .tuple(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) => String(units / 10 ** scale))
  .filter((text) => !text.includes('e'))
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('"', '\\', '{,}', 'NULL', ''),
)
const text = words.map((word) => Buffer.from(word.replaceAll('\0', '')).toString())
const extra = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  text,
  { maxKeys: 2 },
)

const anything = fc.record({
  op: fc.constantFrom('add', 'add', 'put', 'patch', 'append', 'remove'),
  place: fc.constantFrom('A', 'B"\\', "C'"),
  item: fc.constantFrom('1', 'ü2'),
  sums: fc.record(
    { quantity: amount, moves: fc.integer({ min: -9, max: 9 }), log: fc.array(text, { maxLength: 2 }) },
    { requiredKeys: [] },
  ),
  set: fc.record(
    {
      quantity: amount,
      moves: fc.integer({ min: -1e6, max: 1e6 }),
      note: fc.option(text),
      state: text,
      tags: fc.option(fc.array(text, { maxLength: 3 })),
      extra: fc.option(extra),
    },
    { requiredKeys: [] },
  ),
}) as fc.Arbitrary<Written>

/** One operation on one of a few rows. A sum and a set of one column in one call would say two things: left out. */
export const written: fc.Arbitrary<Written> = anything.map((each) => ({
  ...each,
  set: Object.fromEntries(
    Object.entries(each.set).filter(([name]) => each.op !== 'add' || !(name in each.sums)),
  ),
}))
