import {
  type BackorderClass,
  IssueGoods,
  PromiseForOrder,
  PromiseSettled,
  RedistributePromises,
  SettlePromise,
} from '@takt/contracts'
import { expect, test } from 'vitest'
import { lineOf } from '../../src/domain/stock-item/ledger.ts'
import { bracket, day, ea, inStock, purchase, sale, story, supplyOf } from './world.ts'

const ask = (attempt = 1) =>
  PromiseForOrder.create({
    ...{ promise: 'A', attempt, item: 'BRACKET' },
    lines: [{ line: '10', quantity: ea('10'), date: day(1), policy: 'part' }],
  })
const settle = (amount: string, attempt = 1) =>
  SettlePromise.create({ promise: 'A', attempt, item: 'BRACKET', lines: [{ line: '10', amount }] })
const run = (as: BackorderClass) =>
  RedistributePromises.create({
    ...{ item: 'BRACKET', run: 'BOP-1', reason: 'more came' },
    lines: [{ document: sale('A'), class: as }],
  })
/** 7 of 10 can be promised, and all 10 once 5 more came. */
const world = story(bracket, [inStock(bracket, '7')]).when(ask())
const more = (past: typeof world) =>
  story(bracket, [inStock(bracket, '7'), ...past.events(), supplyOf(bracket, purchase('P'), '5', day(0))])

test('a line that the order has the rest of from elsewhere gains no more', () => {
  const richer = more(world)
  expect(richer.when(run('gain')).events()).toHaveLength(1)
  const settled = richer.when(settle('7'))
  expect(settled.events()).toEqual([
    PromiseSettled.create({
      ...{ promise: 'A', attempt: 1, item: 'BRACKET', unit: 'EA' },
      lines: [
        {
          ...{ line: '10', requested: { date: day(1), amount: '7' }, short: '0' },
          promised: [{ date: day(1), amount: '7' }],
        },
      ],
      demand: [
        {
          ...{ kind: 'demand', document: sale('A'), fulfilled: '0', confirmed: true, attempt: 1 },
          open: [{ date: day(1), amount: '7', of: '7' }],
        },
      ],
    }),
  ])
  settled.when(run('gain')).thenNothing()
  settled.when(settle('7')).thenNothing()
})

test('what a run gave it meanwhile goes', () => {
  const settled = more(world).when(run('gain')).when(settle('7'))
  expect(settled.events()[0]?.data).toMatchObject({
    lines: [{ promised: [{ date: day(1), amount: '7' }] }],
    demand: [{ open: [{ date: day(1), amount: '7', of: '7' }] }],
  })
})

test('what a run took from it meanwhile may be gained again, up to what it had', () => {
  const settled = more(world).when(run('lose')).when(settle('7'))
  expect(settled.events()[0]?.data).toMatchObject({ lines: [{ promised: [], short: '7' }] })
  const [event] = settled.when(run('gain')).events()
  expect(event?.data).toMatchObject({ lines: [{ after: [{ date: day(1), amount: '7' }], short: '0' }] })
})

test('what was issued for it stays', () => {
  const issue = IssueGoods.create({ item: 'BRACKET', quantity: ea('5'), document: sale('A') })
  const settled = world.when(issue).when(settle('3'))
  expect(lineOf(settled.state().demand, sale('A'))).toMatchObject({
    ...{ fulfilled: '5', schedule: [{ date: day(1), amount: '5' }] },
    promised: { amount: '5' },
  })
})

test('another attempt of the order is not meant', () => {
  world.when(settle('7', 2)).thenNothing()
  world.when(ask(2)).when(settle('7')).thenNothing()
})
