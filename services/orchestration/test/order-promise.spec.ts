import {
  ALL_PLANTS,
  CancelOrderPromise,
  type DataOf,
  EndOrderPromise,
  ItemChanged,
  type KeptItem,
  OrderPromiseAnswered,
  OrderPromised,
  OrderPromiseRefused,
  OrderPromiseRequested,
  PromiseOrder,
  RecordOrderAnswer,
} from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { expect, test } from 'vitest'
import { OrderPromise, type OrderPromiseEvent } from '../src/domain/order-promise/order-promise.ts'
import type { OrderReference } from '../src/domain/order-promise/plan.ts'

const kept = (item: string, more: Partial<KeptItem> = {}): KeptItem => ({
  ...ItemChanged.example.data,
  ...{ item, unit: 'EA', decimals: 0, conversions: [{ unit: 'BX', numerator: 50, denominator: 1 }] },
  ...more,
})
const reference: OrderReference = {
  items: new Map([
    ['BOLT', kept('BOLT')],
    ['GEAR', kept('GEAR', { substitutes: ['GEAR-B', 'OIL', 'GHOST'] })],
    ['GEAR-B', kept('GEAR-B')],
    ['OIL', kept('OIL', { unit: 'LTR' })],
  ]),
}
const NOW = '2026-03-02T08:00:00.000Z'
const { given } = spec(OrderPromise, { reference, plant: ALL_PLANTS, now: NOW })

const ea = (amount: string) => ({ amount, unit: 'EA' })
const date = '2026-03-05'
type Line = DataOf<typeof PromiseOrder>['lines'][number]
const line = (id: string, item: string, amount: string, more: Partial<Line> = {}): Line => ({
  ...{ line: id, item, quantity: ea(amount), date, policy: 'all', plants: ['P1', 'P2'] },
  ...more,
})
const ask = (lines: Line[], allOrNothing?: boolean) =>
  PromiseOrder.create({ order: 'SO-1', lines, ...(allOrNothing === undefined ? {} : { allOrNothing }) })

const from = { order: 'SO-1', attempt: 1 }
const yes = (plant: string, item: string, id: string, amount: string, attempt = 1) =>
  RecordOrderAnswer.create({
    ...{ ...from, attempt, plant, item, refused: [] },
    promised: [{ line: id, promised: [{ date, amount }], short: '0' }],
  })
const no = (plant: string, item: string, id: string, amount: string) =>
  RecordOrderAnswer.create({
    ...{ ...from, plant, item, promised: [] },
    refused: [
      {
        ...{ line: id, requested: { date, amount }, code: 'not-available', sentence: 'too little' },
        alternatives: [{ kind: 'part', promised: [{ date, amount: '1' }], short: '9' }],
      },
    ],
  })

/** Everything that was recorded when the messages came one after the other. */
function played(...messages: Parameters<ReturnType<typeof given>['when']>[0][]): OrderPromiseEvent[] {
  let events: OrderPromiseEvent[] = []
  for (const message of messages) {
    const decided = given(...events).when(message)
    decided.again().thenNothing()
    events = [...events, ...decided.events()]
  }
  return events
}
const asksOf = (event: OrderPromiseEvent | undefined) =>
  event && (OrderPromiseRequested.is(event) || OrderPromiseAnswered.is(event)) ? event.data.asks : []

test('lines of one item go to their first plant in one question, in base units', () => {
  const lines = [
    line('10', 'BOLT', '10'),
    line('20', 'BOLT', '1', { quantity: { amount: '1', unit: 'BX' }, policy: 'split' }),
    line('30', 'GEAR', '5', { plants: ['P2'] }),
  ]
  const [requested] = played(ask(lines))
  expect(asksOf(requested)).toEqual([
    {
      ...{ plant: 'P1', item: 'BOLT', unit: 'EA' },
      lines: [
        { line: '10', amount: '10', date, policy: 'all' },
        { line: '20', amount: '50', date, policy: 'split' },
      ],
    },
    { plant: 'P2', item: 'GEAR', unit: 'EA', lines: [{ line: '30', amount: '5', date, policy: 'all' }] },
  ])
})

