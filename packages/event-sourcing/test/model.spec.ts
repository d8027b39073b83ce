import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Incoming, Outcome } from '../src/index.ts'
import { serversForFile } from './support/servers.ts'
import { until } from './support/until.ts'
import { type World, world } from './support/world.ts'

const stack = await serversForFile('eventStore', 'postgres')
const SHELVES = ['A', 'B', 'C']

/** What one arrival is: few ids, so that duplicates and conflicts are many. */
interface Arrival {
  readonly id: number
  readonly kind: 'fill' | 'take' | 'ensure'
  readonly shelf: string
  readonly pieces: number
  /** Whether the sender waits for the answer before it sends on. */
  readonly waits: boolean
  readonly instance: 0 | 1
}

const arrival: fc.Arbitrary<Arrival> = fc.record({
  id: fc.nat({ max: 25 }),
  kind: fc.constantFrom('fill', 'take', 'ensure'),
  shelf: fc.constantFrom(...SHELVES),
  pieces: fc.integer({ min: 1, max: 4 }),
  waits: fc.boolean(),
  instance: fc.constantFrom(0, 1),
})

interface Answer {
  readonly status: Outcome['status']
  readonly duplicate: boolean
}

/** The same, one message after the other, in plain maps: no log, no batches, no cache. */
class Model {
  readonly pieces = new Map<string, number>(SHELVES.map((shelf) => [shelf, 0]))
  readonly #handled = new Map<
    number,
    { readonly content: string; readonly status: 'accepted' | 'rejected' }
  >()

  submit({ id, kind, shelf, pieces }: Arrival): Answer {
    const content = `${kind} ${shelf} ${pieces}`
    const before = this.#handled.get(id)
    if (before?.content === content) return { status: before.status, duplicate: true }
    if (before) return { status: 'conflict', duplicate: false }
    const held = this.pieces.get(shelf) ?? 0
    const status = kind === 'take' && held < pieces ? 'rejected' : 'accepted'
    if (kind === 'fill') this.pieces.set(shelf, held + pieces)
    if (kind === 'ensure') this.pieces.set(shelf, Math.max(held, pieces))
    if (kind === 'take' && status === 'accepted') this.pieces.set(shelf, held - pieces)
    this.#handled.set(id, { content, status })
    return { status, duplicate: false }
  }
}

const message = (w: World, { id, kind, shelf, pieces }: Arrival): Incoming => w[kind](`m${id}`, shelf, pieces)

const answerOf = (outcome: Outcome): Answer => ({
  status: outcome.status,
  duplicate: 'duplicate' in outcome && outcome.duplicate,
})

test('G2, G4: any interleaving with duplicates and conflicts ends as one message after the other would', async () => {
  const limits = fc.record({
    maxBatch: fc.integer({ min: 1, max: 20 }),
    maxAggregates: fc.integer({ min: 1, max: 3 }),
    maxAppendEvents: fc.integer({ min: 1, max: 5 }),
  })
  const shelf = fc.record({
    window: fc.integer({ min: 1, max: 5 }),
    snapshotEvery: fc.integer({ min: 1, max: 8 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(arrival, { maxLength: 80 }), limits, shelf, async (arrivals, limits, shelf) => {
      const w = await world(stack)
      const { lanes } = w.instance({ limits, shelf })
      const model = new Model()
      const answers: Promise<Outcome>[] = []
      const expected: Answer[] = []
      for (const each of arrivals) {
        expected.push(model.submit(each))
        const answer = lanes.submit(message(w, each))
        answers.push(answer)
        if (each.waits) await answer
      }
      expect((await Promise.all(answers)).map(answerOf)).toEqual(expected)
      for (const name of SHELVES) expect((await w.state(name)).pieces).toBe(model.pieces.get(name))
      await lanes.stop()
    }),
    { numRuns: 40 },
  )
})

/** An id's contents differ, but not in their stream: across streams only the inbox could tell two instances apart. */
const sameStream = arrival.map((each): Arrival => ({ ...each, shelf: SHELVES[each.id % 3] as string }))

test('G2, G3: two instances and any interleaving leave one effect a message and pieces that add up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sameStream, { maxLength: 60 }), async (arrivals) => {
      const w = await world(stack)
      const instances = [w.instance(), w.instance()] as const
      const outcomes = await Promise.all(
        arrivals.map(async (each) => ({
          each,
          outcome: await instances[each.instance].lanes.submit(message(w, each)),
        })),
      )
      const effects = new Set<number>()
      const pieces = new Map<string, number>(SHELVES.map((name) => [name, 0]))
      for (const { each, outcome } of outcomes) {
        if (outcome.status !== 'accepted' || outcome.duplicate || outcome.events.length === 0) continue
        expect(effects.has(each.id)).toBe(false)
        effects.add(each.id)
        const sign = each.kind === 'take' ? -1 : 1
        const { data } = outcome.events.at(-1) as { data: unknown }
        pieces.set(each.shelf, (pieces.get(each.shelf) ?? 0) + sign * (data as { pieces: number }).pieces)
      }
      for (const name of SHELVES) {
        const events = await w.log.readStream(w.stream(name))
        expect(events.map(({ revision }) => revision)).toEqual(events.map((_, i) => i))
        const state = await w.state(name)
        expect(state.pieces).toBe(pieces.get(name))
        expect(state.pieces).toBeGreaterThanOrEqual(0)
      }
      await Promise.all(instances.map(({ lanes }) => lanes.stop()))
      await until('nothing is pending', () => instances.every(({ lanes }) => lanes.metrics.depth === 0))
    }),
    { numRuns: 25 },
  )
})
