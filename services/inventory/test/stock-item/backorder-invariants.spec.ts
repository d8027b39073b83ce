import {
  AllocateStock,
  atpOn,
  BackorderClass,
  type BackorderFilter,
  type DataOf,
  type DatedAmount,
  DemandReported,
  dayIn,
  dayOf,
  defined,
  GoodsReceiptReported,
  IssueGoods,
  PromiseStock,
  PromisesRedistributed,
  type RedistributedLine,
  RedistributePromises,
  ReserveStock,
  SupplyReported,
  timeline,
} from '@takt/contracts'
import { isRejection } from '@takt/decider'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asked, expiredBy } from '../../src/domain/stock-item/ask.ts'
import { atpInputOf } from '../../src/domain/stock-item/availability.ts'
import { redistribution } from '../../src/domain/stock-item/backorders.ts'
import { lineOf, openOf } from '../../src/domain/stock-item/ledger.ts'
import type { StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { reservedForLine } from '../../src/domain/stock-item/reserved-sums.ts'
import type { StockItem as State } from '../../src/domain/stock-item/state.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { type Played, play, reference } from './play.ts'
import { day, purchase, sale } from './world.ts'

const RUNS = 200
const item = 'BOLT'
const ORDERS = ['S-1', 'S-2', 'S-3', 'S-4', 'S-5']
const order = fc.constantFrom(...ORDERS)
const date = fc.integer({ min: -2, max: 8 }).map(day)
const quantity = fc.integer({ min: 1, max: 300 }).map((n) => ({ amount: String(n / 10), unit: 'EA' }))
const pool = fc.constantFrom(undefined, undefined, ['web'], ['web', 'gold'])
const named = (path: readonly string[] | undefined) => (path ? { pool: [...path] } : {})

const promise = fc
  .record({
    order,
    pool,
    quantity,
    date,
    policy: fc.constantFrom('all', 'part', 'split', 'earliest'),
    priority: fc.constantFrom(undefined, 1, 2),
    customer: fc.constantFrom(undefined, 'C-1', 'C-2'),
  })
  .map(({ order: id, pool: path, policy, priority, customer, ...line }) =>
    PromiseStock.create({
      ...{ promise: id, item, policy, lines: [defined({ line: '10', ...line, priority })] },
      ...named(path),
      ...(customer === undefined ? {} : { customer }),
    }),
  )
const reserve = fc
  .record({ id: order, quantity, date: fc.option(date, { nil: undefined }), pool })
  .map(({ id, quantity: amount, date: on, pool: path }) =>
    ReserveStock.create({
      ...{
        reservation: `R-${id}`,
        item,
        quantity: amount,
        document: sale(id),
        expiresAt: '2026-03-09T00:00:00Z',
      },
      ...(on === undefined ? {} : { date: on }),
      ...named(path),
    }),
  )
const byNames = fc
  .uniqueArray(fc.record({ id: order, of: fc.constantFrom(...BackorderClass.options) }), {
    minLength: 1,
    selector: ({ id }) => id,
  })
  .map((lines) =>
    RedistributePromises.create({
      ...{ item, run: 'BOP', reason: 'random' },
      lines: lines.map(({ id, of }) => ({ document: sale(id), class: of })),
    }),
  )
const sort = fc.record({
  by: fc.constantFrom('priority', 'requiredDate', 'promisedDate', 'askedAt', 'quantity', 'short'),
  descending: fc.boolean(),
})
const filters: BackorderFilter[] = [
  ...[{ customers: ['C-1'] }, { customers: ['C-1', 'C-2'] }, { priorities: [1] }, { pool: ['web'] }, {}],
  ...[{ short: true }, { short: false }, { late: true }, { requiredUntil: day(3) }, { promisedFrom: day(2) }],
]
const where: fc.Arbitrary<BackorderFilter> = fc.oneof(
  fc.constantFrom(...filters),
  fc.uniqueArray(order, { minLength: 1 }).map((ids) => ({ documents: ids.map((id) => sale(id)) })),
)
const byRules = fc
  .record({
    segments: fc.array(fc.record({ class: fc.constantFrom(...BackorderClass.options), where }), {
      minLength: 1,
      maxLength: 4,
    }),
    rest: fc.constantFrom(undefined, ...BackorderClass.options),
    order: fc.array(sort, { maxLength: 3 }),
  })
  .map(({ rest, ...rules }) =>
    RedistributePromises.create({
      ...{ item, run: 'BOP', reason: 'random' },
      selection: { ...rules, ...(rest === undefined ? {} : { rest }) },
    }),
  )
const run = fc.oneof(byNames, byRules)
const message: fc.Arbitrary<StockItemMessage> = fc.oneof(
  { weight: 2, arbitrary: quantity.map((q) => GoodsReceiptReported.create({ item, quantity: q })) },
  {
    weight: 2,
    arbitrary: fc
      .record({ quantity, date, id: fc.constantFrom('P-1', 'P-2') })
      .map(({ id, ...data }) => SupplyReported.create({ item, document: purchase(id), ...data })),
  },
  // Nobody asks whether it is there: it may leave what was promised short.
  fc.record({ quantity, date }).map((data) => DemandReported.create({ item, document: sale('D'), ...data })),
  { weight: 6, arbitrary: promise },
  { weight: 2, arbitrary: reserve },
  fc
    .record({ quantity, document: order.map((id) => sale(id)) })
    .map((data) => IssueGoods.create({ item, ...data })),
  fc
    .record({ guaranteed: quantity, max: fc.option(quantity, { nil: undefined }) })
    .map(({ guaranteed, max }) =>
      AllocateStock.create({ ...{ item, pool: ['web'], guaranteed }, ...(max ? { max } : {}) }),
    ),
  { weight: 6, arbitrary: run },
)
const steps = fc.array(
  fc.record({
    message,
    minutes: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 2000 })),
    lateByMinutes: fc.constant(0),
  }),
  { minLength: 10, maxLength: 40, size: 'max' },
)

