import {
  type BackorderClass,
  IssueGoods,
  PlaceStockHold,
  type PromisePolicy,
  PromiseStock,
  PromisesRedistributed,
  ReceiveGoods,
  RedistributePromises,
  ReserveStock,
} from '@takt/contracts'
import { isRejection } from '@takt/decider'
import { describe, expect, test } from 'vitest'
import type { StockItemMessage as Message, StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import {
  bracket,
  byDay,
  day,
  demandOf,
  ea,
  inStock,
  NOW,
  of,
  plant,
  purchase,
  sale,
  supplyOf,
} from './world.ts'

const promise = (order: string, amount: string, date: string, policy: PromisePolicy = 'part') =>
  PromiseStock.create({
    ...{ promise: order, item: 'BRACKET', policy },
    lines: [{ line: '10', quantity: ea(amount), date }],
  })
const run = (...lines: [order: string, of: BackorderClass][]) =>
  RedistributePromises.create({
    ...{ item: 'BRACKET', run: 'BOP-1', reason: 'B is urgent' },
    lines: lines.map(([order, of]) => ({ document: sale(order), class: of })),
  })
const days = (...parts: [number, string][]) => parts.map(([n, amount]) => ({ date: day(n), amount }))
const changes = (events: readonly StockItemEvent[]) =>
  events
    .filter(PromisesRedistributed.is)
    .flatMap(({ data }) =>
      data.lines.map(({ document, after, short }) => [document.id, after, short] as const),
    )

/** All that came of the messages, one decided after the other. */
function eventsOf(start: readonly StockItemEvent[], messages: readonly Message[]): StockItemEvent[] {
  const events = [...start]
  for (const message of messages) {
    const decided = of(bracket)
      .given(...events)
      .when(message)
    events.push(...decided.events())
  }
  return events
}

/** 20 on hand, 5 more on day 3. A has all 20 of today, C the 5 of day 3. */
const world = [inStock(bracket, '20'), supplyOf(bracket, purchase('P'), '5', day(3))]
const taken = [promise('A', '20', day(0)), promise('C', '5', day(0), 'earliest')]
const after = (...messages: Message[]) => of(bracket).given(...eventsOf(world, [...taken, ...messages]))
/** And B, who wants 10 today, has lost all that it was promised. */
const wait = [run(['A', 'lose']), promise('B', '10', day(0)), run(['B', 'lose']), run(['A', 'gain'])]
const waiting = after(...wait)

test('a line that lost all may have it again, from what another gives up', () => {
  expect(byDay(waiting.state().demand)).toEqual({ [day(0)]: '20', [day(3)]: '5' })
  waiting.when(run(['B', 'redistribute'])).thenNothing()
})

describe('a line that wins', () => {
  test('is promised whole on its date, by what others lose', () => {
    const decided = waiting.when(run(['A', 'redistribute'], ['B', 'win']))
    expect(changes(decided.events())).toEqual([
      ['B', days([0, '10']), '0'],
      ['A', days([0, '10']), '10'],
    ])
    expect(byDay(decided.state().demand)).toEqual({ [day(0)]: '20', [day(3)]: '5' })
    decided.again().thenNothing()
  })
  test('is refused with the numbers where what is left of the others is too little, and nothing changes', () => {
    const { details, message } = waiting.when(run(['A', 'gain'], ['B', 'win'])).thenRejected('not-available')
    expect(details).toMatchObject({ document: sale('B'), requested: '10', available: '0', date: day(0) })
    expect(message).toBe(
      'salesOrder B line 10 cannot win: 0 EA of BRACKET can be promised for 2026-03-02, not 10, and no day within the horizon has 10 EA.',
    )
  })
})

describe('a line that gains', () => {
  test('keeps what it has, and takes what others give up', () => {
    const decided = waiting.when(run(['A', 'lose'], ['B', 'gain']))
    expect(changes(decided.events())).toEqual([
      ['B', days([0, '10']), '0'],
      ['A', [], '20'],
    ])
  })
  test('has it earlier where it can', () => {
    const decided = waiting.when(run(['A', 'lose'], ['C', 'gain']))
    expect(changes(decided.events())).toEqual([
      ['C', days([0, '5']), '0'],
      ['A', [], '20'],
    ])
  })
  test('keeps what is no longer there', () => {
    const oversold = of(bracket).given(
      ...eventsOf([inStock(bracket, '20')], [promise('A', '20', day(0))]),
      demandOf(bracket, sale('X'), '5', day(0)),
    )
    oversold.when(run(['A', 'gain'])).thenNothing()
    expect(changes(oversold.when(run(['A', 'redistribute'])).events())).toEqual([['A', days([0, '15']), '5']])
    expect(changes(oversold.when(run(['A', 'fill'])).events())).toEqual([['A', days([0, '15']), '5']])
  })
})

describe('a line that is filled', () => {
  test('never gets more than it has', () => {
    const decided = waiting.when(run(['A', 'lose'], ['B', 'fill']))
    expect(changes(decided.events())).toEqual([['A', [], '20']])
  })
  test('has its turn after those that gain', () => {
    const decided = waiting.when(run(['A', 'fill'], ['B', 'gain']))
    expect(changes(decided.events())).toEqual([
      ['B', days([0, '10']), '0'],
      ['A', days([0, '10']), '10'],
    ])
  })
})

test('lines of one class have their turns in the order in which they were named', () => {
  const first = waiting.when(run(['B', 'redistribute'], ['A', 'redistribute'])).events()
  expect(changes(first)).toEqual([
    ['B', days([0, '10']), '0'],
    ['A', days([0, '10']), '10'],
  ])
  waiting.when(run(['A', 'redistribute'], ['B', 'redistribute'])).thenNothing()
})

test('every change is in one event, with its reason, what was before and what is after', () => {
  const [event] = waiting.when(run(['A', 'lose'])).events()
  expect(event?.data).toMatchObject({
    ...{ run: 'BOP-1', item: 'BRACKET', reason: 'B is urgent', unit: 'EA' },
    lines: [{ document: sale('A'), class: 'lose', before: days([0, '20']), after: [], short: '20' }],
    demand: [{ document: sale('A'), confirmed: true, open: [{ date: day(0), amount: '0', of: '0' }] }],
  })
})

test('what was issued for a line stays with it when it loses', () => {
  const decided = after(IssueGoods.create({ item: 'BRACKET', quantity: ea('8'), document: sale('A') })).when(
    run(['A', 'lose']),
  )
  expect(changes(decided.events())).toEqual([['A', days([0, '8']), '12']])
  expect(byDay(decided.state().demand)).toEqual({ [day(3)]: '5' })
})

test('what is reserved for a line that loses is given to nobody else', () => {
  const reserve = ReserveStock.create({
    ...{ reservation: 'R', item: 'BRACKET', quantity: ea('15'), document: sale('A') },
    expiresAt: '2026-03-09T00:00:00Z',
  })
  const decided = after(...wait, reserve).when(run(['A', 'lose'], ['B', 'redistribute']))
  expect(changes(decided.events())).toEqual([
    ['B', days([0, '5']), '5'],
    ['A', [], '20'],
  ])
})

test('a line that is not known, or was never promised, refuses the whole run', () => {
  waiting.when(run(['A', 'lose'], ['Q', 'win'])).thenRejected('unknown-demand')
  const ordered = of(bracket).given(...world, demandOf(bracket, sale('O'), '3', day(1)))
  ordered.when(run(['O', 'gain'])).thenRejected('not-promised')
})

test('nothing is promised anew of an item on hold', () => {
  after(PlaceStockHold.create({ hold: 'H', item: 'BRACKET', reason: 'x' }))
    .when(run(['A', 'redistribute']))
    .thenRejected('item-held')
})

test('orders that lost all are promised again, however many others came and went since', () => {
  let state = StockItem.initialState()
  let decided = 0
  const tell = (message: Message) => {
    const given = { messageId: `m-${++decided}`, plant: 'P1', source: 'spec', now: NOW, occurredAt: NOW }
    const decision = StockItem.decide(state, message, { ...given, reference: { item: bracket, plant } })
    if (isRejection(decision)) throw new Error(decision.message)
    for (const event of structuredClone(decision) as StockItemEvent[]) state = StockItem.evolve(state, event)
    return decision
  }
  const byRule = (of: BackorderClass) =>
    RedistributePromises.create({
      ...{ item: 'BRACKET', run: 'BOP-1', reason: 'x', selection: { segments: [{ class: of, where: {} }] } },
    })
  const LOST = 400
  tell(ReceiveGoods.create({ item: 'BRACKET', quantity: ea('5000') }))
  for (let i = 0; i < LOST; i++) tell(promise(`lost-${i}`, '1', day(1)))
  expect(changes(tell(byRule('lose')))).toHaveLength(LOST)
  for (let i = 0; i < 1200; i++) {
    tell(promise(`done-${i}`, '1', day(1)))
    tell(IssueGoods.create({ item: 'BRACKET', quantity: ea('1'), document: sale(`done-${i}`) }))
  }
  expect(Object.keys(state.demand.documents.entries).length).toBeLessThan(1700)
  expect(changes(tell(byRule('gain')))).toHaveLength(LOST)
})
