import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AtpExplanation,
  type AtpPiece,
  type AtpRule,
  add,
  availableToPromise,
  countedStock,
  coverReservations,
  type ExplainInput,
  explainAtp,
  isPromisable,
  type LinePiece,
  type ReservationPiece,
  type StockPiece,
  sum,
} from '../../src/index.ts'
import { day, input } from './atp-input.ts'
import { allocatedPools } from './random-pools.ts'

interface Piece extends ReservationPiece {
  readonly order?: number | undefined
  /** The last day of what a hard one holds. */
  readonly lastDay?: string | undefined
}

interface World {
  readonly over: Partial<ExplainInput>
  readonly stock: readonly StockPiece[]
  readonly lines: readonly LinePiece[]
  readonly reserved: readonly Piece[]
}

/** The sums that ATP takes, and the pieces that they are sums of. */
function worldOf({ over, stock, lines, reserved }: World): { all: ExplainInput; pieces: AtpPiece[] } {
  const plant = { ...input().plant, ...over.plant }
  const own = stock.filter(({ owner }) => isPromisable(owner))
  const onHand: Record<string, string> = {}
  for (const { status, amount } of own) onHand[status] = add(onHand[status] ?? '0', amount)
  const expiring = own.flatMap(({ lastDay, amount, status }) =>
    lastDay === undefined ? [] : [{ status, date: lastDay, amount }],
  )
  const demand = lines.filter(({ kind }) => kind === 'demand')
  // Those of one order are covered together; what has expired covers nothing.
  const isLive = ({ expiresAt }: ReservationPiece) => expiresAt === undefined || expiresAt > input().now
  const orders = [undefined, ...demand.keys()]
  const live = orders.flatMap((order) =>
    coverReservations(
      reserved.filter((r) => isLive(r) && r.order === order),
      order === undefined ? [] : [demand[order] as LinePiece],
    ),
  )
  const expired = reserved.filter((r) => !isLive(r))
  const all: ExplainInput = {
    ...{ ...input(), ...over, plant },
    stock: countedStock({ onHand, expiring }, plant, over.scope?.statuses),
    supply: lines.filter(({ kind }) => kind === 'supply'),
    demand,
    reserved: live,
    allotted: live.flatMap(({ hard, lastDay: date, amount }) => (hard && date ? [{ date, amount }] : [])),
  }
  return { all, pieces: [...stock, ...lines, ...live, ...expired] }
}

const amount = fc.integer({ min: 1, max: 400 }).map((n) => String(n / 10))
const when = fc.integer({ min: -6, max: 12 }).map(day)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const hour = fc.constantFrom('2026-03-02T07:00:00.000Z', '2026-03-09T07:00:00.000Z')
const statuses = ['unrestricted', 'inInspection', 'blocked', 'sample', 'scrap']
const stock = fc.record({
  kind: fc.constant('stock' as const),
  amount: fc.oneof({ weight: 5, arbitrary: amount }, { weight: 1, arbitrary: fc.constant('-3') }),
  status: fc.constantFrom(...statuses),
  owner: fc.constantFrom('', '', 'consignment:ACME', 'customer:C-1'),
  lastDay: maybe(when),
})
const types = ['purchaseOrder', 'workOrder', 'salesOrder', 'inspection', 'quote'] as const
const line = fc.record({
  ...{ kind: fc.constantFrom('supply' as const, 'demand' as const), amount, date: when },
  ...{ type: fc.constantFrom(...types), confirmed: fc.boolean(), validUntil: maybe(hour) },
})
const kept = {
  kind: fc.constant('reservation' as const),
  amount,
  expiresAt: maybe(hour),
  order: maybe(fc.nat(3)),
}
const reservation = fc.oneof(
  fc.record({ ...kept, date: maybe(when) }),
  fc.record({ ...kept, hard: fc.constant(true), lastDay: maybe(when) }),
)
const late = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), graceDays: fc.nat(4) }),
  fc.record({ kind: fc.constant('assume' as const), days: fc.nat(9), maxLateDays: maybe(fc.nat(5)) }),
)
const side = fc.record({
  documents: maybe(fc.subarray([...types])),
  confirmedOnly: maybe(fc.boolean()),
})
const worlds = fc.record({
  stock: fc.array(stock, { maxLength: 6 }),
  lines: fc.array(line, { maxLength: 10 }),
  reserved: fc.array(reservation, { maxLength: 5 }),
  over: fc.record({
    horizonDays: fc.nat(9),
    plant: fc.record({
      ...{ timeZone: fc.constant('Europe/Berlin'), latePolicy: late, lateDemandPolicy: maybe(late) },
      inspectionStockInAtp: fc.boolean(),
      stockStatuses: fc.constant([
        { status: 'sample', atp: true, picking: false, consumption: false },
        { status: 'scrap', atp: false, picking: false, consumption: false },
      ]),
    }),
    item: fc.record({ held: fc.boolean(), inspectionDays: maybe(fc.nat(12)) }),
    scope: maybe(
      fc.record({ statuses: maybe(fc.subarray(statuses)), supply: maybe(side), demand: maybe(side) }),
    ),
    allocations: maybe(allocatedPools(['web', 'web/gold', 'shop'])),
    pool: fc.constantFrom(undefined, 'web', 'web/gold'),
  }),
})

