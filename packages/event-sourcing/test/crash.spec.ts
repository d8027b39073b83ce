import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { type Job, noteOf, SHELVES, shelfOf } from './programs/job.ts'
import { serversForFile } from './support/servers.ts'
import { world } from './support/world.ts'

const stack = await serversForFile('eventStore', 'postgres')
const program = fileURLToPath(new URL('./programs/worker.ts', import.meta.url))
const MESSAGES = 600
/** How many answers each instance gives before it is killed; uneven, so that it dies in another place each time. */
const KILL_AFTER = [1, 37, 90, 143, 211]

/** Runs an instance until its end, or kills it after so many answers. Resolves with what it said. */
async function run(job: Job, killAfter = Number.POSITIVE_INFINITY): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said: string[] = []
  for await (const line of createInterface(child.stdout)) {
    said.push(line)
    if (said.length === killAfter) child.kill('SIGKILL')
  }
  return said
}

test('G1, G2, G4: an instance killed again and again leaves every message applied once, in order', async () => {
  const { plant, inboxTable, log, stream } = await world(stack)
  const job: Job = {
    eventStoreUrl: stack.eventStore.url,
    postgresUrl: stack.postgres.url,
    inboxTable,
    plant,
    messages: MESSAGES,
  }
  const answered = new Set<string>()
  for (const killAfter of KILL_AFTER) for (const line of await run(job, killAfter)) answered.add(line)
  const stored = new Map<string, string[]>()
  const read = async () => {
    for (let s = 0; s < SHELVES; s++) {
      const events = await log.readStream(stream(shelfOf(s)))
      expect(events.map(({ revision }) => revision)).toEqual(events.map((_, i) => i))
      stored.set(
        shelfOf(s),
        events.map(({ metadata }) => metadata.messageId),
      )
    }
    return new Set([...stored.values()].flat())
  }
  // What was answered before the crashes is there already.
  const before = await read()
  for (const line of answered) expect(before.has(line.replace('accepted ', ''))).toBe(true)

  const last = await run(job)
  expect(new Set(last)).toEqual(new Set(Array.from({ length: MESSAGES }, (_, n) => `accepted ${noteOf(n)}`)))
  await read()
  for (let s = 0; s < SHELVES; s++) {
    const inOrder = Array.from({ length: MESSAGES / SHELVES }, (_, i) => noteOf(i * SHELVES + s))
    expect(stored.get(shelfOf(s))).toEqual(inOrder)
  }
})
