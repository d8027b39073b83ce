import {
  type BackorderFilter,
  type BackorderSelection,
  IssueGoods,
  PromiseStock,
  PromisesRedistributed,
  RedistributePromises,
  SELECTED_LINES,
} from '@takt/contracts'
import { expect, test } from 'vitest'
import type { StockItemEvent, StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { bracket, day, ea, inStock, NOW, of, purchase, sale, supplyOf } from './world.ts'

interface Order {
  readonly id: string
  readonly amount: string
  readonly date?: string
  readonly customer?: string
  readonly priority?: number
  readonly pool?: string[]
  /** Hours before all else. */
  readonly asked?: number
}
const promise = ({ id, amount, date = day(1), customer, priority, pool }: Order) =>
  PromiseStock.create({
    ...{ promise: id, item: 'BRACKET', policy: 'split' },
    lines: [{ line: '10', quantity: ea(amount), date, ...(priority === undefined ? {} : { priority }) }],
    ...(customer === undefined ? {} : { customer }),
    ...(pool ? { pool } : {}),
  })
const run = (selection: BackorderSelection) =>
  RedistributePromises.create({ item: 'BRACKET', run: 'BOP-1', reason: 'a new quarter', selection })
const turns = (...segments: BackorderSelection['segments']): BackorderSelection => ({ segments })

function eventsOf(start: readonly StockItemEvent[], messages: readonly (StockItemMessage | Order)[]) {
  const events = [...start]
  for (const each of messages) {
    const isOrder = 'id' in each
    const earlier = new Date(Date.parse(NOW) - (isOrder ? (each.asked ?? 0) : 0) * 3_600_000).toISOString()
    const decided = of(bracket)
      .given(...events)
      .when(isOrder ? promise(each) : each, { occurredAt: earlier })
    events.push(...decided.events())
  }
  return events
}

/** 10 on hand and 100 on day 5: A, B and C have the 10 of today, D and E wait for those of day 5. */
const world = [inStock(bracket, '10'), supplyOf(bracket, purchase('P'), '100', day(5))]
const orders: Order[] = [
  { id: 'A', amount: '5', customer: 'ACME' },
  { id: 'B', amount: '3', customer: 'BETA', priority: 2, pool: ['web', 'gold'] },
  { id: 'C', amount: '2', customer: 'ACME', date: day(3), priority: 1, asked: 2 },
  { id: 'D', amount: '6', customer: 'DELTA', priority: 1 },
  { id: 'E', amount: '4', customer: 'BETA', pool: ['web'], asked: 1 },
]
const after = (...more: (StockItemMessage | Order)[]) =>
  of(bracket).given(...eventsOf(world, [...orders, ...more]))
const changed = (events: readonly StockItemEvent[]) =>
  events.filter(PromisesRedistributed.is).flatMap(({ data }) => data.lines)
/** Who loses all where just those lose that the filter fits. */
const fitting = (where: BackorderFilter, ...more: StockItemMessage[]) =>
  changed(
    after(...more)
      .when(run(turns({ class: 'lose', where })))
      .events(),
  ).map(({ document }) => document.id)

test.each<[string, BackorderFilter, string[]]>([
  ['its customer', { customers: ['ACME', 'DELTA'] }, ['D', 'C', 'A']],
  ['its order', { documents: [{ type: 'salesOrder', id: 'B' }, sale('C'), sale('D', '20')] }, ['C', 'B']],
  ['its pool, or one above it', { pool: ['web'] }, ['B', 'E']],
  ['its priority', { priorities: [2] }, ['B']],
  ['the day that was asked for', { requiredFrom: day(2), requiredUntil: day(3) }, ['C']],
  ['the last day it is promised for', { promisedFrom: day(5) }, ['D', 'E']],
  ['that it is late', { late: true }, ['D', 'E']],
  ['that it is not', { late: false, customers: ['BETA'] }, ['B']],
  ['that nothing is short', { short: false }, ['D', 'C', 'B', 'E', 'A']],
  ['all that is said of it', { customers: ['BETA'], pool: ['web', 'gold'] }, ['B']],
])('a line is selected by %s', (_, where, ids) => expect(fitting(where)).toEqual(ids))

test('a line is short where something of what was asked for is not promised, also when it has nothing', () => {
  const lost = after(run(turns({ class: 'lose', where: { customers: ['DELTA'] } })))
  const gained = lost.when(run(turns({ class: 'gain', where: { short: true } }))).events()
  expect(changed(gained).map(({ document, short }) => [document.id, short])).toEqual([['D', '0']])
  const never = turns({ class: 'gain', where: { short: true, promisedUntil: day(9) } })
  lost.when(run(never)).thenNothing()
})

test('a line belongs to the first segment that it fits, and the rest stays as it is unless it has a class', () => {
  const segments: BackorderSelection['segments'] = [
    { class: 'redistribute', where: { customers: ['DELTA'] }, name: 'key accounts' },
    { class: 'lose', where: { documents: [sale('D'), sale('A')] } },
  ]
  const some = changed(after().when(run({ segments })).events())
  expect(some.map(({ document, class: as, segment }) => [document.id, as, segment])).toEqual([
    ['D', 'redistribute', 'key accounts'],
    ['A', 'lose', undefined],
  ])
  const all = changed(
    after()
      .when(run({ segments, rest: 'lose' }))
      .events(),
  )
  expect(all.map(({ document }) => document.id)).toEqual(['D', 'A', 'C', 'B', 'E'])
})

test('what is issued in full takes no part', () => {
  const issued = IssueGoods.create({ item: 'BRACKET', quantity: ea('5'), document: sale('A') })
  expect(fitting({ customers: ['ACME'] }, issued)).toEqual(['C'])
})

test.each<[string, BackorderSelection['order'], string[]]>([
  ['priority, then the day asked for, then who asked first', undefined, ['D', 'C', 'B', 'E', 'A']],
  ['the day asked for', [{ by: 'requiredDate', descending: true }], ['C', 'A', 'B', 'D', 'E']],
  ['the day promised', [{ by: 'promisedDate' }, { by: 'quantity' }], ['B', 'A', 'C', 'E', 'D']],
  ['who asked first', [{ by: 'askedAt' }], ['C', 'E', 'A', 'B', 'D']],
  ['how much is asked for', [{ by: 'quantity', descending: true }], ['D', 'A', 'E', 'B', 'C']],
])('in a segment lines have their turns by %s', (_, order, ids) => {
  const selection = { ...turns({ class: 'lose', where: {} }), ...(order ? { order } : {}) }
  expect(changed(after().when(run(selection)).events()).map(({ document }) => document.id)).toEqual(ids)
})

test('segments of one class have their turns one after the other, each by its own order', () => {
  const selection = turns(
    { class: 'lose', where: { pool: ['web'] }, order: [{ by: 'quantity' }] },
    { class: 'lose', where: {}, order: [{ by: 'quantity', descending: true }] },
  )
  const ids = changed(after().when(run(selection)).events()).map(({ document }) => document.id)
  expect(ids).toEqual(['B', 'E', 'D', 'A', 'C'])
})

test('who is most urgent is served first of what others give up', () => {
  const urgent = turns({ class: 'redistribute', where: {} })
  const served = changed(after().when(run(urgent)).events())
  expect(served.map(({ document, after: days }) => [document.id, days])).toContainEqual([
    'D',
    [{ date: day(1), amount: '6' }],
  ])
})

test('a line that came meanwhile is judged by the same rule', () => {
  const rule = run(turns({ class: 'lose', where: { customers: ['ACME'] } }))
  const late = after({ id: 'F', amount: '1', customer: 'ACME' })
  expect(changed(late.when(rule).events()).map(({ document }) => document.id)).toEqual(['C', 'A', 'F'])
})

test('where no line fits, nothing is recorded', () =>
  after()
    .when(run(turns({ class: 'win', where: { customers: ['NOBODY'] } })))
    .thenNothing())

test('a run names lines or rules, not both and not neither', () => {
  const { data } = RedistributePromises.example
  const parse = (more: object) => RedistributePromises.parse(1, { ...data, ...more }).ok
  expect(parse({})).toBe(true)
  expect(parse({ lines: undefined })).toBe(false)
  expect(parse({ selection: turns({ class: 'lose', where: {} }) })).toBe(false)
})

test('a run that would take too many lines of one item is refused with their number', () => {
  const many = Array.from({ length: 6 }, (_, part) =>
    PromiseStock.create({
      ...{ promise: `M-${part}`, item: 'BRACKET', policy: 'part' },
      lines: Array.from({ length: 200 }, (_line, i) => ({
        line: String(i),
        quantity: ea('1'),
        date: day(9),
      })),
    }),
  )
  const crowded = of(bracket).given(...eventsOf([inStock(bracket, '2000')], many))
  const { details } = crowded.when(run(turns({ class: 'lose', where: {} }))).thenRejected('too-many-lines')
  expect(details).toEqual({ item: 'BRACKET', lines: 1200, max: SELECTED_LINES })
})
