import { streamName } from '@takt/contracts'
import { tablesInMemory } from '@takt/projections'
import { inventory } from '@takt/read-models'
import type { RecordedEvent } from '@takt/service'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expiredBy } from '../src/domain/stock-item/ask.ts'
import { atpInputOf } from '../src/domain/stock-item/availability.ts'
import { type History, historyOf } from '../src/queries/history.ts'
import { recentHistories } from '../src/queries/recent-histories.ts'
import { atpLines } from '../src/views/atp-lines.ts'
import { reservations } from '../src/views/reservations.ts'
import { stockOnHand } from '../src/views/stock-on-hand.ts'
import { foldOf } from './fold.ts'
import { type Played, play, reference } from './stock-item/play.ts'
import { steps } from './stock-item/random.ts'
import { NOW } from './stock-item/world.ts'

const RUNS = 60
const views = [stockOnHand, atpLines, reservations]
const tables = [inventory.stockOnHand, inventory.atpLine, inventory.reservation] as const
const STREAM = streamName('inventory', 'stockItem', 'P1', 'BOLT')

/** The events of a message as the log holds them, positions ten apart. */
const recordedOf = ({ events, given }: Played, from: number): RecordedEvent[] =>
  events.map(({ type, data }, i) => ({
    ...{ id: `${from + i}`, stream: STREAM, revision: from + i, position: String(10 * (from + i + 1)) },
    ...{ type, data: structuredClone(data), storedType: `${type}.v1`, version: 1, created: given.now },
    metadata: {
      ...{ messageId: given.messageId, $correlationId: 'c', $causationId: 'c', source: 'spec' },
      ...{ actor: 'spec', plant: 'P1', occurredAt: given.occurredAt, recordedAt: given.now, hash: '' },
    },
  }))

function logOf(all: Parameters<typeof play>[0]) {
  const events: RecordedEvent[] = []
  play(all, (played) => events.push(...recordedOf(played, events.length)))
  return events
}

/** Recorded events as a log gives them, so many a page; what reads them changes what it was given. */
const given = (events: readonly RecordedEvent[], page: number) => ({
  ...{ plant: 'P1', references: {}, now: '2099-01-01T00:00:00.000Z', signal: new AbortController().signal },
  log: {
    head: async () => '0',
    async *readPages(_stream: string, { from = 0 }: { readonly from?: number | undefined } = {}) {
      for (let i = from; i < events.length; i += page) yield structuredClone(events.slice(i, i + page))
    },
  },
})

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort()

test('views folded in memory, in pages of any size, hold the rows that they hold event by event', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 7 }), (all, page) => {
      const events = logOf(all)
      const memory = tablesInMemory(views)
      for (let i = 0; i < events.length; i += page) memory.take(events.slice(i, i + page))
      const fold = foldOf(views)
      for (const { metadata, ...event } of events)
        fold.take({
          ...event,
          ...{ plant: 'P1', occurredAt: metadata.occurredAt, recordedAt: metadata.recordedAt },
          ...{ messageId: metadata.messageId, correlationId: 'c', causationId: 'c' },
          ...{ source: 'spec', actor: 'spec' },
        })
      for (const table of tables) expect(sorted(memory.rows(table))).toEqual(sorted(fold.rows(table)))
    }),
    { numRuns: RUNS },
  )
})

test('history ends with the last event at or before the position or the time, wherever a page ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 400 }),
      async (all, page, at) => {
        const events = logOf(all)
        const wanted = events.filter((e) => Number(e.position) <= at)
        const history = await historyOf('BOLT', { position: String(at) }, given(events, page))
        expect(history.last?.position).toBe(wanted.at(-1)?.position)
        const whole = await historyOf('BOLT', undefined, given(wanted, 1_000))
        expect(history.state).toEqual(whole.state)
        for (const table of tables)
          expect(sorted(history.tables.rows(table))).toEqual(sorted(whole.tables.rows(table)))

        const time = wanted.at(-1)?.metadata.recordedAt ?? '1970-01-01T00:00:00Z'
        const byTime = await historyOf('BOLT', { time }, given(events, page))
        // All that a message led to was recorded at one time.
        const then = events.filter((e) => e.metadata.recordedAt <= time).at(-1)
        expect(byTime.last?.position).toBe(then?.position)
      },
    ),
    { numRuns: RUNS },
  )
})

test('a history that is remembered goes on to later points, and answers as one that is read anew', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 6 }),
      async (all, points) => {
        const events = logOf(all)
        const histories = recentHistories(2, 0)
        const look = ({ state, tables: read, last }: History) => ({
          input: atpInputOf(state, { ...reference, now: NOW, expired: expiredBy(state, NOW) }),
          rows: tables.map((table) => read.rows(table)),
          last: last?.position,
        })
        // Rows have no order of their own: how a history was read decides it.
        const inOrder = ({ rows, ...rest }: ReturnType<typeof look>) => ({ ...rest, rows: rows.map(sorted) })
        const answers: [answer: ReturnType<typeof look>, then: string, anew: ReturnType<typeof look>][] = []
        for (const point of points) {
          const until = { position: String(point) }
          const answer = await histories.at('BOLT', until, given(events, 3), look)
          const anew = look(await historyOf('BOLT', until, given(events, 1_000)))
          answers.push([answer, JSON.stringify(answer), anew])
        }
        for (const [answer, then, anew] of answers) {
          // What was answered stays as it was, however far the history went on since.
          expect(JSON.stringify(answer)).toBe(then)
          expect(inOrder(answer)).toEqual(inOrder(anew))
        }
      },
    ),
    { numRuns: RUNS },
  )
})

test('a history that is remembered reads only what has come since', async () => {
  const events = logOf(fc.sample(steps, { numRuns: 1, seed: 7 })[0] ?? [])
  const reads: number[] = []
  const world = given(events, 1_000)
  const readPages = (stream: string, options?: { from?: number }) => {
    reads.push(options?.from ?? 0)
    return world.log.readPages(stream, options)
  }
  const histories = recentHistories(1, 0)
  const at = (position: number) =>
    histories.at(
      'BOLT',
      { position: String(position) },
      { ...world, log: { ...world.log, readPages } },
      () => 0,
    )
  for (const position of [50, 50, 80, 30]) await at(position)
  expect(reads).toEqual([0, 5, 5, 0])
})

test('history is not read on once nobody waits for it', async () => {
  const events = logOf(fc.sample(steps, { numRuns: 1, seed: 7 })[0] ?? [])
  const ending = new AbortController()
  ending.abort()
  await expect(historyOf('BOLT', undefined, { ...given(events, 1), signal: ending.signal })).rejects.toThrow(
    /abort/i,
  )
})
