import { query as contractOf } from '@takt/contracts'
import { reject } from '@takt/decider'
import { contentHash, type EventLog, type Incoming, missing } from '@takt/event-sourcing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createQueries, query } from '../src/index.ts'

const HowMany = contractOf('inventory.HowMany', {
  summary: 'Asks how many there are.',
  data: z.object({ shelf: z.string() }),
  example: { shelf: 'S1' },
})
const Unheard = contractOf('inventory.Unheard', { summary: 'x', data: z.object({}), example: {} })

// Nothing here reads history: these questions are answered from what they ask.
const log = {} as Pick<EventLog, 'readPages' | 'head'>

const asking = (contract: typeof HowMany | typeof Unheard, data: object): Incoming => {
  const message = { type: contract.name as string, data }
  const meta = { source: 's', actor: 'a', occurredAt: '2026-03-02T08:00:00.000Z', correlationId: 'q' }
  const raw = { subject: contract.subject('api', 'P1'), headers: {}, body: Buffer.from('') }
  return { id: 'q', message, contract, plant: 'P1', meta, hash: contentHash(message), raw }
}

function answering(
  answer: Parameters<typeof query<typeof HowMany>>[1],
  limits = { inFlight: 1, waiting: 1, deadlineMs: 60_000 },
) {
  const ask = createQueries({
    ...{ context: 'inventory', queries: [query(HowMany, answer)], log, references: {} },
    ...{ now: () => '2026-03-02T08:00:00.000Z', limits },
  })
  return (shelf: string) => ask(asking(HowMany, { shelf }))
}

test('a question is answered with data, with a refusal, or with what is not known', async () => {
  const ask = answering(async ({ shelf }, { plant }) => {
    if (shelf === 'none') return missing('unknown-shelf', 'no such shelf')
    if (shelf === 'locked') return reject('locked', 'it is locked', { by: 'QA' })
    return { plant, pieces: 3 }
  })
  expect(await ask('S1')).toEqual({ status: 'answered', data: { plant: 'P1', pieces: 3 } })
  expect(await ask('locked')).toEqual({
    ...{ status: 'rejected', code: 'locked', message: 'it is locked', details: { by: 'QA' } },
  })
  expect(await ask('none')).toEqual({ status: 'missing', code: 'unknown-shelf', message: 'no such shelf' })
})

test('only so many questions are answered at a time, a few wait, and one more is told to come again', async () => {
  const releases: (() => void)[] = []
  const started: string[] = []
  const ask = answering(async ({ shelf }) => {
    started.push(shelf)
    await new Promise<void>((resolve) => releases.push(resolve))
    return { shelf }
  })
  const first = ask('A')
  const second = ask('B')
  expect(await ask('C')).toEqual({
    status: 'unavailable',
    message: '1 questions wait for the inventory service already: ask again in a moment',
  })
  expect(started).toEqual(['A'])
  releases.shift()?.()
  expect(await first).toMatchObject({ data: { shelf: 'A' } })
  await expect.poll(() => started).toEqual(['A', 'B'])
  releases.shift()?.()
  expect(await second).toMatchObject({ data: { shelf: 'B' } })
})

test('a question that takes too long is told so, and ends', async () => {
  let ended = false
  const ask = answering(
    (_, { signal }) =>
      new Promise((_resolve, refuse) =>
        signal.addEventListener('abort', () => {
          ended = true
          refuse(signal.reason)
        }),
      ),
    { inFlight: 1, waiting: 1, deadlineMs: 20 },
  )
  expect(await ask('S1')).toEqual({
    status: 'unavailable',
    message: 'the inventory service could not answer within 0.02 s: ask again in a moment',
  })
  expect(ended).toBe(true)
  expect(await ask('S1')).toMatchObject({ status: 'unavailable' })
})

test('an answer that throws is said to have failed, and the next question is answered', async () => {
  const ask = answering(async ({ shelf }) => {
    if (shelf === 'bad') throw new Error('it fell over')
    return {}
  })
  expect(await ask('bad')).toEqual({ status: 'failed', message: 'inventory.HowMany failed: it fell over' })
  expect(await ask('S1')).toEqual({ status: 'answered', data: {} })
})

test('a question that nothing answers is refused', async () => {
  const ask = createQueries({
    ...{ context: 'inventory', queries: [], log, references: {}, now: () => '' },
  })
  expect(await ask(asking(Unheard, {}))).toMatchObject({ status: 'invalid', code: 'unknown-message' })
})
