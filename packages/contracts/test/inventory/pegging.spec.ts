import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  availableToPromise,
  compare,
  coverReservations,
  type Pegging,
  type PegInput,
  type PegLine,
  peg,
  subtract,
  sum,
} from '../../src/index.ts'
import { day, input, stock } from './atp-input.ts'

const line = (id: string, date: string, amount: string, type: PegLine['type'] = 'salesOrder'): PegLine => ({
  ...{ date, amount, type, confirmed: true },
  document: { type: type ?? 'salesOrder', id, line: '10' },
})
const po = (id: string, date: string, amount: string) => line(id, date, amount, 'purchaseOrder')
const pegged = (over: Partial<PegInput>) => peg({ ...input({ horizonDays: 10 }), ...over } as PegInput)
const told = ({ needs }: Pegging) =>
  needs.map(({ kind, document, reservation, coverage, uncovered }) => {
    const from = coverage.map(
      (c) =>
        `${c.amount} ${c.source.document?.id ?? c.source.kind}${c.lateDays > 0 ? ` +${c.lateDays}` : ''}`,
    )
    const name = document?.id ?? reservation ?? kind
    return `${name}: ${[...from, ...(uncovered === '0' ? [] : [`${uncovered} open`])].join(', ')}`
  })

describe('pegging', () => {
  test("covers the design's example from stock first, then from supply in the order of its days", () => {
    const answer = pegged({
      stock: stock('20'),
      supply: [po('P-3', day(5), '3'), po('P-1', day(2), '10'), po('P-2', day(4), '1')],
      demand: [line('S-2', day(3), '25'), line('S-1', day(0), '3')],
    })
    expect(told(answer)).toEqual(['S-1: 3 stock', 'S-2: 17 stock, 8 P-1'])
    expect(answer.sources.map((s) => `${s.document?.id ?? s.kind} ${s.pegged}/${s.amount}`)).toEqual([
      'stock 20/20',
      'P-1 8/10',
      'P-2 0/1',
      'P-3 0/3',
    ])
  })
  test('tells what comes too late, and what nothing covers', () => {
    const answer = pegged({
      stock: stock('2'),
      supply: [po('P-1', day(4), '5')],
      demand: [line('S-1', day(1), '4'), line('S-2', day(4), '6')],
    })
    expect(told(answer)).toEqual(['S-1: 2 stock, 2 P-1 +3', 'S-2: 3 P-1, 3 open'])
    expect(answer.needs.map((n) => [n.late, n.uncovered])).toEqual([
      ['2', '0'],
      ['0', '3'],
    ])
  })
  test('takes what expires first, and never after its last day', () => {
    const answer = pegged({
      stock: {
        ...stock('10'),
        expiring: [
          { date: day(2), amount: '4' },
          { date: day(5), amount: '3' },
        ],
      },
      demand: [line('S-1', day(1), '1'), line('S-2', day(3), '5'), line('S-3', day(6), '3')],
    })
    expect(told(answer)).toEqual(['S-1: 1 stock', 'S-2: 3 stock, 2 stock', 'S-3: 1 stock, 2 open'])
  })
  test('covers what is set aside from stock on hand first, and an order and its reservation once', () => {
    const demand = [line('S-1', day(0), '5')]
    const reserved = [
      { reservation: 'R-1', amount: '3' },
      ...coverReservations([{ reservation: 'R-2', amount: '6' }], demand),
    ]
    expect(told(pegged({ stock: stock('7'), demand, reserved }))).toEqual([
      'R-1: 3 stock',
      'R-2: 1 stock',
      'S-1: 3 stock, 2 open',
    ])
  })
  test('covers what is reserved of lots from these, for itself or for its order, before who comes first', () => {
    const demand = [line('S-1', day(0), '6'), line('S-2', day(4), '5')]
    const last = { lastDay: day(2) }
    const reserved = [
      { reservation: 'R-1', amount: '2', hard: true, lots: [{ ...last, amount: '2' }] },
      ...coverReservations(
        [{ reservation: 'R-2', amount: '3', hard: true, lots: [{ amount: '3' }] }],
        [demand[1] as PegLine],
      ).map((part) => ({ ...part, document: demand[1]?.document })),
    ]
    const over = { stock: { ...stock('12'), expiring: [{ date: day(2), amount: '4' }] }, demand, reserved }
    const { needs } = pegged(over)
    expect(
      needs.map(({ document, reservation, coverage, uncovered }) => [
        document?.id ?? reservation,
        ...coverage.map(({ source, amount }) => `${amount} until ${source.lastDay ?? 'ever'}`),
        uncovered,
      ]),
    ).toEqual([
      ['R-1', `2 until ${day(2)}`, '0'],
      ['S-1', `2 until ${day(2)}`, '4 until ever', '0'],
      ['S-2', '3 until ever', '1 until ever', '1'],
    ])
  })
  test('gives the lots of a line to what is confirmed of its day and to what is not, and none to what is gone', () => {
    const parts = [line('S-1', day(1), '2'), { ...line('S-1', day(1), '2'), confirmed: false }]
    const document = parts[0]?.document
    const reserved = [
      ...coverReservations(
        [{ reservation: 'R-1', amount: '3', hard: true, lots: [{ amount: '3' }] }],
        parts,
      ).map((part) => ({ ...part, document })),
      {
        reservation: 'R-2',
        amount: '9',
        hard: true,
        lots: [{ amount: '9' }],
        expiresAt: '2026-03-02T07:00:00.000Z',
      },
    ]
    const expiring = [{ date: day(3), amount: '-1' }]
    const { needs } = pegged({ stock: { ...stock('2'), expiring }, demand: parts, reserved })
    expect(needs.map((n) => [n.amount, sum(n.coverage.map((c) => c.amount)), n.uncovered])).toEqual([
      ['1', '0', '1'],
      ['2', '2', '0'],
      ['2', '1', '1'],
    ])
  })
  test('covers stock that is below zero before any order, as it is gone already', () => {
    const answer = pegged({
      stock: stock('-4'),
      supply: [po('P-1', day(1), '6')],
      demand: [line('S-1', day(2), '3')],
    })
    expect(told(answer)).toEqual(['negativeStock: 4 P-1 +1', 'S-1: 2 P-1, 1 open'])
  })
  test('uses stock in inspection from its expected release on, where it counts', () => {
    const over = { stock: stock('0', '5'), item: { inspectionDays: 2 }, demand: [line('S-1', day(3), '5')] }
    expect(told(pegged(over))).toEqual(['S-1: 5 open'])
    expect(told(pegged({ ...over, scope: { inspectionStock: true } }))).toEqual(['S-1: 5 inspection'])
  })
  test('leaves out what ATP leaves out: too late, beyond the horizon, out of scope, held, over', () => {
    const answer = pegged({
      stock: stock('5'),
      supply: [po('P-1', day(-1), '9'), po('P-2', day(11), '9')],
      demand: [
        line('S-1', day(-1), '9'),
        line('S-2', day(11), '9'),
        line('T-1', day(1), '9', 'transferOrder'),
      ],
      reserved: [{ reservation: 'R-1', amount: '5', expiresAt: '2026-03-02T08:00:00.000Z' }],
      scope: { demand: { documents: ['salesOrder'] } },
    })
    expect(answer.needs).toEqual([])
    expect(answer.sources).toHaveLength(1)
    const held = pegged({ supply: [po('P-1', day(1), '9')], item: { held: true } })
    expect(held.sources).toEqual([])
  })
})

