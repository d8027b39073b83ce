import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AllocatedPool,
  type AtpInput,
  atpOn,
  compare,
  isOrIsBelow,
  livePeriods,
  max,
  min,
  poolTree,
  subtract,
  sum,
  take,
  timeline,
} from '../../src/index.ts'
import { dated, day, input, stock } from './atp-input.ts'
import { allocatedPools } from './random-pools.ts'

const FLAT = ['web', 'shop', 'partners'] as const
const amounts = fc.array(fc.nat(40), { maxLength: 8 }).map(dated)
const lines = (all: fc.Arbitrary<{ date: string; amount: string }[]>, type: 'purchaseOrder' | 'salesOrder') =>
  all.map((days) => days.map((each) => ({ ...each, type, confirmed: true })))
const worlds = fc.record({
  stock: fc.nat(120).map((n) => stock(String(n))),
  supply: lines(amounts, 'purchaseOrder'),
  demand: lines(amounts, 'salesOrder'),
})
const flat = allocatedPools(FLAT)
const asker = fc.constantFrom(undefined, ...FLAT)
const HORIZON = 12
const lineOf = (over: Partial<AtpInput>) => timeline(input({ horizonDays: HORIZON, ...over }))

/** What each period still has to itself, from the words of the decision and not from the tree. */
const keptIn = (pools: readonly AllocatedPool[]) =>
  pools.flatMap((pool) =>
    livePeriods(pool, day(0)).map(({ guaranteed = '0', consumed, releaseOn, ...period }) => ({
      ...{ pool: pool.pool, ...period },
      amount: releaseOn !== undefined && releaseOn <= day(0) ? '0' : max('0', subtract(guaranteed, consumed)),
    })),
  )

