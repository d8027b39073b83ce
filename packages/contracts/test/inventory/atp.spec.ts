import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AtpInput,
  type AtpRule,
  add,
  availableToPromise,
  coverReservations,
  earliestDate,
  subtract,
  take,
  timeline,
} from '../../src/index.ts'
import { discrete, lookAhead } from '../../src/inventory/atp/rules.ts'
import { dated, day, input, stock } from './atp-input.ts'

const atp = (over: Partial<AtpInput>, rule?: AtpRule) =>
  availableToPromise(input(over), rule).buckets.map((b) => b.atp)

describe('the worked example of the design', () => {
  const example = {
    stock: stock('20'),
    demand: dated([3, 0, 0, 15]),
    supply: dated([0, 0, 10, 0, 1, 3]),
    horizonDays: 6,
  }
  test('is projected as 17 17 27 12 13 16 16', () => {
    const { buckets } = availableToPromise(input(example))
    expect(buckets.map((b) => b.projected).join(' ')).toBe('17 17 27 12 13 16 16')
  })
  test('can be promised as 12 12 12 12 13 16 16 by look-ahead', () => {
    expect(atp(example).join(' ')).toBe('12 12 12 12 13 16 16')
  })
  test('would be promised as 17 17 27 12 13 16 16 without look-ahead, which breaks the order of day 3', () => {
    expect(atp(example, 'cumulative').join(' ')).toBe('17 17 27 12 13 16 16')
  })
  test('would be promised as 17 on day 0 by the discrete rule, which breaks the order of day 3', () => {
    expect(atp(example, 'discrete').join(' ')).toBe('17 0 -5 0 1 3 0')
  })
})

test('what is below zero is shown signed, with zero available', () => {
  const [first] = availableToPromise(input({ demand: dated([4]), horizonDays: 1 })).buckets
  expect(first).toMatchObject({ atp: '-4', available: '0' })
})