test('what one plant has not got is asked of the next, then the substitutes; the order says where it comes from', () => {
  const lines = [line('10', 'BOLT', '10'), line('20', 'GEAR', '5', { substitutes: true })]
  const events = played(
    ask(lines),
    yes('P1', 'BOLT', '10', '10'),
    no('P1', 'GEAR', '20', '5'),
    no('P2', 'GEAR', '20', '5'),
    yes('P1', 'GEAR-B', '20', '5'),
  )
  expect(events.slice(1, 4).map((event) => asksOf(event).map(({ plant, item }) => [plant, item]))).toEqual([
    [],
    [['P2', 'GEAR']],
    [['P1', 'GEAR-B']],
  ])
  const end = events.at(-1)
  expect(end?.type).toBe(OrderPromised.name)
  expect(end?.data).toMatchObject({
    lines: [
      { line: '10', from: [{ plant: 'P1', item: 'BOLT' }], short: '0', refusals: [] },
      { line: '20', from: [{ plant: 'P1', item: 'GEAR-B' }], refusals: [{ plant: 'P1' }, { plant: 'P2' }] },
    ],
  })
})

test('only what counts in the same unit stands in, and what is skipped is said', () => {
  const [requested] = played(ask([line('20', 'GEAR', '5', { substitutes: true })]))
  expect(requested?.data).toMatchObject({
    lines: [
      {
        skipped: [
          { item: 'OIL', reason: 'OIL is kept in LTR, GEAR in EA' },
          { item: 'GHOST', reason: 'GHOST is not published' },
        ],
      },
    ],
  })
})

test('one line that cannot be had refuses the order, and gives back what the others had', () => {
  const lines = [line('10', 'BOLT', '10'), line('20', 'GEAR', '5', { plants: ['P1'] })]
  const events = played(ask(lines), yes('P1', 'BOLT', '10', '10'), no('P1', 'GEAR', '20', '5'))
  const end = events.at(-1)
  expect(end?.type).toBe(OrderPromiseRefused.name)
  expect(end?.data).toMatchObject({
    code: 'not-available',
    sentence: 'Line 20: 5 EA of GEAR cannot be had from P1.',
    givenBack: [{ plant: 'P1', item: 'BOLT', lines: ['10'] }],
    lines: [
      { line: '10', from: [], short: '10' },
      { line: '20', refusals: [{ plant: 'P1', alternatives: [{ kind: 'part' }] }] },
    ],
  })
})

test('an order that is lost asks nobody more, and ends when all who were asked have answered', () => {
  const lines = [line('10', 'BOLT', '10'), line('20', 'GEAR', '5', { plants: ['P1'] })]
  const events = played(ask(lines), no('P1', 'GEAR', '20', '5'), no('P1', 'BOLT', '10', '10'))
  expect(events.map((event) => event.type)).toEqual([
    OrderPromiseRequested.name,
    OrderPromiseAnswered.name,
    OrderPromiseAnswered.name,
    OrderPromiseRefused.name,
  ])
  expect(events.flatMap(asksOf)).toHaveLength(2)
})

test('without all or nothing it is promised what there is', () => {
  const lines = [line('10', 'BOLT', '10'), line('20', 'GEAR', '5', { plants: ['P1'] })]
  const events = played(ask(lines, false), yes('P1', 'BOLT', '10', '10'), no('P1', 'GEAR', '20', '5'))
  expect(events.at(-1)?.data).toMatchObject({ lines: [{ short: '0' }, { from: [], short: '5' }] })
  const nothing = played(
    ask([line('20', 'GEAR', '5', { plants: ['P1'] })], false),
    no('P1', 'GEAR', '20', '5'),
  )
  expect(nothing.at(-1)?.type).toBe(OrderPromiseRefused.name)
})

