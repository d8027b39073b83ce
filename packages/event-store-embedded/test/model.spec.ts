import { randomUUID } from 'node:crypto'
import { BACKWARDS, END, type EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { type Expectation, Model, type ModelOutcome } from './model.ts'
import { collect, ownEventStore } from './support.ts'

/** More by hand with MODEL_RUNS=1000. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 60)

const own = await ownEventStore()
afterAll(async () => {
  await own.stop()
  await own.remove()
})

const stream = fc.constantFrom('one', 'two')
/** Events by number: the same number twice in a run is the same event again. */
const numbers = fc.array(fc.nat(14), { minLength: 1, maxLength: 4 })
const expectation = fc.oneof(
  fc.constantFrom<Expectation>('any', 'no_stream', 'stream_exists'),
  fc.bigInt({ min: 0n, max: 12n }),
)
const credentials = { username: 'any', password: 'one' }

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      stream,
      numbers,
      expectation,
      /** Mostly events that are new. */
      repeat: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      classic: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('read' as const), stream, from: fc.nat(8), count: fc.nat(6) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), stream }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tombstone' as const), stream, really: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('metadata' as const),
      stream,
      metadata: fc.record(
        { maxCount: fc.integer({ min: 1, max: 5 }), truncateBefore: fc.nat(9) },
        { requiredKeys: [] },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), really: fc.nat(9) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

test('any sequence of appends, deletes, reads and restarts ends as a simple model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      await runSteps(steps)
    }),
    { numRuns: RUNS },
  )
})

async function runSteps(steps: readonly Step[]): Promise<void> {
  const run = randomUUID()
  const model = new Model()
  const known = new Map<number, ReturnType<typeof numbered>>()
  let fresh = 100
  for (const [i, one] of steps.entries()) {
    const context = `step ${i}: ${JSON.stringify(one, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}`
    if (one.kind === 'restart') {
      if (one.really === 0) await restart()
      continue
    }
    const name = `${one.stream}-${run}`
    const { client } = own
    if (one.kind === 'append') {
      const batch = one.numbers.map((n) => remember(known, one.repeat ? n : fresh++))
      const expected = model.append(
        name,
        one.expectation,
        batch.map(({ id }) => id),
      )
      const options = { expectedRevision: one.expectation, ...(one.classic && { credentials }) }
      const append = client.appendToStream(name, batch, options)
      expect(
        await outcomeOf(append.then(({ nextExpectedRevision }) => nextExpectedRevision)),
        context,
      ).toEqual(expected)
    } else if (one.kind === 'delete') {
      const expected = model.delete(name)
      expect(await outcomeOf(client.deleteStream(name).then(() => undefined)), context).toEqual(
        ignoreLast(expected),
      )
    } else if (one.kind === 'tombstone') {
      if (one.really > 0) continue
      const expected = model.tombstone(name)
      expect(await outcomeOf(client.tombstoneStream(name).then(() => undefined)), context).toEqual(
        ignoreLast(expected),
      )
    } else if (one.kind === 'metadata') {
      await client.setStreamMetadata(name, one.metadata)
      model.setMetadata(name, one.metadata)
    } else {
      await expectRead(client, name, model, one, context)
    }
  }
  for (const name of ['one', 'two']) {
    const whole = { from: 0, count: 1_000 }
    await expectRead(own.client, `${name}-${run}`, model, whole, 'at the end')
  }
  await restartSometimes(model, run)
}

async function expectRead(
  client: EventStoreDBClient,
  name: string,
  model: Model,
  { from, count }: { from: number; count: number },
  context: string,
): Promise<void> {
  const wanted = model.read(name)
  const forwards = client.readStream(name, { fromRevision: BigInt(from), maxCount: count })
  const backwards = client.readStream(name, { direction: BACKWARDS, fromRevision: END, maxCount: count })
  if (typeof wanted === 'string') {
    expect(await seen(forwards), context).toBe(wanted)
    expect(await seen(backwards), context).toBe(wanted)
    return
  }
  const inOrder = wanted.filter(([revision]) => revision >= from).slice(0, count)
  expect(await seen(forwards), context).toEqual(inOrder)
  expect(await seen(backwards), context).toEqual([...wanted].reverse().slice(0, count))
}

async function seen(read: ReturnType<EventStoreDBClient['readStream']>) {
  return collect(read).then(
    (events) => events.map(({ event }) => [Number(event?.revision), event?.id]),
    (error) =>
      error.type === 'stream-not-found' ? 'missing' : error.type === 'stream-deleted' ? 'deleted' : error,
  )
}

async function outcomeOf(done: Promise<bigint | undefined>): Promise<ModelOutcome | 'done' | Error> {
  return done.then(
    (revision) => (revision === undefined ? 'done' : { last: Number(revision) }),
    (error) => {
      if (error.type === 'wrong-expected-version') return 'wrong'
      return error.type === 'stream-deleted' ? 'deleted' : error
    },
  )
}

function ignoreLast(outcome: ModelOutcome): ModelOutcome | 'done' {
  return typeof outcome === 'string' ? outcome : 'done'
}

function numbered(n: number) {
  return jsonEvent({ type: `event-${n}`, data: { n } })
}

function remember(known: Map<number, ReturnType<typeof numbered>>, n: number) {
  const event = known.get(n) ?? numbered(n)
  known.set(n, event)
  return event
}

async function restart(): Promise<void> {
  await own.stop()
  await own.start()
}

let runs = 0
async function restartSometimes(model: Model, run: string): Promise<void> {
  if (++runs % 20 !== 0) return
  await restart()
  for (const name of ['one', 'two'])
    await expectRead(own.client, `${name}-${run}`, model, { from: 0, count: 1_000 }, 'after a restart')
}
