import { rm } from 'node:fs/promises'
import type { EventStoreDBClient } from '@eventstore/db-client'
import { describe, expect, test } from 'vitest'
import { endProcess, startProcess } from './process.ts'
import { seeded } from './random.ts'
import { collect, connect, event, events, temporaryDirectory } from './support.ts'

/** Kills a server while clients append; more seeds by hand with CRASH_SEEDS=100. */
const SEEDS = Number(process.env['CRASH_SEEDS'] ?? 4)
const WRITERS = 24
const ROUNDS = 3

interface Answered {
  readonly stream: string
  readonly ids: string[]
  readonly lastRevision: bigint
  readonly position: bigint
}

/** Appends until the server is gone; notes what was answered. */
async function appendUntilGone(
  client: EventStoreDBClient,
  random: () => number,
  stream: string,
  answered: Answered[],
): Promise<void> {
  for (;;) {
    const batch = events(1 + Math.floor(random() * 5))
    const result = await client.appendToStream(stream, batch).catch(() => undefined)
    if (!result) return
    answered.push({
      stream,
      ids: batch.map(({ id }) => id),
      lastRevision: result.nextExpectedRevision,
      position: result.position?.commit ?? -1n,
    })
  }
}

describe.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('killed at moments of seed %i', (seed) => {
  test('everything answered is there, at its revision and position, without a gap', async () => {
    const random = seeded(seed)
    const dataDir = await temporaryDirectory()
    const answered: Answered[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startProcess(dataDir)
      const client = connect(server.url)
      const writers = Array.from({ length: WRITERS }, (_, i) =>
        appendUntilGone(client, random, `stream-${i % 8}`, answered),
      )
      const killAfter = answered.length + 20 + Math.floor(random() * 1_500)
      await new Promise<void>((resolve) => {
        const look = () => (answered.length >= killAfter ? resolve() : setImmediate(look))
        look()
      })
      await endProcess(server, 'SIGKILL')
      await Promise.all(writers)
      await client.dispose().catch(() => undefined)
    }
    const server = await startProcess(dataDir)
    expect(server.errors()).not.toContain('DAMAGE')
    const client = connect(server.url)
    await expectAll(client, answered)
    await endProcess(server, 'SIGTERM')
    await rm(dataDir, { recursive: true })
  })
})

async function expectAll(client: EventStoreDBClient, answered: readonly Answered[]): Promise<void> {
  const byStream = new Map<string, string[]>()
  const all = await collect(client.readAll())
  expect(all.map((one) => Number(one.event?.position.commit))).toEqual(all.map((_, i) => i))
  for (const { event } of all) {
    if (!event) continue
    const ids = byStream.get(event.streamId) ?? []
    expect(Number(event.revision)).toBe(ids.length)
    byStream.set(event.streamId, [...ids, event.id])
  }
  for (const { stream, ids, lastRevision, position } of answered) {
    const first = Number(lastRevision) - ids.length + 1
    expect(byStream.get(stream)?.slice(first, first + ids.length)).toEqual(ids)
    expect(all[Number(position)]?.event?.id).toBe(ids.at(-1))
  }
  for (const [stream, ids] of byStream) {
    const read = await collect(client.readStream(stream))
    expect(read.map((one) => one.event?.id)).toEqual(ids)
    const next = await client.appendToStream(stream, event(), { expectedRevision: BigInt(ids.length - 1) })
    expect(next.nextExpectedRevision).toBe(BigInt(ids.length))
  }
}
