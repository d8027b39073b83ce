import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstOf } from '../src/queries/first-of.ts'

const word = fc.constantFrom('', 'A', 'B', 'A\u00e4', 'L-1', 'L-10', 'L-2')
const rows = fc.uniqueArray(fc.record({ location: word, lot: word }), {
  selector: ({ location, lot }) => `${location}|${lot}`,
})

test('page by page of any size a list is what it is at once: each row once, in the same order', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 5 }), (all, first) => {
      const whole = firstOf(all, ['location', 'lot'])
      const paged: object[] = []
      let after: string | undefined
      do {
        const page = firstOf([...all].reverse(), ['location', 'lot'], { first, after })
        expect(page.rows.length).toBeLessThanOrEqual(first)
        expect(page.total).toBe(all.length)
        paged.push(...page.rows)
        after = page.next ?? undefined
      } while (after !== undefined)
      expect(paged).toEqual(whole.rows)
      expect(whole.next).toBeNull()
    }),
  )
})

test('a list that is not gone on with is empty', () => {
  expect(firstOf([{ location: 'A' }], ['location'], { after: null })).toEqual({
    rows: [],
    total: 1,
    next: null,
  })
})