const amount = fc.integer({ min: 1, max: 30 }).map(String)
const on = fc.integer({ min: -3, max: 12 }).map(day)
const id = fc.constantFrom('1', '2', '3', '4', '5')
const lines = (type: PegLine['type']) =>
  fc.array(
    fc.tuple(id, on, amount).map(([n, date, size]) => line(`${type}-${n}`, date, size, type)),
    { maxLength: 8 },
  )
const hard = ({ lastDay, ...of }: { reservation: string; amount: string; lastDay: string | undefined }) => ({
  ...{ ...of, hard: true },
  lots: [{ lastDay, amount: of.amount }],
})
const questions: fc.Arbitrary<PegInput> = fc
  .record({
    onHand: fc.integer({ min: -10, max: 60 }),
    expiring: fc.array(fc.record({ date: on, amount }), { maxLength: 3 }),
    supply: lines('purchaseOrder'),
    demand: lines('salesOrder'),
    reserved: fc.uniqueArray(
      fc.oneof(
        fc.record({ reservation: id, amount, date: fc.option(on, { nil: undefined }) }),
        fc.record({ reservation: id, amount, lastDay: fc.option(on, { nil: undefined }) }).map(hard),
      ),
      { maxLength: 4, selector: ({ reservation }) => reservation },
    ),
    latePolicy: fc.constantFrom(
      { kind: 'drop' as const, graceDays: 2 },
      { kind: 'assume' as const, days: 1 },
    ),
  })
  .map(({ onHand, expiring, latePolicy, ...rest }) => {
    const { plant } = input()
    const unrestricted = sum([String(onHand), ...expiring.map((e) => e.amount)])
    return {
      ...input({
        horizonDays: 10,
        plant: { ...plant, latePolicy },
        stock: { ...stock(unrestricted), expiring },
      }),
      ...rest,
    } as PegInput
  })