/** The same run, with its lines named. */
const namedOnly = (
  { selection: _, ...data }: DataOf<typeof RedistributePromises>,
  lines: readonly RedistributedLine[],
) => ({ ...data, lines: lines.map(({ document, class: of }) => ({ document, class: of })) })

interface Run extends Played {
  readonly data: DataOf<typeof RedistributePromises>
  /** Every line that took part, in the order of their turns. */
  readonly lines: readonly RedistributedLine[]
  readonly before: State
  /** What the event says; nothing where there is none. */
  readonly changed: readonly RedistributedLine[]
  readonly today: string
}

function everyRun(all: Parameters<typeof play>[0], look: (run: Run) => void): void {
  let before = StockItem.initialState()
  play(all, (played) => {
    const { step, events, state, given } = played
    if (RedistributePromises.is(step.message)) {
      const changed = events.filter(PromisesRedistributed.is).flatMap((e) => e.data.lines)
      const today = dayIn(reference.plant.timeZone, given.now)
      const { data } = step.message
      const lines = redistribution(before, data, asked(before, step.message, given))
      if (isRejection(lines)) throw new Error(lines.message)
      look({ ...played, data, lines, before, changed, today })
    }
    before = structuredClone(state)
  })
}
const check = (look: (run: Run) => void) =>
  fc.assert(
    fc.property(steps, (all) => everyRun(all, look)),
    { numRuns: RUNS },
  )

/** What is there on each day, all that is promised by then taken off; below zero where orders are short. */
function balances(state: State, { given }: Played): number[] {
  const { now } = given
  const line = timeline(atpInputOf(state, { ...reference, now, expired: expiredBy(state, now) }))
  return line.demand.map((_, t) => Number(atpOn(line, dayOf(line.today + t), 'cumulative')))
}

const openIn = (state: State, document: RedistributedLine['document'], today: string): DatedAmount[] =>
  openOf(lineOf(state.demand, document)).map(({ date: on, amount }) => ({
    date: on < today ? today : on,
    amount,
  }))
const until = (days: readonly DatedAmount[], on: string): number =>
  Math.round(10 * days.filter((d) => d.date <= on).reduce((total, d) => total + Number(d.amount), 0))
/** By every day at least as much as the other. */
const covers = (days: readonly DatedAmount[], other: readonly DatedAmount[]): boolean =>
  [...days, ...other].every(({ date: on }) => until(days, on) >= until(other, on))

/**
 * A reservation from stock counts on the day of the promise that covers it, and from today on where the promise is gone:
 * the state as if that was so of every line that the run may take from.
 */
