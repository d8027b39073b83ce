import {
  ALL_PLANTS,
  BackorderRunAnswered,
  BackorderRunEnded,
  BackorderRunRequested,
  BackorderRunStarted,
  BackordersDecided,
  BackordersFound,
  EndBackorderRun,
  FindBackorders,
  type ItemOutcome,
  RecordRunAnswer,
  RecordRunItems,
  RedistributeForRun,
  RUN_ITEMS,
  RunBackorders,
} from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { expect, test } from 'vitest'
import { BackorderRun, type BackorderRunEvent } from '../src/domain/backorder-run.ts'
import { askItems, recordRunAnswer, recordRunItems } from '../src/flows/backorder-run.ts'

const NOW = '2026-03-02T08:00:00.000Z'
const later = (seconds: number) => ({ now: new Date(Date.parse(NOW) + seconds * 1000).toISOString() })
const { given } = spec(BackorderRun, { now: NOW })
const { data } = RunBackorders.example
const { run } = data
const named = RunBackorders.create({ ...data, items: ['BOLT', 'GEAR'] })
const answer = (item: string, outcome: Partial<ItemOutcome> = {}) =>
  RecordRunAnswer.create({ run, item, selected: 5, changed: 2, ...outcome })
const refusal = { code: 'not-available', sentence: 'SO-1 cannot win' }

type Message = Parameters<ReturnType<typeof given>['when']>[0]
function played(...messages: Message[]): BackorderRunEvent[] {
  const events: BackorderRunEvent[] = []
  for (const message of messages) {
    const decided = given(...events).when(message)
    decided.again().thenNothing()
    events.push(...decided.events())
  }
  return events
}
const about = { id: 'e', plant: 'P1', occurredAt: NOW, recordedAt: NOW, correlationId: 'c' }
const recorded = <E extends BackorderRunEvent>(event: E) => ({ ...about, ...event })

test('each named item is asked by the same rules, and the run is over when the last has answered', () => {
  const events = played(named, answer('GEAR'), answer('BOLT', { changed: 0 }))
  const [requested, , , end] = events
  if (!requested || !BackorderRunRequested.is(requested)) throw new Error('nothing was requested')
  const { reason, selection } = data
  expect(askItems(recorded(requested), undefined)).toEqual(
    ['BOLT', 'GEAR'].map((item) => ({
      message: RedistributeForRun.create({ item, run, selection, reason }),
    })),
  )
  expect(end).toEqual(
    BackorderRunEnded.create({
      ...{ run, outcome: 'completed', items: 2, changed: 1, refused: 0, lines: 2, unanswered: [] },
      endedAt: NOW,
    }),
  )
})

test('a run that names no items asks inventory for them, and then asks each', () => {
  const [requested] = played(RunBackorders.example)
  if (!requested || !BackorderRunRequested.is(requested)) throw new Error('nothing was requested')
  expect(askItems(recorded(requested), undefined)).toEqual([{ message: FindBackorders.create({ run }) }])
  const found = { run, items: ['BOLT', 'GEAR'], total: 2 }
  const [record] = recordRunItems({ ...about, ...BackordersFound.create(found) }, undefined)
  expect(record?.message).toEqual(RecordRunItems.create(found))
  const events = played(RunBackorders.example, RecordRunItems.create(found), answer('BOLT'), answer('GEAR'))
  const started = events.find(BackorderRunStarted.is)
  expect(started?.data.items).toEqual(found.items)
  expect(started && askItems(recorded(started), undefined)).toHaveLength(2)
  expect(events.at(-1)?.data).toMatchObject({ outcome: 'completed', items: 2, changed: 2, lines: 4 })
})

test('what an item answers is told to its run', () => {
  const decided = BackordersDecided.create({ run, item: 'BOLT', selected: 0, changed: 0, refusal })
  expect(recordRunAnswer({ ...about, ...decided }, undefined)).toEqual([
    { message: RecordRunAnswer.create(decided.data) },
  ])
})

test('where there are no backorders the run is over at once', () => {
  const none = RecordRunItems.create({ run, items: [], total: 0 })
  expect(played(RunBackorders.example, none).at(-1)?.data).toMatchObject({ outcome: 'completed', items: 0 })
})

test('where there are more items than a run can take, nothing is asked and the number is said', () => {
  const many = RecordRunItems.create({ run, items: ['BOLT'], total: RUN_ITEMS + 1 })
  const [, end] = played(RunBackorders.example, many)
  expect(end?.data).toMatchObject({
    outcome: 'too-many-items',
    items: RUN_ITEMS + 1,
    sentence: '2001 items have backorders, and a run takes at most 2000: name the items, in several runs.',
  })
})

test('one item that refuses does not stop the others, and says why', () => {
  const events = played(named, answer('BOLT', { selected: 0, changed: 0, refusal }), answer('GEAR'))
  expect(events.find(BackorderRunAnswered.is)?.data).toMatchObject({ item: 'BOLT', refusal })
  expect(events.at(-1)?.data).toMatchObject({ outcome: 'completed', changed: 1, refused: 1 })
})

test('a run ends when it has heard nothing for too long, and every answer gives the others time again', () => {
  const asked = played(named)
  const end = EndBackorderRun.create({ run })
  given(...asked)
    .when(end, later(59))
    .thenNothing()
  const half = [
    ...asked,
    ...given(...asked)
      .when(answer('BOLT'), later(50))
      .events(),
  ]
  given(...half)
    .when(end, later(109))
    .thenNothing()
  const ended = given(...half).when(end, later(110))
  ended.again().thenNothing()
  expect(ended.events()[0]?.data).toMatchObject({
    ...{ outcome: 'no-answer', changed: 1, unanswered: ['GEAR'] },
    sentence:
      '1 of 2 items have not answered in time. What the others decided stands; what still comes is recorded.',
  })
  const late = given(...half, ...ended.events()).when(answer('GEAR'), later(200))
  late.thenTypes(BackorderRunAnswered.name)
  late.again().thenNothing()
})

test('a run whose items are never found ends too', () => {
  const [end] = given(...played(RunBackorders.example))
    .when(EndBackorderRun.create({ run }), later(60))
    .events()
  expect(end?.data).toMatchObject({ outcome: 'no-answer', items: 0 })
})

test('a name stands for one run, and a run is of one plant', () => {
  given(...played(named))
    .when(RunBackorders.create({ ...named.data, reason: 'another' }))
    .thenRejected('run-exists')
  given().when(named, { plant: ALL_PLANTS }).thenRejected('of-one-plant')
})

test('an answer nobody asked for changes nothing', () => {
  given().when(answer('BOLT')).thenNothing()
  given(...played(named))
    .when(answer('CAP'))
    .thenNothing()
})
