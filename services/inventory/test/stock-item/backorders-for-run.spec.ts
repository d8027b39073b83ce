import {
  BackordersDecided,
  BackordersFound,
  BackordersSought,
  FindBackorders,
  PlaceStockHold,
  PromiseForOrder,
  PromiseStock,
  PromisesRedistributed,
  RecordBackorders,
  RedistributeForRun,
} from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { expect, test } from 'vitest'
import { BackorderSearch } from '../../src/domain/backorder-search.ts'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { bracket, day, ea, inStock, of, sale, story } from './world.ts'

const promise = (id: string, amount: string) =>
  PromiseStock.create({
    ...{ promise: id, item: 'BRACKET', policy: 'part' },
    lines: [{ line: '10', quantity: ea(amount), date: day(1) }],
  })
const run = (of: 'win' | 'lose', id: string) =>
  RedistributeForRun.create({
    ...{ item: 'BRACKET', run: 'BOP-1', reason: 'a press is down' },
    selection: {
      segments: [{ class: of, where: { documents: [sale(id)] } }],
      rest: 'redistribute',
    },
  })
const stock = [inStock(bracket, '10')]
const first = of(bracket)
  .given(...stock)
  .when(promise('A', '8'))
  .events()
const both = [...stock, ...first]
const second = of(bracket)
  .given(...both)
  .when(promise('B', '6'))
  .events()
const world = of(bracket).given(...both, ...second)

test('an item answers a run with what it changed', () => {
  const [changes, answer] = world.when(run('win', 'B')).events()
  expect(changes?.type).toBe(PromisesRedistributed.name)
  expect(changes?.data).toMatchObject({ run: 'BOP-1', reason: 'a press is down', lines: [{}, {}] })
  expect(answer).toEqual(BackordersDecided.create({ item: 'BRACKET', run: 'BOP-1', selected: 2, changed: 2 }))
})

test('an item of which nothing changes answers too', () => {
  const same = { item: 'BRACKET', run: 'BOP-1', selected: 2, changed: 0 }
  world.when(run('win', 'A')).then(BackordersDecided.create(same))
})

test('what a rule refuses is an answer with its reason, and nothing changes', () => {
  const held = of(bracket).given(
    ...both,
    ...world.when(PlaceStockHold.create({ hold: 'H', item: 'BRACKET', reason: 'x' })).events(),
  )
  const [answer, ...more] = held.when(run('win', 'A')).events()
  expect(more).toEqual([])
  expect(answer?.data).toMatchObject({ selected: 0, changed: 0, refusal: { code: 'item-held' } })
})

test('a line that was promised for a whole order names the attempt, also once it was promised by itself', () => {
  const ofOrder = PromiseForOrder.create({
    ...{ promise: 'A', attempt: 3, item: 'BRACKET' },
    lines: [{ line: '10', quantity: ea('8'), date: day(1), policy: 'part' }],
  })
  const attempts = (events: readonly StockItemEvent[]) =>
    events.filter(PromisesRedistributed.is).flatMap((event) => event.data.demand.map((line) => line.attempt))
  const asked = story(bracket, stock).when(ofOrder)
  expect(attempts(asked.when(run('lose', 'A')).events())).toEqual([3])
  const anew = asked.when(promise('A', '5'))
  expect(anew.events()[0]?.data).toMatchObject({ demand: [{ attempt: 3 }] })
  expect(attempts(anew.when(run('lose', 'A')).events())).toEqual([3])
  expect(attempts(world.when(run('lose', 'A')).events())).toEqual([undefined, undefined])
})

test('a search is answered once, whatever is found later', () => {
  const { given } = spec(BackorderSearch)
  const sought = given().when(FindBackorders.example)
  sought.then(BackordersSought.example)
  sought.again().thenNothing()
  const found = given(BackordersSought.example).when(RecordBackorders.example)
  found.then(BackordersFound.example)
  found.again().thenNothing()
  given(BackordersSought.example, BackordersFound.example).when(FindBackorders.example).thenNothing()
})
