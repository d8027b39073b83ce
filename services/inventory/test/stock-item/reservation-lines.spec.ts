import {
  AllotReservation,
  atpOn,
  ConvertReservation,
  compare,
  type DataOf,
  ReservationAllotted,
  ReserveStock,
  subtract,
} from '@takt/contracts'
import { isRejection } from '@takt/decider'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asked } from '../../src/domain/stock-item/ask.ts'
import { timelineOf } from '../../src/domain/stock-item/availability.ts'
import { lineOf, openOf } from '../../src/domain/stock-item/ledger.ts'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import type { Reservation } from '../../src/domain/stock-item/state.ts'
import { lotOf } from '../../src/domain/stock-item/stock.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { type Played, play, reference } from './play.ts'
import { reservationSteps, reserveLines } from './random.ts'
import { bracket, day, demandOf, ea, inStock, purchase, sale, story, supplyOf } from './world.ts'

const EXPIRES = '2026-03-12T18:00:00.000Z'
const line = (reservation: string, amount: string, over: object = {}) => ({
  ...{ reservation, quantity: ea(amount) },
  ...over,
})
const reserve = (lines: ReturnType<typeof line>[], over: object = {}) =>
  ReserveStock.create({ item: 'BRACKET', lines, expiresAt: EXPIRES, ...over })
const stocked = story(bracket, [inStock(bracket, '10')])
const amounts = (outcome: { events(): readonly { data: object }[] }) =>
  outcome
    .events()
    .map(({ data }) => data as { reservation: string; quantity: { amount: string }; requested?: string })
    .map(({ reservation, quantity, requested }) => [reservation, quantity.amount, requested ?? ''])

describe('lines of one request', () => {
  test('are summed before the check: all are reserved, or none with the numbers that are left', () => {
    const made = stocked.when(reserve([line('R-1', '6'), line('R-2', '4')]))
    expect(amounts(made)).toEqual([
      ['R-1', '6', ''],
      ['R-2', '4', ''],
    ])
    made.again().thenNothing()
    const { details, message } = stocked
      .when(reserve([line('R-1', '6'), line('R-2', '5')]))
      .thenRejected('not-available')
    expect(details).toMatchObject({ reservation: 'R-2', before: '6', requested: '5', reserved: '6' })
    expect(message).toMatch(/^R-2, beside 6 EA for the lines before it: /)
  })
  test('are summed over days: what an earlier day takes a later one has not', () => {
    const past = [inStock(bracket, '4'), supplyOf(bracket, purchase('PO-1'), '6', day(3))]
    const lines = (later: string) => [
      line('R-1', '4', { date: day(0) }),
      line('R-2', later, { date: day(3) }),
    ]
    story(bracket, past)
      .when(reserve(lines('6')))
      .thenTypes('inventory.StockReserved', 'inventory.StockReserved')
    const { details } = story(bracket, past)
      .when(reserve(lines('7')))
      .thenRejected('not-available')
    expect(details).toMatchObject({ reservation: 'R-2', available: '6', requested: '7' })
  })
  test('for one order take its demand once, and nothing from others with it', () => {
    const past = [inStock(bracket, '10'), demandOf(bracket, sale('SO-1'), '8', day(2))]
    const lines = (second: string) => [
      line('R-1', '5', { document: sale('SO-1') }),
      line('R-2', second, { document: sale('SO-1') }),
    ]
    story(bracket, past)
      .when(reserve(lines('5')))
      .thenTypes('inventory.StockReserved', 'inventory.StockReserved')
    story(bracket, past)
      .when(reserve(lines('6')))
      .thenRejected('not-available')
  })
  test('take from others what their order wants where that does not count', () => {
    const past = [inStock(bracket, '10'), demandOf(bracket, sale('SO-1'), '8', day(-1))]
    const lines = (first: string) => [line('R-1', first, { document: sale('SO-1') }), line('R-2', '5')]
    const drop = { latePolicy: { kind: 'drop' as const, graceDays: 0 } }
    story(bracket, past, drop)
      .when(reserve(lines('5')))
      .thenTypes('inventory.StockReserved', 'inventory.StockReserved')
    const over = [...past, demandOf(bracket, sale('SO-2'), '6', day(4))]
    const { details } = story(bracket, over, drop)
      .when(reserve([line('R-1', '5', { document: sale('SO-1') })]))
      .thenRejected('not-available')
    expect(details).toMatchObject({ requested: '5', available: '4' })
    const part = story(bracket, over, drop).when(
      reserve([line('R-1', '5', { document: sale('SO-1') })], { policy: 'part' }),
    )
    expect(amounts(part)).toEqual([['R-1', '4', '5']])
  })
  test('of lots take of each what the lines before left', () => {
    const lots = [inStock(bracket, '5', { lot: 'B-1' }), inStock(bracket, '5', { lot: 'B-2' })]
    const hard = (n: string) => line(`R-${n}`, '4', { hard: { strategy: 'fifo' } })
    const made = story(bracket, lots).when(reserve([hard('1'), hard('2')]))
    expect(made.events().map(({ data }) => (data as { allotments?: object }).allotments)).toEqual([
      [{ lot: 'B-1', quantity: '4' }],
      [
        { lot: 'B-1', quantity: '1' },
        { lot: 'B-2', quantity: '3' },
      ],
    ])
    const of = (lot: string) => ({ hard: { strategy: 'given', lots: [{ lot, quantity: ea('3') }] } })
    const { details } = story(bracket, lots)
      .when(reserve([line('R-1', '3', of('B-1')), line('R-2', '3', of('B-1'))]))
      .thenRejected('not-available')
    expect(details).toMatchObject({ reservation: 'R-2', lot: 'B-1', found: '2' })
  })
  test('in part get as much as can be had in their order; one that can have nothing is left out', () => {
    const lines = [line('R-1', '6'), line('R-2', '6'), line('R-3', '6')]
    const made = stocked.when(reserve(lines, { policy: 'part' }))
    expect(amounts(made)).toEqual([
      ['R-1', '6', ''],
      ['R-2', '4', '6'],
    ])
    made.when(reserve([line('R-3', '6'), line('R-4', '6')], { policy: 'part' })).thenRejected('not-available')
  })
  test('are refused whole where one is wrong, also in part', () => {
    const wrong = [line('R-1', '1'), line('R-2', '1', { quantity: { amount: '1', unit: 'KGM' } })]
    stocked.when(reserve(wrong, { policy: 'part' })).thenRejected('unknown-unit')
  })
  test('are said in one form or the other, each reservation once', () => {
    const problems = (data: object) => {
      const parsed = ReserveStock.parse(1, { item: 'BRACKET', expiresAt: EXPIRES, ...data })
      return parsed.ok ? [] : parsed.problems.map(({ path }) => path)
    }
    expect(problems({ reservation: 'R-1', quantity: ea('1') })).toEqual([])
    expect(problems({ lines: [line('R-1', '1')] })).toEqual([])
    expect(problems({})).toEqual(['reservation', 'quantity'])
    expect(problems({ lines: [line('R-1', '1')], reservation: 'R-2', lot: 'L-1' })).toEqual([
      'reservation',
      'lot',
    ])
    expect(problems({ lines: [line('R-1', '1'), line('R-1', '1')] })).toEqual(['lines'])
    expect(problems({ lines: [] })).toEqual(['lines'])
  })
})

