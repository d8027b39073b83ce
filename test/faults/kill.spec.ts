import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askAnswers } from '../plant/answers.ts'
import { differences } from '../plant/compare.ts'
import { type Day, playDay } from '../plant/day.ts'
import { publishAll } from '../plant/publish.ts'
import { chance } from '../plant/random.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'
import { rebuildAll, snapshotTables } from './read-models.ts'

/** The seed of the kills; another one, and more of them, by `TAKT_FAULT_SEED=… TAKT_FAULT_KILLS=…`. */
const SEED = Number(process.env['TAKT_FAULT_SEED'] ?? 7)
const KILLS = Number(process.env['TAKT_FAULT_KILLS'] ?? 24)
const RUN = 'K'
const TARGETS = [
  'inventory',
  'nats',
  'eventStore',
  'postgres',
  'production',
  'orchestration',
  'quality',
  'gateway',
  'masterdata',
] as const

let takt: Takt
let day: Day

beforeAll(async () => {
  takt = await startTakt()
  day = playDay(SEED, RUN, new Date())
})
afterAll(() => takt?.stop())

/** An outside system that does not give up: what is not acknowledged is sent again, under the same id. */
async function sendUntilAcknowledged(messages: Day['messages']): Promise<void> {
  for (let at = 0; at < messages.length; ) {
    const batch = messages.slice(at, at + 16)
    const sent = await publishAll(takt.nats, batch).then(
      () => true,
      () => false,
    )
    if (sent) at += batch.length
    else await delay(100)
  }
}

test(`G1 G2 G3 G4 G5 G6 G7 G9 G12: after ${KILLS} SIGKILLs while messages flow every message counts once and nothing is left to mend`, async () => {
  await sendUntilAcknowledged(day.masterData)
  const random = chance(SEED)
  const size = Math.ceil(day.messages.length / KILLS)
  for (let kill = 0; kill < KILLS; kill++) {
    const target = kill < TARGETS.length ? (TARGETS[kill] as string) : random.pick(TARGETS)
    const chunk = day.messages.slice(kill * size, (kill + 1) * size)
    const moment = random.whole(0, chunk.length)
    await sendUntilAcknowledged(chunk.slice(0, moment))
    await Promise.all([takt.platform.kill(target), sendUntilAcknowledged(chunk.slice(moment))])
    await takt.platform.waitReady(target, 60_000)
  }
  await takt.platform.waitReady(undefined, 60_000)

  let last: string[] = []
  await until('the answers come out right', async () => {
    last = differences(day.ledger, await askAnswers(takt.api), RUN)
    return last.length === 0
  }).catch((error: Error) => {
    throw new Error(`${last.length} differences:\n${last.slice(0, 20).join('\n')}`, { cause: error })
  })

  const live = await snapshotTables(takt.sql)
  await rebuildAll(takt)
  const rebuilt = await snapshotTables(takt.sql)
  for (const [table, content] of live)
    expect(rebuilt.get(table), `${table} is the fold of its events`).toEqual(content)

  const twice = await takt.sql`
    select message_id, stream, count(distinct recorded_at) from takt.journal
    group by message_id, stream having count(distinct recorded_at) > 1`
  expect(twice, 'messages with more than one effect on a stream').toEqual([])
  const gaps = await takt.sql`
    select stream, count(*), max(revision) from takt.journal group by stream having count(*) <> max(revision) + 1`
  expect(gaps, 'streams whose revisions are not gapless').toEqual([])
}, 600_000)