function uncovered({ data, lines: all, before, step, given }: Run): State {
  const reserved = all.filter(
    (line) => line.class !== 'gain' && reservedForLine(before, line.document).length > 0,
  )
  if (reserved.length === 0) return before
  const lines = reserved.map(({ document }) => ({ document, class: 'lose' as const }))
  const { selection: _, ...rest } = data
  const decision = StockItem.decide(
    before,
    { ...step.message, data: { ...rest, lines } } as StockItemMessage,
    given,
  )
  if (isRejection(decision)) throw new Error(decision.message)
  return structuredClone(decision).reduce(
    (state, event) => StockItem.evolve(state, event),
    structuredClone(before),
  )
}

test('no day is short after a run that was not short before it, and none is shorter', () => {
  check((played) => {
    const before = balances(played.before, played)
    const least = balances(uncovered(played), played)
    for (const [t, amount] of balances(played.state, played).entries())
      expect(amount).toBeGreaterThanOrEqual(Math.min(0, before[t] ?? 0, least[t] ?? 0))
  })
})

test('each line is what its class says: winners whole on their day, no gainer with less, no filler with more, losers with nothing', () => {
  let wins = 0
  let gains = 0
  check(({ lines, before, state, today }) => {
    for (const { document, class: of } of lines) {
      const [had, has] = [openIn(before, document, today), openIn(state, document, today)]
      if (of === 'gain') expect(covers(has, had)).toBe(true)
      if (of === 'fill') expect(covers(had, has)).toBe(true)
      if (of === 'lose') expect(has).toEqual([])
      if (of === 'gain' && !covers(had, has)) gains++
      if (of !== 'win') continue
      const line = lineOf(state.demand, document)
      const left = Math.round(10 * (Number(line?.promised?.amount) - Number(line?.fulfilled)))
      const wished = line?.promised?.date ?? ''
      expect(until(has, wished < today ? today : wished)).toBe(Math.max(0, left))
      wins++
    }
  })
  expect(wins).toBeGreaterThan(0)
  expect(gains).toBeGreaterThan(0)
})

test('nobody is promised more than was asked for, and what was asked for stays', () => {
  check(({ lines, before, state }) => {
    for (const { document } of lines) {
      const line = lineOf(state.demand, document)
      expect(line?.promised).toEqual(lineOf(before.demand, document)?.promised)
      const total = line?.schedule.reduce((sum, d) => sum + Number(d.amount), 0) ?? 0
      expect(Math.round(10 * total)).toBeLessThanOrEqual(Math.round(10 * Number(line?.promised?.amount)))
    }
  })
})

test('the preview of a run is the run, every change of it is in its event, and once more it changes nothing', () => {
  let runs = 0
  check(({ step, data, lines: preview, state, changed, given }) => {
    const isChanged = (line: RedistributedLine) => JSON.stringify(line.before) !== JSON.stringify(line.after)
    expect(preview.filter(isChanged)).toEqual(changed)
    for (const { document, after } of preview) expect(lineOf(state.demand, document)?.schedule).toEqual(after)
    if (preview.length === 0) return
    // A line that is promised again covers what was reserved for it: that is free for those who had their turn before.
    if (preview.some(({ document }) => reservedForLine(state, document).length > 0)) return
    // So does one that holds what it has until its turn and then has it on another day, and one of a pool: what is
    // guaranteed is kept from the first day of its period on, and what is taken of it from the day it is taken for.
    const frees = (line: RedistributedLine) =>
      isChanged(line) && (line.before.length > 0 || lineOf(state.demand, line.document)?.pool !== undefined)
    const moved = preview.findLastIndex(frees)
    if (moved > 0) return
    const again = { ...step.message, data: namedOnly(data, preview) } as StockItemMessage
    expect(StockItem.decide(state, again, given)).toEqual([])
    if (changed.length > 0) runs++
  })
  expect(runs).toBeGreaterThan(0)
})

test('rules lead to the same as naming the lines that they select, and each line has one turn', () => {
  let runs = 0
  check(({ step, data, lines, before, changed, given }) => {
    if (data.selection === undefined || lines.length === 0) return
    const keys = lines.map(({ document }) => document.id)
    expect(new Set(keys).size).toBe(keys.length)
    const named = { ...step.message, data: namedOnly(data, lines) } as StockItemMessage
    const decided = StockItem.decide(before, named, given)
    if (isRejection(decided)) throw new Error(decided.message)
    expect(decided.filter(PromisesRedistributed.is).flatMap((e) => e.data.lines)).toEqual(changed)
    if (changed.length > 0) runs++
  })
  expect(runs).toBeGreaterThan(0)
})
