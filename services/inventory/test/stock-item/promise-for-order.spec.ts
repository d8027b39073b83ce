import {
  AllocationConsumptionChanged,
  CancelDemand,
  PromiseForOrder,
  type PromisePolicy,
  PromiseRefused,
  PromiseStock,
  StockAllocated,
  StockHoldPlaced,
  StockPromised,
} from '@takt/contracts'
import { expect, test } from 'vitest'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { bracket, day, demandOf, ea, inStock, NOW, of, purchase, sale, supplyOf } from './world.ts'

type Line = [line: string, amount: string, date: string, policy: PromisePolicy]
const ask = (lines: Line[], attempt = 1) =>
  PromiseForOrder.create({
    ...{ promise: 'SO-1', attempt, item: 'BRACKET' },
    lines: lines.map(([line, amount, date, policy]) => ({ line, quantity: ea(amount), date, policy })),
  })
/** 20 on hand, 15 wanted on day 3, 10 more on day 2, 1 on day 4, 3 on day 5: the design's example. */
const given = of(bracket).given(
  inStock(bracket, '20'),
  demandOf(bracket, sale('A'), '3', day(0)),
  demandOf(bracket, sale('B'), '15', day(3)),
  supplyOf(bracket, purchase('C'), '10', day(2)),
  supplyOf(bracket, purchase('D'), '1', day(4)),
  supplyOf(bracket, purchase('E'), '3', day(5)),
)
const promised = (events: readonly StockItemEvent[]) =>
  events
    .filter(StockPromised.is)
    .flatMap((e) => e.data.lines.map(({ line, promised: [first] }) => [line, first]))
const refused = (events: readonly StockItemEvent[]) =>
  events.filter(PromiseRefused.is).flatMap((e) => e.data.refused)

test('an order is answered line by line: what is promised, and what is not with what could be had instead', () => {
  const decided = given.when(
    ask([
      ['10', '8', day(0), 'all'],
      ['20', '8', day(1), 'all'],
      ['30', '4', day(1), 'earliest'],
    ]),
  )
  expect(promised(decided.events())).toEqual([
    ['10', { date: day(0), amount: '8' }],
    ['30', { date: day(1), amount: '4' }],
  ])
  expect(refused(decided.events())).toMatchObject([
    {
      ...{ line: '20', requested: { date: day(1), amount: '8' }, code: 'not-available' },
      alternatives: [
        { kind: 'part', promised: [{ date: day(1), amount: '4' }], short: '4' },
        { kind: 'later', promised: [{ date: day(5), amount: '8' }], short: '0' },
        {
          kind: 'split',
          promised: [
            { date: day(1), amount: '4' },
            { date: day(4), amount: '1' },
            { date: day(5), amount: '3' },
          ],
          short: '0',
        },
      ],
    },
  ])
})

test('an answer is given again to another attempt, so that nobody waits in vain, but once to one', () => {
  const first = given.when(ask([['10', '8', day(0), 'all']]))
  first.again().thenNothing()
  const again = of(bracket)
    .given(inStock(bracket, '8'), ...first.events().slice(0, 1))
    .when(ask([['10', '8', day(0), 'all']], 2))
  expect(promised(again.events())).toEqual([['10', { date: day(0), amount: '8' }]])
  again.again().thenNothing()
})

test('what a refused line was promised before was never free for the others', () => {
  const before = PromiseStock.create({
    ...{ promise: 'SO-1', item: 'BRACKET', policy: 'all' },
    lines: [{ line: '10', quantity: ea('5'), date: day(0) }],
  })
  const had = of(bracket).given(inStock(bracket, '5')).when(before)
  const decided = of(bracket)
    .given(inStock(bracket, '5'), ...had.events())
    .when(
      ask([
        ['20', '5', day(0), 'all'],
        ['10', '20', day(0), 'all'],
      ]),
    )
  expect(promised(decided.events())).toEqual([])
  expect(refused(decided.events()).map(({ line }) => line)).toEqual(['10', '20'])
})

test('nothing of a part, a held item, an unknown unit and a day too far are answered, not rejected', () => {
  const none = of(bracket).given()
  const codes = (events: readonly StockItemEvent[]) => refused(events).map(({ code }) => code)
  expect(codes(none.when(ask([['10', '1', day(0), 'part']])).events())).toEqual(['not-available'])
  expect(codes(none.when(ask([['10', '1', '2099-01-01', 'all']])).events())).toEqual(['beyond-horizon'])
  const { lot: _, ...hold } = StockHoldPlaced.example.data
  const held = of(bracket).given(StockHoldPlaced.create({ ...hold, item: 'BRACKET', moved: [] }))
  expect(codes(held.when(ask([['10', '1', day(0), 'all']])).events())).toEqual(['item-held'])
  const inKilograms = PromiseForOrder.create({
    ...{ promise: 'SO-1', attempt: 1, item: 'BRACKET' },
    lines: [{ line: '10', quantity: { amount: '1', unit: 'KGM' }, date: day(0), policy: 'all' }],
  })
  expect(codes(none.when(inKilograms).events())).toEqual(['unknown-unit'])
})

test('what was promised for an order and given back is free again', () => {
  const first = of(bracket)
    .given(inStock(bracket, '8'))
    .when(ask([['10', '8', day(0), 'all']]))
  const back = of(bracket)
    .given(inStock(bracket, '8'), ...first.events())
    .when(CancelDemand.create({ item: 'BRACKET', document: sale('SO-1') }))
  const next = of(bracket)
    .given(inStock(bracket, '8'), ...first.events(), ...back.events())
    .when(ask([['20', '8', day(0), 'all']], 2))
  expect(promised(next.events())).toEqual([['20', { date: day(0), amount: '8' }]])
})

test('an order of a pool takes what is guaranteed to it, line by line, and consumes it in the period of each', () => {
  const week = (n: number) => ({ from: day(7 * n), until: day(7 * n + 6), open: '0', issued: '0' })
  const pools = of(bracket).given(
    inStock(bracket, '50'),
    StockAllocated.create({
      ...{ item: 'BRACKET', unit: 'EA', pool: ['web'], open: '0', issued: '0', reportedAt: NOW },
      periods: [
        { ...week(0), guaranteed: '20', max: '20' },
        { ...week(1), guaranteed: '10' },
      ],
    }),
  )
  const wanted: Line[] = [
    ['10', '15', day(1), 'all'],
    ['20', '15', day(2), 'all'],
    ['30', '20', day(8), 'all'],
  ]
  const ofPool = (pool: string) => {
    const { data } = ask(wanted)
    return pools.when(PromiseForOrder.create({ ...data, pool: [pool] })).events()
  }
  const web = ofPool('web')
  expect(promised(web).map(([line]) => line)).toEqual(['10', '30'])
  expect(refused(web)).toMatchObject([{ line: '20', code: 'allocation-exceeded' }])
  expect(web.find(AllocationConsumptionChanged.is)?.data.pools).toMatchObject([
    {
      ...{ pool: ['web'], open: '35' },
      periods: [
        { from: day(0), open: '15' },
        { from: day(7), open: '20' },
      ],
    },
  ])
  // Of 50, 20 are free for a pool without a guarantee.
  const retail = ofPool('retail')
  expect(promised(retail).map(([line]) => line)).toEqual(['10'])
  expect(refused(retail).map(({ code }) => code)).toEqual(['allocation-exceeded', 'allocation-exceeded'])
})
