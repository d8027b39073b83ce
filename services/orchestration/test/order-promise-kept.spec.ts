import {
  ALL_PLANTS,
  CancelOrderPromise,
  type DataOf,
  DemandCancelled,
  DemandScheduled,
  ItemChanged,
  type KeptItem,
  type LineState,
  OrderPromiseChanged,
  OrderPromised,
  PromiseOrder,
  PromiseSettled,
  PromisesRedistributed,
  RecordOrderAnswer,
  RecordOrderChange,
  SettlePromise,
  StockPromised,
} from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { expect, test } from 'vitest'
import { OrderPromise, type OrderPromiseEvent } from '../src/domain/order-promise/order-promise.ts'
import { settleSources } from '../src/flows/order-promise.ts'
import {
  tellCancelled,
  tellPromised,
  tellRun,
  tellScheduled,
  tellSettled,
} from '../src/flows/order-promise-kept.ts'

const kept = (item: string): KeptItem => ({ ...ItemChanged.example.data, item, unit: 'EA', decimals: 0 })
const reference = { items: new Map(['BOLT', 'GEAR'].map((item) => [item, kept(item)])) }
const { given } = spec(OrderPromise, { reference, plant: ALL_PLANTS })
const date = '2026-03-05'
const days = (...amounts: string[]) => amounts.map((amount, i) => ({ date: `2026-03-0${5 + i}`, amount }))
const MORNING = '2026-03-03T08:00:00.000Z'
const NOON = '2026-03-03T12:00:00.000Z'

const ask = (allOrNothing = true) =>
  PromiseOrder.create({
    order: 'SO-1',
    allOrNothing,
    lines: [
      {
        line: '10',
        item: 'BOLT',
        quantity: { amount: '10', unit: 'EA' },
        date,
        policy: 'part',
        plants: ['P1', 'P2'],
      },
      {
        line: '20',
        item: 'GEAR',
        quantity: { amount: '5', unit: 'EA' },
        date,
        policy: 'all',
        plants: ['P1'],
      },
    ],
  })
const yes = (plant: string, item: string, line: string, amount: string) =>
  RecordOrderAnswer.create({
    ...{ order: 'SO-1', attempt: 1, plant, item, refused: [] },
    promised: [{ line, promised: days(amount), short: '0' }],
  })
type Change = DataOf<typeof RecordOrderChange>
const change = (line: string, promised: Change['lines'][number]['promised'], more: Partial<Change> = {}) =>
  RecordOrderChange.create({
    ...{ order: 'SO-1', attempt: 1, plant: 'P1', item: line === '10' ? 'BOLT' : 'GEAR' },
    ...{ cause: 'run', run: 'BOP-1', reason: 'a press is down', changedAt: MORNING },
    lines: [{ line, promised }],
    ...more,
  })

type Message = Parameters<ReturnType<typeof given>['when']>[0]
function played(...messages: Message[]): OrderPromiseEvent[] {
  const events: OrderPromiseEvent[] = []
  for (const message of messages) {
    const decided = given(...events).when(message)
    decided.again().thenNothing()
    events.push(...decided.events())
  }
  return events
}
/** Line 10 has 7 from P1 and 3 from P2, line 20 all 5 from P1. */
const promised = [
  ask(),
  yes('P1', 'BOLT', '10', '7'),
  yes('P1', 'GEAR', '20', '5'),
  yes('P2', 'BOLT', '10', '3'),
]

test('what a run changed of an order is in its stream, with the reason and all that the line comes from now', () => {
  expect(played(...promised, change('10', days('4', '1'))).at(-1)).toEqual(
    OrderPromiseChanged.create({
      ...{ order: 'SO-1', attempt: 1, plant: 'P1', item: 'BOLT' },
      ...{ cause: 'run', run: 'BOP-1', reason: 'a press is down', changedAt: MORNING },
      lines: [
        {
          ...{ line: '10', before: days('7'), short: '2' },
          from: [
            { plant: 'P1', item: 'BOLT', promised: days('4', '1') },
            { plant: 'P2', item: 'BOLT', promised: days('3') },
          ],
        },
      ],
    }),
  )
})

test('what is so already, is of another attempt or another place, or was overtaken, changes nothing', () => {
  const events = played(...promised, change('10', days('4'), { changedAt: NOON }))
  const after = given(...events)
  after.when(change('10', days('4'), { changedAt: NOON })).thenNothing()
  after.when(change('10', days('6'))).thenNothing()
  after.when(change('10', days('6'), { attempt: 2, changedAt: NOON })).thenNothing()
  after.when(change('10', days('6'), { plant: 'P3', changedAt: NOON })).thenNothing()
  after.when(change('30', days('6'), { changedAt: NOON })).thenNothing()
})

test('a line that lost all may gain it again, and cancelling the order gives back what it may still gain', () => {
  const lost = played(...promised, change('20', []))
  expect(lost.at(-1)?.data).toMatchObject({ lines: [{ line: '20', short: '5' }] })
  const gained = given(...lost).when(change('20', days('5'), { changedAt: NOON }))
  expect(gained.events()).toMatchObject([{ data: { lines: [{ before: [], short: '0' }] } }])
  const cancelled = given(...lost).when(CancelOrderPromise.create({ order: 'SO-1', reason: 'x' }))
  const back = { plant: 'P1', item: 'GEAR', lines: ['20'] }
  expect(cancelled.events()).toMatchObject([{ data: { givenBack: expect.arrayContaining([back]) } }])
})

