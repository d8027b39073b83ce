import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AtpAnswer,
  type AtpBucket,
  availableToPromise,
  countedStock,
  poolText,
  sum,
} from '@takt/contracts'
import { startStack } from '@takt/infra-local'
import { migrate } from '@takt/read-models'
import { drizzle } from 'drizzle-orm/postgres-js'
import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askAtp } from '../../services/gateway/src/reading/atp.ts'
import { createAtpLoader } from '../../services/gateway/src/reading/atp-remembered.ts'
import { answerExplain } from '../../services/gateway/src/reading/explain.ts'
import { expiredBy } from '../../services/inventory/src/domain/stock-item/ask.ts'
import { atpInputOf } from '../../services/inventory/src/domain/stock-item/availability.ts'
import { stockByStatus } from '../../services/inventory/src/domain/stock-item/stock.ts'
import { poolSteps, steps } from '../../services/inventory/test/stock-item/random.ts'
import { type History, itemOf, masterData, playHistory } from './histories.ts'
import { type Asked, planning, plantNamed, question } from './plants.ts'
import { project } from './project.ts'

/** Each plays at a plant of its own, and is asked this often. */
const HISTORIES = Number(process.env['TAKT_HISTORIES'] ?? 300)
const QUESTIONS = 6
/** Each is read row by row. */
const EXPLAINED = 200
const SEED = Number(process.env['TAKT_SEED']) % 1_000_000

const dir = mkdtempSync(join(tmpdir(), 'takt-agreement-'))
const stack = await startStack({ dir, need: ['postgres'], env: { ...process.env, DATABASE_URL: undefined } })
const writer = postgres(stack.postgres.serviceUrl, { max: 1, onnotice: () => {} })
const reader = postgres(stack.postgres.readerUrl, { max: 2, onnotice: () => {} })
const db = drizzle(reader)
const load = createAtpLoader(db)
let histories: readonly History[]

const sampled = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number, seed = SEED) =>
  fc.sample(arbitrary, { numRuns, seed })

beforeAll(async () => {
  await migrate(writer)
  const told = Array.from({ length: HISTORIES }, (_, i) => `P${i}`).flatMap((plant, i) =>
    sampled(
      fc.record({ plant: plantNamed(plant), planning, steps: fc.oneof(steps, poolSteps) }),
      1,
      SEED + i,
    ),
  )
  let last = 0
  const position = () => String(++last)
  const item = itemOf(told)
  await project(
    writer,
    masterData(
      told.map((t) => t.plant),
      item,
      position,
    ),
  )
  histories = told.map((each) => playHistory(each, item, position))
  // In two batches: what one folds in memory, and what it finds in the tables, are not told the same way.
  const halves = histories.map(({ events }) => Math.floor(events.length / 2))
  await project(
    writer,
    histories.flatMap(({ events }, i) => events.slice(0, halves[i])),
  )
  await project(
    writer,
    histories.flatMap(({ events }, i) => events.slice(halves[i])),
  )
  const at = new Date()
  await writer`insert into takt.checkpoint ${writer({ projection: 'inventory', position: last, holder: 'test', as_of: at, updated_at: at })}`
})

afterAll(async () => {
  await Promise.all([reader.end({ timeout: 1 }), writer.end({ timeout: 1 })])
  await stack.stop()
  rmSync(dir, { recursive: true, force: true })
})

/** By the aggregate: what it would decide with, at that moment and by that scope. */
function decided(
  { plant, item, state }: History,
  now: string,
  { rule, horizonDays, pool, scope }: Asked,
): AtpAnswer {
  const asked = { item, plant, now, expired: expiredBy(state, now) }
  const input = atpInputOf(state, asked, { pool: pool && poolText(pool) })
  const stock = countedStock(stockByStatus(state), plant, scope?.statuses)
  return availableToPromise({ ...input, stock, horizonDays, scope }, rule)
}

/** By the gateway: its own statements, what it remembers, and how it puts them together. */
async function answered({ plant, item }: History, now: string, asked: Asked): Promise<AtpAnswer> {
  const question = { plant: plant.plant, item: item.item, ...asked }
  return (await askAtp(question, load, now)).answer()
}

test('what the gateway answers of random histories is what the aggregate would decide with, at any later moment, by every rule, scope, pool and policy', async () => {
  const questions = histories.map((_, i) =>
    // No clock goes back: what was worked out before may be kept.
    sampled(question, QUESTIONS, SEED + i).sort((a, b) => a.minutes - b.minutes),
  )
  for (let round = 0; round < QUESTIONS; round++)
    await Promise.all(
      histories.map(async (history, i) => {
        const asked = questions[i]?.[round] as Asked
        const now = new Date(history.last + asked.minutes * 60_000).toISOString()
        const told = `${history.plant.plant} of seed ${SEED}: ${JSON.stringify({ now, ...asked })}`
        expect(await answered(history, now, asked), told).toEqual(decided(history, now, asked))
      }),
    )
})

test('an explained figure is the one that is answered, and its pieces as read sum to it exactly, none left over', async () => {
  await Promise.all(
    histories.slice(0, EXPLAINED).map(async (history, i) => {
      const [asked] = sampled(question, 1, SEED + HISTORIES + i) as [Asked]
      const now = new Date(history.last + asked.minutes * 60_000).toISOString()
      const { buckets, scope } = await answered(history, now, asked)
      const { date, atp } = buckets[i % buckets.length] as AtpBucket
      const { plant: at, item } = history
      const told = await answerExplain(db, { plant: at.plant, item: item.item, ...asked, date }, now)
      expect(told).toMatchObject({ atp, rule: asked.rule, scope })
      const name = `${at.plant} of seed ${SEED}: ${JSON.stringify({ now, date, ...asked })}`
      expect(sum(told.pieces.map(({ counted }) => counted)), name).toBe(atp)
      expect(told.pieces.filter(({ kind }) => kind === 'others')).toEqual([])
    }),
  )
})
