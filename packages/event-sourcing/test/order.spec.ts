import { expect, test } from 'vitest'
import { serversForFile } from './support/servers.ts'
import { Fill, faults, shelfDecider } from './support/shelf.ts'
import { until } from './support/until.ts'
import { statuses, world } from './support/world.ts'

const stack = await serversForFile('eventStore', 'postgres')

test('G3: revisions are gapless under two writers, and each message has its one effect', async () => {
  const { instance, fill, log, stream, state } = await world(stack)
  const writers = [instance(), instance()]
  const names = ['A', 'B']
  // Both have the aggregates in memory, the first one as they were before the second one's event.
  for (const [w, { lanes }] of writers.entries())
    for (const name of names) await lanes.submit(fill(`warm${w}${name}`, name, 1))
  const outcomes = await Promise.all(
    writers.flatMap(({ lanes }, w) =>
      Array.from({ length: 100 }, (_, i) => lanes.submit(fill(`w${w}-${i}`, names[i % 2] as string, 1))),
    ),
  )
  expect(new Set(statuses(outcomes))).toEqual(new Set(['accepted']))
  for (const name of names) {
    const events = await log.readStream(stream(name))
    expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 102 }, (_, i) => i))
    expect(new Set(events.map(({ metadata }) => metadata.messageId)).size).toBe(102)
    expect((await state(name)).pieces).toBe(102)
  }
  expect(writers.reduce((sum, { lanes }) => sum + lanes.metrics.races, 0)).toBeGreaterThan(0)
})

test('G3: of two instances that decide on the same last piece, one wins and the other decides anew', async () => {
  const { instance, fill, take, state } = await world(stack)
  const [one, two] = [instance(), instance()]
  await one.lanes.submit(fill('m1', 'A', 1))
  // Both have the aggregate in memory, so that neither sees the other's event before it appends.
  await two.lanes.submit(take('m2', 'A', 5))
  const outcomes = await Promise.all([
    one.lanes.submit(take('t1', 'A', 1)),
    two.lanes.submit(take('t2', 'A', 1)),
  ])
  expect(statuses(outcomes).sort()).toEqual(['accepted', 'rejected'])
  expect((await state('A')).pieces).toBe(0)
})

test('G2: the same message at two instances at once has one effect', async () => {
  const { instance, fill, state } = await world(stack)
  const writers = [instance(), instance()]
  const outcomes = await Promise.all(
    writers.flatMap(({ lanes }) => Array.from({ length: 50 }, (_, i) => lanes.submit(fill(`m${i}`, 'A', 1)))),
  )
  expect(new Set(statuses(outcomes))).toEqual(new Set(['accepted']))
  expect(outcomes.filter((each) => each.status === 'accepted' && !each.duplicate)).toHaveLength(50)
  expect((await state('A')).pieces).toBe(50)
})

test('G4: messages of a stream are decided in the order of submission', async () => {
  const { instance, fill, state } = await world(stack)
  const { lanes } = instance({ limits: { maxBatch: 7, maxAppendEvents: 3 } })
  const notes = Array.from({ length: 100 }, (_, i) => `n${i}`)
  await Promise.all(notes.map((note) => lanes.submit(fill(note, 'A', 1, note))))
  expect((await state('A')).notes).toEqual(notes)
})

test('G4: a message that waits for master data holds back its followers, not its neighbours', async () => {
  const { instance, fill, plan, state } = await world(stack)
  const plans = new Map<string, number>()
  const { lanes } = instance({ plans, limits: { missingPausesMs: Array(1_000).fill(5) } })
  const held = [
    lanes.submit(fill('a1', 'A', 1, 'first')),
    lanes.submit(plan('a2', 'A', 'planned')),
    lanes.submit(fill('a3', 'A', 1, 'behind')),
  ]
  // The neighbour's messages go through while A waits, also those that come later.
  for (let i = 0; i < 5; i++) await lanes.submit(fill(`b${i}`, 'B', 1))
  await held[0]
  expect(lanes.metrics.depth).toBe(2)
  expect((await state('B')).pieces).toBe(5)
  const late = lanes.submit(fill('a4', 'A', 1, 'late'))

  plans.set('A', 7)
  expect(statuses(await Promise.all([...held, late]))).toEqual(Array(4).fill('accepted'))
  expect(await state('A')).toEqual({ pieces: 10, notes: ['first', 'planned', 'behind', 'late'] })
})

test('G4: where master data never comes, the message is given up and its followers go on in order', async () => {
  const { instance, fill, plan, state } = await world(stack)
  const { lanes } = instance()
  const outcomes = await Promise.all([
    lanes.submit(plan('m1', 'A')),
    lanes.submit(fill('m2', 'A', 1, 'second')),
    lanes.submit(plan('m3', 'A')),
    lanes.submit(fill('m4', 'A', 1, 'fourth')),
  ])
  expect(statuses(outcomes)).toEqual(['missing', 'accepted', 'missing', 'accepted'])
  expect(outcomes[0]).toEqual({
    status: 'missing',
    code: 'unknown-shelf',
    message: 'no plan for shelf A is here',
  })
  expect((await state('A')).notes).toEqual(['second', 'fourth'])
  expect(lanes.metrics.held).toBe(0)
})

test('a message given up for missing master data has its effect when it comes again', async () => {
  const { instance, plan, state } = await world(stack)
  const plans = new Map<string, number>()
  const { lanes } = instance({ plans })
  expect(await lanes.submit(plan('m1', 'A'))).toMatchObject({ status: 'missing' })
  plans.set('A', 7)
  expect(await lanes.submit(plan('m1', 'A'))).toMatchObject({ status: 'accepted', duplicate: false })
  expect((await state('A')).pieces).toBe(7)
})