test('a line in part takes the rest from the next plant', () => {
  const part = RecordOrderAnswer.create({
    ...{ ...from, plant: 'P1', item: 'BOLT', refused: [] },
    promised: [{ line: '10', promised: [{ date, amount: '4' }], short: '6' }],
  })
  const events = played(
    ask([line('10', 'BOLT', '10', { policy: 'part' })]),
    part,
    yes('P2', 'BOLT', '10', '6'),
  )
  expect(asksOf(events[1])).toMatchObject([{ plant: 'P2', lines: [{ amount: '6' }] }])
  expect(events.at(-1)?.data).toMatchObject({
    lines: [{ short: '0', from: [{ plant: 'P1' }, { plant: 'P2' }] }],
  })
})

test('who has not answered in time is taken for refusing, and a late promise is given back', () => {
  const lines = [line('10', 'BOLT', '10'), line('20', 'GEAR', '5')]
  const asked = played(ask(lines), yes('P1', 'BOLT', '10', '10'))
  const late = { now: '2026-03-02T08:00:31.000Z' }
  const end = EndOrderPromise.create({ order: 'SO-1', attempt: 1 })
  given(...asked)
    .when(end)
    .thenNothing()
  const ended = given(...asked).when(end, late)
  ended.again().thenNothing()
  expect(ended.events()).toMatchObject([
    { data: { code: 'no-answer', givenBack: [{ plant: 'P1', item: 'BOLT', lines: ['10'] }] } },
  ])
  const answered = given(...asked, ...ended.events()).when(yes('P1', 'GEAR', '20', '5'))
  answered.again().thenNothing()
  expect(answered.events()).toMatchObject([
    { data: { asks: [], givenBack: [{ plant: 'P1', item: 'GEAR', lines: ['20'] }] } },
  ])
  given(...asked, ...ended.events())
    .when(yes('P1', 'BOLT', '10', '10'))
    .thenNothing()
})

test('a refused order may be asked for again; an open one with other content may not', () => {
  const one = [line('20', 'GEAR', '5', { plants: ['P1'] })]
  const refused = played(ask(one), no('P1', 'GEAR', '20', '5'))
  expect(
    given(...refused)
      .when(ask(one))
      .events(),
  ).toMatchObject([{ data: { attempt: 2 } }])
  const open = played(ask(one))
  given(...open)
    .when(ask([line('20', 'GEAR', '6')]))
    .thenRejected('order-in-progress')
  const promised = played(ask(one), yes('P1', 'GEAR', '20', '5'))
  given(...promised)
    .when(ask(one))
    .thenNothing()
  given(...promised)
    .when(ask([line('20', 'GEAR', '6')]))
    .thenRejected('order-promised-already')
})

test('a cancelled order gives back all it has, and what still comes', () => {
  const asked = played(
    ask([line('10', 'BOLT', '10'), line('20', 'GEAR', '5')]),
    yes('P1', 'BOLT', '10', '10'),
  )
  const cancelled = given(...asked).when(CancelOrderPromise.create({ order: 'SO-1', reason: 'changed mind' }))
  cancelled.again().thenNothing()
  expect(cancelled.events()).toMatchObject([{ data: { givenBack: [{ item: 'BOLT' }] } }])
  const late = given(...asked, ...cancelled.events()).when(yes('P1', 'GEAR', '20', '5'))
  expect(late.events()).toMatchObject([{ data: { givenBack: [{ item: 'GEAR' }] } }])
  given().when(CancelOrderPromise.example).thenRejected('unknown-order')
})

test('a unit the item does not know, and the order of one plant, are refused', () => {
  const unknown = line('10', 'BOLT', '1', { quantity: { amount: '1', unit: 'KGM' } })
  given()
    .when(ask([unknown]))
    .thenRejected('unknown-unit')
  given()
    .when(ask([line('10', 'BOLT', '1')]), { plant: 'P1' })
    .thenRejected('not-of-one-plant')
})