const rules = fc.constantFrom<AtpRule>('cumulativeLookAhead', 'cumulative', 'discrete')

test('the pieces of a day sum to what can be promised on it by any rule exactly, with none left over', () => {
  fc.assert(
    fc.property(worlds, rules, (world, rule) => {
      const { all, pieces } = worldOf(world)
      for (const { date, atp } of availableToPromise(all, rule).buckets) {
        const answer = explainAtp(all, pieces, date, rule)
        expect(answer?.atp).toBe(atp)
        expect(sum(answer?.pieces.map((p) => p.counted) ?? [])).toBe(atp)
        expect(answer?.pieces.filter((p) => p.kind === 'others')).toEqual([])
      }
    }),
    { numRuns: 4000 },
  )
}, 120_000)

test('discrete figures share the pieces between them: each that counts, counts in one (what is reserved of lots for an order on both its days)', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { all, pieces } = worldOf(world)
      const counted = new Map<number, number>()
      for (const { date } of availableToPromise(all, 'discrete').buckets)
        for (const [i, { reason }] of (explainAtp(all, pieces, date, 'discrete')?.pieces ?? []).entries())
          if (i < pieces.length && reason === null) counted.set(i, (counted.get(i) ?? 0) + 1)
      for (const [i, times] of counted) {
        const { hard, demandDate } = pieces[i] as Partial<ReservationPiece>
        expect(times).toBeLessThanOrEqual(hard && demandDate !== undefined ? 2 : 1)
      }
    }),
    { numRuns: 1000 },
  )
}, 120_000)

test('where only some pieces are given, the others are told in sum', () => {
  fc.assert(
    fc.property(worlds, fc.nat(20), (world, left) => {
      const { all, pieces } = worldOf(world)
      const { date, atp } = availableToPromise(all).buckets.at(-1) as { date: string; atp: string }
      const answer = explainAtp(all, pieces.slice(left), date)
      expect(sum(answer?.pieces.map((p) => p.counted) ?? [])).toBe(atp)
    }),
    { numRuns: 2000 },
  )
}, 120_000)

