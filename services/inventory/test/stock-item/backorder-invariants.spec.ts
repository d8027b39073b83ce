import {
  AllocateStock,
  atpOn,
  BackorderClass,
  type DataOf,
  type DatedAmount,
  DemandReported,
  dayIn,
  dayOf,
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
import { reservedForLine } from '../../src/domain/stock-item/reserved.ts'
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
  })
  .map(({ order: id, pool: path, policy, ...line }) =>
    PromiseStock.create({
      ...{ promise: id, item, policy, lines: [{ line: '10', ...line }] },
      ...named(path),
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
const run = fc
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

interface Run extends Played {
  readonly data: DataOf<typeof RedistributePromises>
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
      look({ ...played, data: step.message.data, before, changed, today })
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
function uncovered({ data, before, step, given }: Run): State {
  const reserved = data.lines.filter(
    (line) => line.class !== 'gain' && reservedForLine(before, line.document).length > 0,
  )
  if (reserved.length === 0) return before
  const lines = reserved.map(({ document }) => ({ document, class: 'lose' as const }))
  const decision = StockItem.decide(
    before,
    { ...step.message, data: { ...data, lines } } as StockItemMessage,
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
  check(({ data, before, state, today }) => {
    for (const { document, class: of } of data.lines) {
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
  check(({ data, before, state }) => {
    for (const { document } of data.lines) {
      const line = lineOf(state.demand, document)
      expect(line?.promised).toEqual(lineOf(before.demand, document)?.promised)
      const total = line?.schedule.reduce((sum, d) => sum + Number(d.amount), 0) ?? 0
      expect(Math.round(10 * total)).toBeLessThanOrEqual(Math.round(10 * Number(line?.promised?.amount)))
    }
  })
})

test('the preview of a run is the run, every change of it is in its event, and once more it changes nothing', () => {
  let runs = 0
  check(({ step, data, before, state, changed, given }) => {
    const preview = redistribution(before, data.lines, asked(before, step.message, given))
    if (isRejection(preview)) throw new Error(preview.message)
    const isChanged = (line: RedistributedLine) => JSON.stringify(line.before) !== JSON.stringify(line.after)
    expect(preview.filter(isChanged)).toEqual(changed)
    for (const { document, after } of preview) expect(lineOf(state.demand, document)?.schedule).toEqual(after)
    expect(StockItem.decide(state, step.message, given)).toEqual([])
    if (changed.length > 0) runs++
  })
  expect(runs).toBeGreaterThan(0)
})