test('a guarantee is kept for its pool like an order for the first day of its period, and everybody else has what is left', () => {
  fc.assert(
    fc.property(worlds, flat, asker, (world, pools, pool) => {
      const shared = lineOf({ ...world, allocations: pools, pool })
      const whole = lineOf(world)
      const kept = keptIn(pools)
      const orders = kept.map(({ from, amount }) => {
        const date = from === undefined || from < day(0) ? day(0) : from
        return { date, amount, type: 'salesOrder' as const, confirmed: true }
      })
      const free = lineOf({ ...world, demand: [...world.demand, ...orders] })
      for (let n = 0; n <= HORIZON; n++) {
        const date = day(n)
        const atp = atpOn(whole, date) as string
        const isOfDay = ({ from = '', until = '~' }) => from <= date && date <= until
        const mine = pools.find((each) => each.pool === pool)
        const period = mine && livePeriods(mine, day(0)).find(isOfDay)
        const own = sum(kept.filter((each) => each.pool === pool && isOfDay(each)).map((k) => k.amount))
        const may = min(atp, sum([own, max('0', atpOn(free, date) as string)]))
        const left =
          period?.max === undefined ? may : max('0', min(may, subtract(period.max, period.consumed)))
        expect(atpOn(shared, date), date).toBe(compare(atp, '0') <= 0 ? atp : left)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('whoever takes what he may leaves every guarantee that was there as it was', () => {
  const names = ['web', 'web/gold', 'web/silver', 'web/gold/EU', 'shop'] as const
  const nth = fc.nat(HORIZON)
  fc.assert(
    fc.property(
      worlds,
      allocatedPools(names),
      fc.constantFrom(undefined, ...names),
      nth,
      (world, pools, pool, n) => {
        const line = lineOf({ ...world, allocations: pools, pool })
        if (!line.share) return
        const whole = () => ({ ...line, share: undefined })
        const isKept = (t: number) =>
          compare(atpOn(whole(), day(t)) as string, '0') >= 0 && least(line, t) >= 0n
        const before = Array.from({ length: HORIZON + 1 }, (_, t) => isKept(t))
        take(line, day(n), max('0', atpOn(line, day(n)) as string))
        before.forEach((was, t) => {
          if (was) expect(isKept(t), day(t)).toBe(true)
        })
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a period that ends after the one above it is kept beside it: what it takes on its last day was not for the others', () => {
  const of = (from: number, until: number, guaranteed: string) => [
    { from: day(from), until: day(until), guaranteed, consumed: '0' },
  ]
  const pools: AllocatedPool[] = [
    { pool: 'web', periods: of(2, 2, '10') },
    { pool: 'web/gold', periods: of(2, 3, '10') },
  ]
  const line = (pool?: string) => lineOf({ stock: stock('20'), allocations: pools, pool })
  expect(atpOn(line(), day(1))).toBe('0')
  const gold = line('web/gold')
  expect(atpOn(gold, day(3))).toBe('10')
  take(gold, day(3), '10')
  expect(least(gold, 0)).toBe(0n)
  expect(atpOn(line('web'), day(2))).toBe('10')
})

/** What is left of the balance of a day and all later ones when every guarantee begun by then is taken. */
function least(line: ReturnType<typeof timeline>, from: number): bigint {
  const { onHand, supply, demand, share } = line
  let balance = onHand
  let found: bigint | undefined
  supply.forEach((came, t) => {
    balance += came - (demand[t] as bigint)
    const left = balance - (share?.guaranteed[t] ?? 0n)
    if (t >= from && (found === undefined || left < found)) found = left
  })
  return found ?? 0n
}

test('what is set aside in a pool is never less than for the pools below it, and no order of taking changes it', () => {
  const names = ['web', 'web/gold', 'web/silver', 'web/gold/EU'] as const
  fc.assert(
    fc.property(allocatedPools(names), (pools) => {
      const visit = (node: ReturnType<typeof poolTree>[number]) => {
        const below = node.below.reduce((all, each) => all + each.remaining, 0n)
        expect(node.remaining >= below).toBe(true)
        expect(node.unassigned).toBe(node.remaining - below)
        for (const each of node.below) {
          expect(isOrIsBelow(each.pool, node.pool)).toBe(true)
          visit(each)
        }
      }
      const tree = poolTree(pools, day(0))
      tree.forEach(visit)
      const of = (all: typeof tree) => all.reduce((total, each) => total + each.remaining, 0n)
      expect(of(poolTree([...pools].reverse(), day(0)))).toBe(of(tree))
    }),
    { numRuns: 1_000 },
  )
})

describe('what is left of a period when it is past', () => {
  const weeks = (carryOver?: 'lapse' | 'nextPeriod', releaseOn?: string): AllocatedPool => ({
    ...{ pool: 'web', carryOver },
    periods: [
      { from: day(-14), until: day(-8), guaranteed: '20', max: '30', consumed: '5', releaseOn },
      { from: day(-7), until: day(-1), guaranteed: '20', max: '30', consumed: '35' },
      { from: day(0), until: day(6), guaranteed: '20', max: '30', consumed: '0' },
    ],
  })
  const limits = (pool: AllocatedPool) =>
    livePeriods(pool, day(0)).map((period) => [period.guaranteed, period.max])
  test('lapses, unless the pool says otherwise', () => {
    expect(limits(weeks())).toEqual([['20', '30']])
    expect(limits(weeks('lapse'))).toEqual([['20', '30']])
  })
  test('is in its next period by `nextPeriod`, and so on from there; what was taken too much is not owed', () => {
    // 15 and 25 come to the second week, of whose 35 and 55 are 35 consumed.
    expect(limits(weeks('nextPeriod'))).toEqual([['20', '50']])
  })
  test('is not carried over once it was released', () => {
    expect(limits(weeks('nextPeriod', day(-9)))).toEqual([['20', '50']])
    const one = (releaseOn?: string) => ({ ...weeks('nextPeriod', releaseOn) })
    const short = (pool: AllocatedPool) => ({ ...pool, periods: pool.periods.filter((_, i) => i !== 1) })
    expect(limits(short(one()))).toEqual([['35', '55']])
    expect(limits(short(one(day(-9))))).toEqual([['20', '55']])
  })
})