test('a day begins at midnight of the plant, on days of 23 and 25 hours too', () => {
  const today = (now: string) => availableToPromise(input({ now, horizonDays: 1 })).today
  expect(today('2026-03-28T22:59:59.999Z')).toBe('2026-03-28')
  expect(today('2026-03-28T23:00:00.000Z')).toBe('2026-03-29')
  expect(today('2026-03-29T21:59:59.999Z')).toBe('2026-03-29')
  expect(today('2026-03-29T22:00:00.000Z')).toBe('2026-03-30')
  expect(today('2026-10-25T22:59:59.999Z')).toBe('2026-10-25')
  expect(today('2026-10-25T23:00:00.000Z')).toBe('2026-10-26')
  const over = availableToPromise(input({ now: '2026-03-28T12:00:00Z', horizonDays: 3 }))
  expect(over.buckets.map((b) => b.date)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31'])
})

describe('late lines', () => {
  const late = { stock: stock('10'), supply: [{ date: day(-3), amount: '5' }], horizonDays: 4 }
  const policy = (latePolicy: AtpInput['plant']['latePolicy']) => ({
    plant: { ...input().plant, latePolicy },
  })
  test('count today within their grace, and not at all after it', () => {
    expect(atp({ ...late, ...policy({ kind: 'drop', graceDays: 3 }) })).toEqual(Array(5).fill('15'))
    expect(atp({ ...late, ...policy({ kind: 'drop', graceDays: 2 }) })).toEqual(Array(5).fill('10'))
  })
  test('are assumed some days after today where the plant says so', () => {
    expect(atp({ ...late, ...policy({ kind: 'assume', days: 2 }) })).toEqual(['10', '10', '15', '15', '15'])
    const beyond = atp({ ...late, ...policy({ kind: 'assume', days: 5 }) })
    expect(beyond).toEqual(Array(5).fill('10'))
  })
  test('are summed in the answer, with what was left out', () => {
    const demand = [{ date: day(-1), amount: '2' }]
    const answer = availableToPromise(input({ ...late, demand, ...policy({ kind: 'drop', graceDays: 1 }) }))
    expect(answer.late).toEqual({ supply: '5', demand: '2', supplyLeftOut: '5', demandLeftOut: '0' })
  })
})

test('stock in inspection enters at its expected release where the plant says so, else never', () => {
  const plant = { ...input().plant, inspectionStockInAtp: true }
  const over = { stock: stock('1', '4'), item: { inspectionDays: 2 }, horizonDays: 3 }
  expect(atp(over)).toEqual(['1', '1', '1', '1'])
  expect(atp({ ...over, plant })).toEqual(['1', '1', '5', '5'])
})

test('no supply can be promised while the whole item is on hold', () => {
  expect(atp({ stock: stock('0'), supply: dated([0, 9]), item: { held: true }, horizonDays: 2 })).toEqual(
    Array(3).fill('0'),
  )
})

test('the answer says from when the item could be replenished', () => {
  expect(availableToPromise(input({ item: { leadTimeDays: 10 } })).replenishableFrom).toBe('2026-03-12')
  expect(availableToPromise(input()).replenishableFrom).toBeNull()
})

test('no order is broken that lies behind the days asked for, as far as the longest horizon', () => {
  const far = (days: number) => ({
    stock: stock('10'),
    demand: [{ date: day(days), amount: '4' }],
    horizonDays: 1,
  })
  expect(atp(far(365))).toEqual(['6', '6'])
  expect(atp(far(366))).toEqual(['10', '10'])
})

test('the default horizon is 180 days, and more than 365 are refused with the limit named', () => {
  expect(availableToPromise(input()).buckets).toHaveLength(181)
  expect(() => availableToPromise(input({ horizonDays: 366 }))).toThrow(/0 to 365, not 366/)
})

describe('a reservation', () => {
  const base = { stock: stock('10'), demand: dated([0, 0, 6]), horizonDays: 3 }
  test('does not count at and after the moment it expires', () => {
    const reserved = [{ amount: '3', expiresAt: '2026-03-02T08:00:00.000Z' }]
    expect(atp({ ...base, reserved })).toEqual(atp(base))
    expect(atp({ ...base, reserved, now: '2026-03-02T07:59:59.999Z' })[0]).toBe('1')
  })
  test('is not subtracted beside the order it was made for', () => {
    const reserved = coverReservations([{ amount: '6' }], dated([0, 0, 6]))
    expect(atp({ ...base, reserved })).toEqual(atp(base))
  })
  test('counts as far as it exceeds its order', () => {
    const reserved = coverReservations([{ amount: '8' }], dated([0, 0, 6]))
    expect(atp({ ...base, reserved })[0]).toBe('2')
  })
  test('counts in full where its order is beyond the horizon', () => {
    const reserved = coverReservations([{ amount: '6' }], [{ date: day(9), amount: '6' }])
    expect(atp({ ...base, demand: [{ date: day(9), amount: '6' }], reserved })).toEqual(Array(4).fill('4'))
  })
  test('for a later day leaves what is promised for earlier days alone only if supply comes between', () => {
    const reserved = [{ amount: '10', date: day(2) }]
    expect(atp({ stock: stock('10'), reserved, horizonDays: 3 })).toEqual(['0', '0', '0', '0'])
    expect(atp({ stock: stock('10'), supply: dated([0, 0, 10]), reserved, horizonDays: 3 })).toEqual(
      Array(4).fill('10'),
    )
  })
})

describe('stock that expires', () => {
  test('counts until its last day of use', () => {
    const expiring = [{ date: day(1), amount: '4' }]
    expect(atp({ stock: { ...stock('10'), expiring }, horizonDays: 3 })).toEqual(['10', '10', '6', '6'])
  })
  test('never counts once it has expired', () => {
    const expiring = [{ date: day(-1), amount: '4' }]
    expect(atp({ stock: { ...stock('10'), expiring }, horizonDays: 1 })).toEqual(['6', '6'])
  })
  test('is used first, so what it covers is not lost', () => {
    const expiring = [{ date: day(1), amount: '4' }]
    expect(atp({ stock: { ...stock('10'), expiring }, demand: dated([0, 3]), horizonDays: 3 })).toEqual([
      '7',
      '7',
      '6',
      '6',
    ])
  })
})

const amounts = (size: number) =>
  fc.array(fc.integer({ min: 0, max: 40 }), { minLength: size, maxLength: size })
const timelines = fc
  .integer({ min: 1, max: 14 })
  .chain((size) => fc.tuple(fc.integer({ min: -20, max: 60 }), amounts(size), amounts(size)))

test('the running sum of discrete ATP after backward borrowing is look-ahead ATP, over 100,000 timelines', () => {
  fc.assert(
    fc.property(timelines, ([onHand, supply, demand]) => {
      const over = {
        stock: stock(String(onHand)),
        supply: dated(supply),
        demand: dated(demand),
        horizonDays: supply.length - 1,
      }
      const line = timeline(input(over))
      const borrowed = discrete(line)
      for (let t = borrowed.length - 1; t > 0; t--) {
        const value = borrowed[t] as bigint
        if (value >= 0n) continue
        borrowed[t] = 0n
        borrowed[t - 1] = (borrowed[t - 1] as bigint) + value
      }
      let running = 0n
      const sums = borrowed.map((value) => (running += value))
      expect(sums.join()).toBe(lookAhead(line).join())
    }),
    { numRuns: 100_000 },
  )
}, 120_000)

test('a promise of what can be promised breaks no other order, and one unit more breaks one', () => {
  fc.assert(
    fc.property(timelines, fc.nat(), ([onHand, supply, demand], at) => {
      const horizonDays = supply.length - 1
      const over = { stock: stock(String(onHand)), supply: dated(supply), demand: dated(demand), horizonDays }
      const t = at % supply.length
      const bucket = availableToPromise(input(over)).buckets[t]
      const short = (extra: string) => {
        const demands = [...over.demand, { date: day(t), amount: extra }]
        const { buckets } = availableToPromise(input({ ...over, demand: demands }))
        return buckets.slice(t).some((b) => b.projected.startsWith('-'))
      }
      expect(short(add(bucket?.available ?? '', '1'))).toBe(true)
      if (bucket?.atp === bucket?.available) expect(short(bucket?.available ?? '')).toBe(false)
    }),
    { numRuns: 2000 },
  )
})

test('a reservation never raises what can be promised, and lowers it by at most its amount', () => {
  const reservations = fc.array(
    fc.record({ amount: fc.integer({ min: 1, max: 30 }).map(String), on: fc.integer({ min: -3, max: 20 }) }),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(timelines, reservations, fc.boolean(), ([onHand, supply, demand], list, undated) => {
      const over = {
        stock: stock(String(onHand)),
        supply: dated(supply),
        demand: dated(demand),
        horizonDays: supply.length - 1,
      }
      let before = atp(over)
      const reserved: { amount: string; date?: string }[] = []
      for (const { amount, on } of list) {
        reserved.push(undated ? { amount } : { amount, date: day(on) })
        const after = atp({ ...over, reserved })
        after.forEach((value, t) => {
          const lost = Number(subtract(before[t] as string, value))
          expect(lost).toBeGreaterThanOrEqual(0)
          expect(lost).toBeLessThanOrEqual(Number(amount))
        })
        before = after
      }
    }),
    { numRuns: 2000 },
  )
})

test('with lots that expire, a day can be promised exactly what a shop using first what expires first could still sell', () => {
  const lots = fc.array(
    fc.record({ last: fc.integer({ min: 0, max: 8 }), amount: fc.integer({ min: 1, max: 9 }) }),
    {
      maxLength: 4,
    },
  )
  const small = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(lots, fc.nat(12), small, small, fc.nat(7), (expiring, lasting, supply, demand, t) => {
      const total = lasting + expiring.reduce((sum, lot) => sum + lot.amount, 0)
      const sells = (extra: number) => canServe(expiring, lasting, supply, demand, t, extra)
      fc.pre(sells(0))
      let most = 0
      while (sells(most + 1)) most++
      const over = {
        stock: {
          ...stock(String(total)),
          expiring: expiring.map((l) => ({ date: day(l.last), amount: `${l.amount}` })),
        },
        supply: dated(supply),
        demand: dated(demand),
        horizonDays: 7,
      }
      expect(Number(atp(over)[t])).toBe(most)
    }),
    { numRuns: 3000 },
  )
})