test('pegged amounts add up on both sides, never exceed either, and neither is left where both have some', () => {
  fc.assert(
    fc.property(questions, (question) => {
      const { needs, sources } = peg(question)
      for (const need of needs) {
        const covered = sum(need.coverage.map((c) => c.amount))
        expect(sum([covered, need.uncovered])).toBe(need.amount)
        expect(need.coverage.every((c) => compare(c.amount, '0') > 0)).toBe(true)
        expect(need.late).toBe(sum(need.coverage.filter((c) => c.lateDays > 0).map((c) => c.amount)))
      }
      sources.forEach((source) => {
        const used = needs.flatMap((n) => n.coverage.filter((c) => c.source === source).map((c) => c.amount))
        expect(sum(used)).toBe(source.pegged)
        expect(compare(source.pegged, source.amount)).toBeLessThanOrEqual(0)
      })
      const open = needs.filter((n) => n.uncovered !== '0')
      const usable = sources.filter(
        (s) => s.pegged !== s.amount && open.some((n) => !s.lastDay || n.date <= s.lastDay),
      )
      expect(open.length === 0 || usable.length === 0).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('every need is covered in time exactly where the projected balance never falls below zero', () => {
  fc.assert(
    fc.property(questions, (any) => {
      const question = { ...any, stock: { ...any.stock, expiring: [] } }
      const { needs } = peg(question)
      const { buckets } = availableToPromise(question, 'cumulative')
      const short = buckets.some((b) => b.atp.startsWith('-'))
      expect(needs.every((n) => n.late === '0' && n.uncovered === '0')).toBe(!short)
    }),
    { numRuns: 1000 },
  )
})

test('what is left uncovered is what the end of the horizon lacks', () => {
  fc.assert(
    fc.property(questions, (any) => {
      const question = { ...any, stock: { ...any.stock, expiring: [] } }
      const end = availableToPromise(question).buckets.at(-1)?.projected as string
      const uncovered = sum(peg(question).needs.map((n) => n.uncovered))
      expect(uncovered).toBe(end.startsWith('-') ? subtract('0', end) : '0')
    }),
    { numRuns: 1000 },
  )
})

test('the answer does not depend on the order of the lines', () => {
  fc.assert(
    fc.property(questions, (question) => {
      const turned = {
        ...question,
        supply: [...question.supply].reverse(),
        demand: [...question.demand].reverse(),
        reserved: [...(question.reserved ?? [])].reverse(),
      }
      const sorted = (of: Pegging) =>
        of.needs.map((n) => `${n.date} ${n.document?.id ?? n.reservation} ${n.date}`)
      expect(sorted(peg(turned))).toEqual(sorted(peg(question)))
      const total = (of: Pegging) => [sum(of.needs.map((n) => n.late)), sum(of.needs.map((n) => n.uncovered))]
      expect(total(peg(turned))).toEqual(total(peg(question)))
    }),
    { numRuns: 1000 },
  )
})