test('what is taken away while an order is still asked for is not promised at its end', () => {
  const [requested, first] = promised
  if (!requested || !first) throw new Error('no messages')
  const early = [ask(false), yes('P1', 'GEAR', '20', '5'), change('20', []), yes('P1', 'BOLT', '10', '7')]
  const end = played(...early, yes('P2', 'BOLT', '10', '3')).at(-1)
  expect(end?.data).toMatchObject({
    lines: [
      { line: '10', short: '0' },
      { line: '20', short: '5' },
    ],
  })
  const all = [requested, yes('P1', 'GEAR', '20', '5'), change('20', []), first]
  expect(played(...all).at(-1)?.data).toMatchObject({
    ...{ code: 'not-available', sentence: 'Line 20: 5 EA of GEAR cannot be had from P1.' },
  })
})

test('an order that has ended is told nothing more', () => {
  const over = played(...promised, CancelOrderPromise.create({ order: 'SO-1', reason: 'x' }))
  given(...over)
    .when(change('10', []))
    .thenNothing()
})

const about = { id: 'e', plant: 'P1', occurredAt: MORNING, recordedAt: MORNING, correlationId: 'c' }
const state = (order: string, line: string, more: Partial<LineState> = {}): LineState => ({
  ...{ kind: 'demand', document: { type: 'salesOrder', id: order, line }, fulfilled: '0', confirmed: true },
  ...{ open: [{ date, amount: '7', of: '7' }] },
  ...more,
})
const ofOrder = { attempt: 1 }

test('a run tells each order once of all its lines; a line that was promised by itself concerns none', () => {
  const { data } = PromisesRedistributed.example
  const [line] = data.lines
  if (!line) throw new Error('no line')
  const run = PromisesRedistributed.create({
    ...data,
    lines: ['4', '0', '2', '9'].map((amount) => ({ ...line, after: days(amount) })),
    demand: [
      state('A', '10', ofOrder),
      state('B', '10', { attempt: 2 }),
      state('A', '20', ofOrder),
      state('C', '10'),
    ],
  })
  const { run: name, reason, item } = data
  expect(tellRun({ ...about, ...run }, undefined)).toEqual(
    [
      {
        order: 'A',
        attempt: 1,
        lines: [
          { line: '10', promised: days('4') },
          { line: '20', promised: days('2') },
        ],
      },
      { order: 'B', attempt: 2, lines: [{ line: '10', promised: days('0') }] },
    ].map((order) => ({
      plant: ALL_PLANTS,
      message: RecordOrderChange.create({
        ...{ plant: 'P1', item, cause: 'run', run: name, reason, changedAt: MORNING },
        ...order,
      }),
    })),
  )
})

test('a cancelled or changed demand keeps for its order what was issued', () => {
  const open = [
    { date, amount: '0', of: '4' },
    { date: '2026-03-06', amount: '0', of: '3' },
  ]
  const lines = [state('A', '10', { ...ofOrder, fulfilled: '5', open })]
  const cancelled = { ...about, ...DemandCancelled.create({ ...DemandCancelled.example.data, lines }) }
  expect(tellCancelled(cancelled, undefined)[0]?.message.data).toMatchObject({
    ...{ cause: 'cancelled', reason: 'customer cancelled' },
    lines: [{ line: '10', promised: days('4', '1') }],
  })
  const scheduled = { ...about, ...DemandScheduled.create({ ...DemandScheduled.example.data, lines }) }
  expect(tellScheduled(scheduled, undefined)[0]?.message.data).toMatchObject({
    ...{ cause: 'rescheduled', reason: 'the order wants 60 EA on 2026-03-09 now: ask for a promise of that' },
    lines: [{ line: '10', promised: days('4', '1') }],
  })
})

test('a line of an order that is promised by itself is told to the order, and an answer to the order is not', () => {
  const { data } = StockPromised.example
  const demand = [state(data.promise, '10', ofOrder)]
  const anew = { ...about, ...StockPromised.create({ ...data, demand }) }
  expect(tellPromised(anew, undefined)[0]?.message.data).toMatchObject({ cause: 'promised-anew', attempt: 1 })
  expect(tellPromised({ ...anew, data: { ...anew.data, attempt: 1 } }, undefined)).toEqual([])
})

test('a line from several sources is settled at each but the last, and the order hears of what that takes', () => {
  const end = played(...promised).at(-1)
  if (!end || !OrderPromised.is(end)) throw new Error('not promised')
  expect(settleSources({ ...about, ...end }, undefined)).toEqual([
    {
      plant: 'P1',
      message: SettlePromise.create({
        ...{ promise: 'SO-1', attempt: 1, item: 'BOLT', lines: [{ line: '10', amount: '7' }] },
      }),
    },
  ])
  const { data } = PromiseSettled.example
  const [told] = tellSettled({ ...about, ...PromiseSettled.example }, undefined)
  expect(told?.message.data).toMatchObject({
    ...{ order: data.promise, attempt: 1, cause: 'settled' },
    lines: [{ line: '10', promised: data.lines[0]?.promised }],
  })
})