test('what is reserved of lots is out of the shop, with the demand it is for, and uses up nothing of the rest', () => {
  const lots = fc.array(
    fc.record({
      last: fc.integer({ min: 0, max: 8 }),
      free: fc.integer({ min: 0, max: 9 }),
      reserved: fc.nat(5),
      forDay: fc.option(fc.nat(7), { nil: undefined }),
    }),
    { maxLength: 4 },
  )
  const small = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 8, maxLength: 8 })
  const lastingLot = fc.record({ free: fc.nat(12), reserved: fc.nat(5) })
  fc.assert(
    fc.property(lots, lastingLot, small, small, fc.nat(7), (expiring, lasting, supply, demand, t) => {
      const open = expiring.map(({ last, free }) => ({ last, amount: free }))
      const sells = (extra: number) => canServe(open, lasting.free, supply, demand, t, extra)
      fc.pre(sells(0))
      let most = 0
      while (sells(most + 1)) most++
      const all = [lasting, ...expiring].reduce((sum, lot) => sum + lot.free + lot.reserved, 0)
      const ofDemand = expiring.filter((lot) => lot.forDay !== undefined)
      const ordered = demand.map((amount, on) =>
        ofDemand.reduce((sum, lot) => sum + (lot.forDay === on ? lot.reserved : 0), amount),
      )
      const over = {
        stock: {
          ...stock(String(all)),
          expiring: expiring.map((l) => ({ date: day(l.last), amount: `${l.free + l.reserved}` })),
        },
        supply: dated(supply),
        demand: dated(ordered),
        reserved: [
          { amount: `${lasting.reserved}`, hard: true },
          ...expiring.map(({ reserved, forDay }) => ({
            ...{ amount: `${reserved}`, hard: true },
            ...(forDay === undefined ? {} : { demandDate: day(forDay) }),
          })),
        ],
        allotted: expiring.map((l) => ({ date: day(l.last), amount: `${l.reserved}` })),
        horizonDays: 7,
      }
      expect(Number(atp(over)[t])).toBe(most)
    }),
    { numRuns: 3000 },
  )
})