test('a piece that does not count has a reason, and one that counts has its day within those that make the figure', () => {
  fc.assert(
    fc.property(worlds, rules, fc.nat(9), (world, rule, days) => {
      const { all, pieces } = worldOf(world)
      const { buckets } = availableToPromise(all, rule)
      const { date } = buckets[days % buckets.length] as { date: string }
      const { firstDay, limitingDay, pieces: told } = explainAtp(all, pieces, date, rule) as AtpExplanation
      for (const { counted, date: on, reason, kind } of told) {
        if (reason !== null) expect(counted).toBe('0')
        else if (kind !== 'expiry' && kind !== 'allocation')
          expect(firstDay <= (on as string) && (on as string) <= limitingDay).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
}, 120_000)

describe('a piece does not count', () => {
  const base = { horizonDays: 5 }
  const reasons = (over: Partial<World>, date = day(0)) => {
    const { all, pieces } = worldOf({ over: base, stock: [], lines: [], reserved: [], ...over })
    return explainAtp(all, pieces, date)?.pieces.map((p) => p.reason ?? p.counted)
  }
  const here = (status: string, more: Partial<StockPiece> = {}): StockPiece => ({
    ...{ kind: 'stock', amount: '5', status, owner: '' },
    ...more,
  })
  const at = (kind: 'supply' | 'demand', days: number, more: Partial<LinePiece> = {}): LinePiece => ({
    ...{ kind, amount: '2', date: day(days), type: 'salesOrder', confirmed: true },
    ...more,
  })

  test('where its status, its owner or its age keeps stock out', () => {
    const stock = [
      ...[here('unrestricted'), here('blocked'), here('inInspection'), here('elsewhere')],
      ...[here('unrestricted', { owner: 'customer:C-1' }), here('unrestricted', { lastDay: day(-1) })],
    ]
    const why = ['5', 'blocked', 'inInspection', 'status', 'customerOwned', 'expired']
    expect(reasons({ stock })).toEqual(why)
  })
  test('where a line is late, out of scope, over, or too far ahead', () => {
    const over = { ...base, scope: { demand: { confirmedOnly: true, documents: ['salesOrder', 'quote'] } } }
    const lines = [
      ...[at('demand', -1), at('demand', 0, { confirmed: false }), at('demand', 0, { type: 'delivery' })],
      at('demand', 0, { type: 'quote', validUntil: '2026-03-01T00:00:00.000Z' }),
      ...[at('demand', 366), at('demand', 1)],
    ]
    const why = ['late', 'outOfScope', 'outOfScope', 'lapsed', 'beyondHorizon', '-2']
    expect(reasons({ over: over as Partial<ExplainInput>, lines })).toEqual(why)
  })
  test('after the day whose balance is least, for it helps nobody who asks before', () => {
    const lines = [at('supply', 1), at('demand', 2), at('supply', 3), at('demand', 4, { amount: '1' })]
    const stock = [here('unrestricted')]
    expect(reasons({ stock, lines })).toEqual(['5', 'afterLimitingDay', ...Array(3).fill('afterLimitingDay')])
    expect(reasons({ stock, lines }, day(2))).toEqual(['5', '2', '-2', ...Array(2).fill('afterLimitingDay')])
  })
  test('by the cumulative rule on later days only, by the discrete one on every other day', () => {
    const lines = [at('supply', 2), at('demand', 3)]
    const { all, pieces } = worldOf({ over: base, stock: [here('unrestricted')], lines, reserved: [] })
    const why = (rule: AtpRule, days: number) =>
      explainAtp(all, pieces, day(days), rule)?.pieces.map((p) => p.reason ?? p.counted)
    const [before, after] = ['beforeFirstDay', 'afterLimitingDay']
    expect(why('cumulative', 2)).toEqual(['5', '2', after])
    expect(why('discrete', 0)).toEqual(['5', after, after])
    expect(why('discrete', 1)).toEqual([before, after, after])
    expect(why('discrete', 2)).toEqual([before, '2', '-2'])
    expect(why('discrete', 3)).toEqual([before, before, after])
  })
  test('where its order counts instead, where its hour is over, and where the item is held', () => {
    const lines = [at('demand', 1), at('supply', 1)]
    const hold = { kind: 'reservation', amount: '3' } as const
    const expired = { ...hold, expiresAt: '2026-03-02T08:00:00.000Z' }
    const over = { ...base, item: { held: true } }
    expect(reasons({ over, lines, reserved: [{ ...hold, order: 0 }, expired] })).toEqual([
      ...['-2', 'itemHeld', 'covered', '-1', 'expired'],
    ])
  })
})

test('what expires and what comes out of inspection are pieces of their own', () => {
  const over = {
    ...{ horizonDays: 5, item: { inspectionDays: 2 } },
    plant: { ...input().plant, inspectionStockInAtp: true },
  }
  const stock: StockPiece[] = [
    { kind: 'stock', amount: '5', status: 'unrestricted', owner: '', lastDay: day(1) },
    { kind: 'stock', amount: '4', status: 'inInspection', owner: '' },
  ]
  const { all, pieces } = worldOf({ over, stock, lines: [], reserved: [] })
  const told = explainAtp(all, pieces, day(3))
  expect(told?.pieces.map((p) => `${p.kind} ${p.reason ?? p.counted}`)).toEqual([
    ...['stock 5', 'stock inInspection', 'inspection 4', 'expiry -5'],
  ])
  expect(explainAtp(all, pieces, day(6))).toBeNull()
})
