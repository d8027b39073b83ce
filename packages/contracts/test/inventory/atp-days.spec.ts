import { describe, expect, test } from 'vitest'
import { availableToPromise } from '../../src/index.ts'
import { input, stock } from './atp-input.ts'

const ask = (timeZone: string, now: string, over: object = {}) =>
  availableToPromise(input({ now, plant: { ...input().plant, timeZone }, horizonDays: 4, ...over }))
const days = (timeZone: string, now: string) => ask(timeZone, now).buckets.map((b) => b.date)

/** [zone, the last instant of a day, that day]; a millisecond later it is the next. */
const MIDNIGHTS: readonly (readonly [string, string, string])[] = [
  // Berlin: 23 hours on 29 March, 25 on 25 October.
  ['Europe/Berlin', '2026-03-28T22:59:59.999Z', '2026-03-28'],
  ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29'],
  ['Europe/Berlin', '2026-10-24T21:59:59.999Z', '2026-10-24'],
  ['Europe/Berlin', '2026-10-25T22:59:59.999Z', '2026-10-25'],
  // New York: 23 hours on 8 March, 25 on 1 November.
  ['America/New_York', '2026-03-08T04:59:59.999Z', '2026-03-07'],
  ['America/New_York', '2026-03-09T03:59:59.999Z', '2026-03-08'],
  ['America/New_York', '2026-11-01T03:59:59.999Z', '2026-10-31'],
  ['America/New_York', '2026-11-02T04:59:59.999Z', '2026-11-01'],
  // Apia: UTC+13, no daylight saving since 2021; 30 December 2011 never was there.
  ['Pacific/Apia', '2026-03-29T10:59:59.999Z', '2026-03-29'],
  ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
  // Lord Howe: half an hour of daylight saving, from UTC+11 to +10:30 on 5 April and back on 4 October.
  ['Australia/Lord_Howe', '2026-04-04T12:59:59.999Z', '2026-04-04'],
  ['Australia/Lord_Howe', '2026-04-05T13:29:59.999Z', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-03T13:29:59.999Z', '2026-10-03'],
  ['Australia/Lord_Howe', '2026-10-04T12:59:59.999Z', '2026-10-04'],
]
const later = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString()

test.each(MIDNIGHTS)(
  'in %s the day that ends at %s is %s, and the next begins right then',
  (zone, last, date) => {
    expect(ask(zone, last).today).toBe(date)
    expect(ask(zone, later(last, -3_600_000)).today).toBe(date)
    expect(ask(zone, later(last, 1)).today > date).toBe(true)
  },
)

describe('buckets', () => {
  test('are calendar days, none twice and none left out, over days of 23, 24½ and 25 hours', () => {
    expect(days('Europe/Berlin', '2026-03-28T12:00:00Z')).toEqual(
      ['28', '29', '30', '31'].map((d) => `2026-03-${d}`).concat('2026-04-01'),
    )
    expect(days('America/New_York', '2026-10-31T23:30:00Z')).toEqual([
      '2026-10-31',
      '2026-11-01',
      '2026-11-02',
      '2026-11-03',
      '2026-11-04',
    ])
    expect(days('Australia/Lord_Howe', '2026-04-04T01:00:00Z')[1]).toBe('2026-04-05')
  })
  test('cover a whole year of every zone, each day once', () => {
    for (const [zone, now] of MIDNIGHTS) {
      const dates = ask(zone, now, { horizonDays: 365 }).buckets.map((b) => b.date)
      expect(new Set(dates).size).toBe(366)
      expect([...dates].sort()).toEqual(dates)
    }
  })
  test('of the same instant are other days in other zones', () => {
    const at = '2026-03-02T11:30:00Z'
    expect(ask('Pacific/Apia', at).today).toBe('2026-03-03')
    expect(ask('America/New_York', at).today).toBe('2026-03-02')
  })
})

test('a line of today is late from midnight of the plant on, not from midnight in UTC', () => {
  const demand = [{ date: '2026-03-28', amount: '4' }]
  const over = { stock: stock('10'), demand }
  const before = ask('Europe/Berlin', '2026-03-28T22:59:59.999Z', over)
  const after = ask('Europe/Berlin', '2026-03-28T23:00:00.000Z', over)
  expect([before.buckets[0]?.atp, before.late.demand]).toEqual(['6', '0'])
  expect([after.buckets[0]?.atp, after.late.demandLeftOut]).toEqual(['10', '4'])
})

test('a lot counts until the midnight that ends its last day there, on the day of the change too', () => {
  const over = { stock: { ...stock('10'), expiring: [{ date: '2026-10-25', amount: '4' }] } }
  const on = (now: string) => ask('Europe/Berlin', now, over).buckets[0]?.atp
  expect([on('2026-10-25T22:59:59.999Z'), on('2026-10-25T23:00:00.000Z')]).toEqual(['10', '6'])
})