test('many messages behind missing master data do not wait one after the other', async () => {
  const { instance, plan } = await world(stack)
  const { lanes } = instance()
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, i) => lanes.submit(plan(`m${i}`, 'A'))))
  expect(new Set(statuses(outcomes))).toEqual(new Set(['missing']))
  // Three rounds for all of them together; one by one it would be hundreds of flushes.
  expect(lanes.metrics.flushes).toBeLessThan(20)
})

test('G4: a decision that throws is tried three times, then fails alone, and its lane goes on in order', async () => {
  const { instance, fill, take, stumble, state, plant } = await world(stack)
  const { lanes } = instance()
  faults.set(`${plant}-broken`, 100)
  const outcomes = await Promise.all([
    lanes.submit(fill('m1', 'A', 1, 'before')),
    lanes.submit(stumble('m2', 'A', `${plant}-broken`)),
    lanes.submit(fill('m3', 'A', 1, 'after')),
    lanes.submit(fill('m4', 'B', 1, 'neighbour')),
  ])
  expect(statuses(outcomes)).toEqual(['accepted', 'failed', 'accepted', 'accepted'])
  expect(outcomes[1]).toMatchObject({
    message: expect.stringContaining('stumbled over'),
    error: expect.any(Error),
  })
  expect(faults.get(`${plant}-broken`)).toBe(97)
  // What the faulty decision did to the state before it threw is gone.
  expect(await lanes.submit(take('t1', 'A', 9))).toMatchObject({ details: { held: 2 } })
  expect(await state('A')).toEqual({ pieces: 2, notes: ['before', 'after'] })
  expect(await lanes.submit(fill('m5', 'A', 1))).toMatchObject({ status: 'accepted', revision: 2 })
})

test('G4: a decision that throws once keeps its place', async () => {
  const { instance, fill, stumble, state, plant } = await world(stack)
  const { lanes } = instance()
  faults.set(`${plant}-once`, 1)
  const outcomes = await Promise.all([
    lanes.submit(fill('m1', 'A', 1, 'before')),
    lanes.submit(stumble('m2', 'A', `${plant}-once`)),
    lanes.submit(fill('m3', 'A', 1, 'after')),
  ])
  expect(statuses(outcomes)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(await state('A')).toEqual({ pieces: 3, notes: ['before', `${plant}-once`, 'after'] })
})

test('an event that the store never takes fails its message alone, in a batch with others', async () => {
  const { instance, fill, state } = await world(stack)
  const { lanes } = instance()
  const outcomes = await Promise.all([
    lanes.submit(fill('m1', 'A', 1, 'before')),
    lanes.submit(fill('m2', 'A', 1, 'x'.repeat(1_100_000))),
    lanes.submit(fill('m3', 'A', 1, 'after')),
    lanes.submit(fill('m4', 'B', 1)),
  ])
  expect(statuses(outcomes)).toEqual(['accepted', 'failed', 'accepted', 'accepted'])
  expect(outcomes[1]).toMatchObject({ error: { code: 'refused' } })
  expect(await state('A')).toEqual({ pieces: 2, notes: ['before', 'after'] })
})

test('what evolve does to the data of an event reaches neither the log, nor the message, nor the answer', async () => {
  const { instance, fill, log, stream } = await world(stack)
  const greedy: typeof shelfDecider = {
    ...shelfDecider,
    evolve(state, event) {
      const next = shelfDecider.evolve(state, event)
      event.data.pieces += 1_000
      return next
    },
  }
  const { lanes } = instance({ shelf: { decider: greedy } })
  const messages = [fill('m1', 'A', 1), fill('m2', 'A', 2)]
  const outcomes = await Promise.all(messages.map((message) => lanes.submit(message)))
  const pieces = (list: readonly { data: unknown }[]) =>
    list.map(({ data }) => (data as { pieces: number }).pieces)
  expect(pieces(await log.readStream(stream('A')))).toEqual([1, 2])
  expect(pieces(messages.map(({ message }) => message))).toEqual([1, 2])
  expect(outcomes).toMatchObject([
    { events: [{ data: { pieces: 1 } }] },
    { events: [{ data: { pieces: 2 } }] },
  ])
})

test('a message from which no id can be taken fails alone', async () => {
  const { instance, fill } = await world(stack)
  const { lanes } = instance()
  const broken = { ...fill('m1', 'A', 1), message: { type: Fill.name, data: undefined } }
  const outcomes = await Promise.all([lanes.submit(broken), lanes.submit(fill('m2', 'A', 1))])
  expect(statuses(outcomes)).toEqual(['failed', 'accepted'])
})

test('a message that no aggregate handles is refused with what to mend', async () => {
  const { instance, fill } = await world(stack)
  const { lanes } = instance()
  const stranger = { ...fill('m1', 'A', 1), message: { type: 'inventory.Unheard', data: {} } }
  await expect(lanes.submit(stranger)).rejects.toMatchObject({
    code: 'unhandled-message',
    message: expect.stringContaining('inventory.Unheard'),
  })
})

test('more messages than maxDepth are refused, and ready waits for room', async () => {
  const { instance, fill } = await world(stack)
  const { lanes } = instance({ limits: { maxPending: 2, maxDepth: 3 } })
  const taken = [1, 2, 3].map((i) => lanes.submit(fill(`m${i}`, 'A', 1)))
  await expect(lanes.submit(fill('m4', 'A', 1))).rejects.toMatchObject({ code: 'lanes-full' })
  await lanes.ready()
  expect(lanes.metrics.depth).toBeLessThan(2)
  await Promise.all(taken)
  await until('nothing is pending', () => lanes.metrics.depth === 0)
  expect(await lanes.submit(fill('m4', 'A', 1))).toMatchObject({ status: 'accepted' })
})