const decide = (played: Played, state: Played['state'], data: DataOf<typeof ReserveStock>) =>
  StockItem.decide(state, ReserveStock.create(data), played.given)

test('several lines are decided as one after the other would be, and all of them or none', () => {
  fc.assert(
    fc.property(reservationSteps, reserveLines, (all, { lines, ...asked }) => {
      const common = { ...asked, expiresAt: '2027-01-01T00:00:00Z' }
      let last: Played | undefined
      play(all, (played) => {
        last = played
      })
      if (!last) return
      const together = decide(last, last.state, { ...common, lines })
      let state = structuredClone(last.state)
      const made: StockItemEvent[] = []
      const refused: string[] = []
      for (const each of lines) {
        const one = decide(last, state, { ...common, ...each })
        if (isRejection(one)) refused.push(one.code)
        else {
          const reserved = one.filter(({ type }) => type === 'inventory.StockReserved')
          made.push(...reserved)
          for (const event of structuredClone(one) as StockItemEvent[]) state = StockItem.evolve(state, event)
        }
      }
      if (refused.length === 0 || (!isRejection(together) && common.policy === 'part'))
        expect(
          isRejection(together)
            ? together.code
            : together.filter(({ type }) => type === 'inventory.StockReserved'),
        ).toEqual(made)
      else expect(isRejection(together) && refused.includes(together.code)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test('a reservation that becomes hard frees nothing for others, and takes at most its amount: what it holds waits for it alone', () => {
  fc.assert(
    fc.property(reservationSteps, (all) => {
      let before: Played['state'] = StockItem.initialState()
      play(all, ({ step, given, state, events }) => {
        const earlier = before
        before = structuredClone(state)
        const made = events.find(ReservationAllotted.is)?.data
        if (!made || events.length > 1) return
        const { open, document } = state.reservations[made.reservation] as Reservation
        // Taken for a day before its order's own, a lot may be gone by then: the order used up nothing of it before.
        const days = document ? openOf(lineOf(state.demand, document)).map(({ date }) => date) : []
        const isGone = (lot: string) => days.some((date) => date > (lotOf(state, lot)?.expiresOn ?? '~'))
        if (made.allotments.some(({ lot }) => isGone(lot))) return
        expect(open).toBe(made.quantity.amount)
        const line = (of: Played['state']) => timelineOf(of, asked(of, step.message, given))
        const [then, now] = [line(earlier), line(state)]
        for (let n = 0; n < 40; n++) {
          const less = subtract(atpOn(then, day(n)) as string, atpOn(now, day(n)) as string)
          expect(compare(less, '0'), day(n)).toBeGreaterThanOrEqual(0)
          expect(compare(less, open), day(n)).toBeLessThanOrEqual(0)
        }
      })
    }),
    { numRuns: 200 },
  )
})

const { plant } = reference
const plants = [
  plant,
  { ...plant, latePolicy: { kind: 'drop' as const, graceDays: 0 } },
  { ...plant, lateDemandPolicy: { kind: 'assume' as const, days: 3 } },
  { ...plant, atpScope: { demand: { documents: ['salesOrder' as const, 'quote' as const] } } },
]

test('never promise twice: what is reserved by a request makes no day short that was not, and none shorter', () => {
  fc.assert(
    fc.property(reservationSteps, fc.constantFrom(...plants), (all, at) => {
      let before: Played['state'] = StockItem.initialState()
      play(
        all,
        ({ step, given, state }) => {
          const earlier = before
          before = structuredClone(state)
          if (![ReserveStock, AllotReservation, ConvertReservation].some((c) => c.is(step.message))) return
          const line = (of: Played['state']) => ({
            ...timelineOf(of, asked(of, step.message, given), {}),
            share: undefined,
          })
          const [then, now] = [line(earlier), line(state)]
          for (let n = 0; n < 40; n++) {
            const had = Number(atpOn(then, day(n)))
            expect(Number(atpOn(now, day(n)))).toBeGreaterThanOrEqual(Math.min(0, had))
          }
        },
        { ...reference, plant: at },
      )
    }),
    { numRuns: 300 },
  )
})
