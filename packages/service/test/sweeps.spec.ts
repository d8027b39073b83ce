import { command } from '@takt/contracts'
import type { Incoming, Outcome } from '@takt/event-sourcing'
import postgres from 'postgres'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type Due, type Sweep, startSweeps } from '../src/sweeps.ts'

const Ring = command('quality.RingBell', {
  summary: 'To be rung.',
  data: z.object({ id: z.string() }),
  example: { id: 'A' },
})

const now = '2026-03-02T08:00:00.000Z'
const taken = { status: 'accepted' } as Outcome
const warnings: string[] = []
const log = {
  debug() {},
  info() {},
  error() {},
  warn: (_about: object, sentence: string) => void warnings.push(sentence),
}
// Only handed on to the sweeps, which here need no database.
const sql = postgres({ max: 1 })
let sweeps: { stop(): void } | undefined

afterEach(() => {
  sweeps?.stop()
  vi.useRealTimers()
  warnings.length = 0
})

function start(due: Sweep['due'], submit: (incoming: Incoming) => Promise<Outcome>): void {
  const sweep: Sweep = { name: 'bells', everyMs: 5, contract: Ring, due }
  sweeps = startSweeps({ service: 'quality', sweeps: [sweep], sql, entry: { submit }, now: () => now, log })
}

const bell: Due = { id: 'ring A', plant: 'P1', data: { id: 'A' } }

test('what is due is commanded under its own id each time, so that it has one effect', async () => {
  const submitted: Incoming[] = []
  start(
    async (_sql, at) => (at === now ? [bell] : []),
    async (incoming) => {
      submitted.push(incoming)
      return taken
    },
  )
  await vi.waitFor(() => expect(submitted.length).toBeGreaterThan(1))
  const [first, second] = submitted as [Incoming, Incoming]
  expect([second.id, second.hash]).toEqual([first.id, first.hash])
  expect(first).toMatchObject({
    id: 'ring A',
    plant: 'P1',
    message: { type: 'quality.RingBell', data: { id: 'A' } },
    meta: { source: 'takt/quality', actor: 'bells', occurredAt: now, correlationId: 'ring A' },
    raw: { subject: 'cmd.P1.quality.ring-bell.v1' },
  })
})

test('a look waits for the one before it', async () => {
  vi.useFakeTimers()
  let release = () => {}
  let looks = 0
  start(
    async () => {
      looks++
      return [bell]
    },
    () => new Promise((resolve) => (release = () => resolve(taken))),
  )
  await vi.advanceTimersByTimeAsync(50)
  expect(looks).toBe(1)
  release()
  await vi.advanceTimersByTimeAsync(5)
  expect(looks).toBe(2)
})

test('a look that fails is told, and tried again', async () => {
  let looks = 0
  const submitted: Incoming[] = []
  start(
    async () => {
      if (looks++ === 0) throw new Error('Postgres is away')
      return [bell]
    },
    async (incoming) => {
      submitted.push(incoming)
      return taken
    },
  )
  await vi.waitFor(() => expect(submitted.length).toBeGreaterThan(0))
  expect(warnings).toEqual(['bells is tried again later'])
})
