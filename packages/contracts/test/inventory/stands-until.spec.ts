import fc from 'fast-check'
import { expect, test } from 'vitest'
import { standsUntil, timeline } from '../../src/index.ts'
import { day, input } from './atp-input.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString()
const hour = fc.integer({ min: 5, max: 21 })
const ends = fc.option(hour.map(at), { nil: undefined })
const amount = fc.integer({ min: 1, max: 99 }).map(String)
const date = fc.integer({ min: -2, max: 5 }).map(day)
const line = fc.record({ date, amount, type: fc.constantFrom('quote', 'salesOrder'), validUntil: ends })
const reservation = fc.record({
  ...{ amount, date: fc.option(date, { nil: undefined }), expiresAt: ends },
  ...{ demandDate: fc.option(date, { nil: undefined }), demandValidUntil: ends },
})

test('until it says, what was worked out of an input is what it comes to at any later moment of the day', () => {
  let stood = 0
  fc.assert(
    fc.property(
      fc.record({
        supply: fc.array(line, { maxLength: 3 }),
        demand: fc.array(line, { maxLength: 3 }),
        reserved: fc.array(reservation, { maxLength: 3 }),
      }),
      hour,
      hour,
      (lines, from, to) => {
        const over = { ...lines, horizonDays: 5, scope: { demand: { documents: ['quote', 'salesOrder'] } } }
        const asked = input({ ...over, now: at(from) } as Parameters<typeof input>[0])
        const later = { ...asked, now: at(Math.max(from, to)) }
        if (Date.parse(later.now) >= standsUntil(asked)) return
        stood++
        expect(timeline(later)).toEqual(timeline(asked))
      },
    ),
    { numRuns: 2_000 },
  )
  expect(stood).toBeGreaterThan(200)
})

test('it is the first end that is yet to come, of a reservation, of its demand or of a quote', () => {
  const until = (over: Parameters<typeof input>[0]) => standsUntil(input({ now: at(8), ...over }))
  const reserved = [{ amount: '1', expiresAt: at(7) }, { amount: '1', expiresAt: at(12) }, { amount: '1' }]
  expect(until({})).toBe(Number.POSITIVE_INFINITY)
  expect(until({ reserved })).toBe(Date.parse(at(12)))
  expect(until({ reserved: [...reserved, { amount: '1', demandValidUntil: at(11) }] })).toBe(
    Date.parse(at(11)),
  )
  const quote = { date: day(0), amount: '1', type: 'quote' as const, validUntil: at(10) }
  expect(until({ reserved, demand: [quote] })).toBe(Date.parse(at(10)))
})