/** Plays the days one by one with real lots: false where some day's demand cannot be met. */
function canServe(
  expiring: readonly { last: number; amount: number }[],
  lasting: number,
  supply: readonly number[],
  demand: readonly number[],
  at: number,
  extra: number,
): boolean {
  const lots = expiring.map((l) => ({ ...l })).sort((a, b) => a.last - b.last)
  let rest = lasting
  return demand.every((wanted, t) => {
    rest += supply[t] as number
    let open = wanted + (t === at ? extra : 0)
    for (const lot of lots.filter((l) => l.last >= t)) {
      const used = Math.min(lot.amount, open)
      lot.amount -= used
      open -= used
    }
    rest -= open
    return rest >= 0
  })
}

test('fractions are summed exactly', () => {
  expect(atp({ stock: stock('0.1'), supply: dated(['0.2', '0.000000000001']), horizonDays: 1 })).toEqual([
    '0.3',
    '0.300000000001',
  ])
})

test('the earliest day for a quantity is the first that keeps it without breaking a later order', () => {
  const line = timeline(input({ stock: stock('5'), supply: dated([0, 0, 10]), horizonDays: 5 }))
  expect(earliestDate(line, '5', day(0))).toBe(day(0))
  expect(earliestDate(line, '6', day(0))).toBe(day(2))
  take(line, day(0), '5')
  expect(earliestDate(line, '1', day(0))).toBe(day(2))
  expect(earliestDate(line, '11', day(0))).toBeNull()
})
