import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EventStoreDBClient } from '@eventstore/db-client'
import { beforeAll, describe, expect, test } from 'vitest'
import { StoreUnusable, startEventStore } from '../src/index.ts'
import { copyOf, files, filled, flipAt, newDirectory, opened, STREAMS, WHOLE } from './data-directory.ts'
import { seeded } from './random.ts'
import { collect, event, events, failure } from './support.ts'

/** Bits flipped, one a run, at places that follow from this many seeds; more by hand with FLIP_SEEDS=1000. */
const FLIPS = Number(process.env['FLIP_SEEDS'] ?? 60)

async function walOf(dataDir: string): Promise<string> {
  return (await files(join(dataDir, 'log'), /\.log$/)).at(-1) as string
}

/** Flips a bit in the middle of a text that a file of the log holds. */
async function flipIn(dataDir: string, text: string, pattern: RegExp): Promise<void> {
  for (const file of await files(join(dataDir, 'log'), pattern)) {
    const at = (await readFile(file)).indexOf(text)
    if (at >= 0) return flipAt(file, at + Math.floor(text.length / 2))
  }
  throw new Error(`no file holds '${text}'`)
}

describe('a log that ends inside a write', () => {
  test('is cut where the write began, and that is reported', async () => {
    const dataDir = await filled(false)
    const wal = await walOf(dataDir)
    const whole = (await readFile(wal)).length
    // The first bytes of a record that was under way: a length beyond the end of the file.
    await appendFile(wal, Buffer.from([1, 2, 3, 4, 0, 16, 1, 42]))
    await opened(dataDir, async ({ client, recovered, lines }) => {
      expect(recovered.tornTail).toEqual({ file: wal, kind: 'torn', offset: whole, bytes: 8 })
      expect(recovered.damagedEvents).toEqual([])
      expect(lines.join('\n')).toContain(
        `8 bytes cut off ${wal} at byte ${whole}; no answered event is missing`,
      )
      expect(await collect(client.readAll())).toHaveLength(121)
    })
    await opened(dataDir, async ({ recovered }) => expect(recovered.tornTail).toBeUndefined())
  })

  test('and that has lost an answered event says which, and goes on behind what is left', async () => {
    const dataDir = await filled(false)
    const wal = await walOf(dataDir)
    await truncate(wal, (await readFile(wal)).length - 5)
    await opened(dataDir, async ({ client, recovered, lines }) => {
      expect(recovered.tornTail?.file).toBe(wal)
      expect(recovered.damagedEvents).toEqual([{ stream: 'stream-c', revision: 39, position: 120 }])
      expect(recovered.indexRebuilt).toBeDefined()
      expect(lines.join('\n')).toContain("revision 39 of stream 'stream-c' at position 120")
      expect(await collect(client.readStream('stream-c'))).toHaveLength(39)
      expect((await client.appendToStream('stream-c', event())).nextExpectedRevision).toBe(39n)
      expect(await collect(client.readAll())).toHaveLength(121)
    })
  })
})

describe('a flipped bit', () => {
  test('in a table file of the log is named by stream, revision and position, and never served', async () => {
    const dataDir = await filled(true)
    await flipIn(dataDir, 'stream-b number 17 stream-b', /\.ldb$/)
    await opened(dataDir, async ({ client }) => {
      const { seen, error } = await readUntilError(client.readStream('stream-b'))
      expect(seen).toBeLessThanOrEqual(17)
      expect(error).toContain("revision 17 of stream 'stream-b' at position 53 is damaged")
      const all = await readUntilError(client.readAll())
      expect(all.seen).toBeLessThanOrEqual(53)
      expect(all.error).toContain("revision 17 of stream 'stream-b' at position 53 is damaged")
      const behind = await collect(client.readAll({ fromPosition: { commit: 54n, prepare: 54n } }))
      expect(behind).toHaveLength(67)
      expect(await collect(client.readStream('stream-a'))).toHaveLength(40)
      expect((await client.appendToStream('stream-b', event())).nextExpectedRevision).toBe(40n)
      const subscription = client.subscribeToStream('stream-b')
      const told = await failure(
        new Promise((_, reject) => subscription.on('error', reject).on('data', () => undefined)),
      )
      expect(told.message).toContain("revision 17 of stream 'stream-b'")
    })
  })

  test('in the write-ahead log is named at start, and what is whole is served', async () => {
    const dataDir = await filled(false)
    await flipIn(dataDir, 'stream-b number 17 stream-b', /\.log$/)
    await opened(dataDir, async ({ client, recovered, lines }) => {
      expect(recovered.damagedEvents).toContainEqual({ stream: 'stream-b', revision: 17, position: 53 })
      expect(lines.join('\n')).toContain("DAMAGE: revision 17 of stream 'stream-b' at position 53")
      const { error } = await readUntilError(client.readStream('stream-b'))
      expect(error).toMatch(/revision \d+ of stream 'stream-b' at position \d+ is damaged/)
      expect((await client.appendToStream('stream-b', event())).nextExpectedRevision).toBe(40n)
    })
    expect(await readdir(join(dataDir, 'damaged'))).toHaveLength(1)
  })

  test.each(['table file', 'write-ahead log'])('in a %s of the index has it built again', async (kind) => {
    const dataDir = await filled(kind === 'table file')
    const [file] = await files(join(dataDir, 'index'), kind === 'table file' ? /\.ldb$/ : /\.log$/)
    const bytes = await readFile(file as string)
    await flipAt(file as string, Math.floor(bytes.length / 3))
    await opened(dataDir, async ({ client, recovered }) => {
      expect(recovered.indexRebuilt).toContain(`${file} is damaged`)
      expect(recovered.damagedEvents).toEqual([])
      for (const stream of STREAMS) expect(await collect(client.readStream(stream))).toHaveLength(40)
    })
    await opened(dataDir, async ({ recovered }) => expect(recovered).toEqual(WHOLE))
  })

  describe('anywhere in the data directory', () => {
    const templates = { tables: '', 'write-ahead logs': '' }
    let expected: Map<string, string>
    beforeAll(async () => {
      templates.tables = await filled(true)
      templates['write-ahead logs'] = await filled(false)
      expected = await opened(await copyOf(templates.tables), ({ client }) => contents(client))
    })

    test.each(['tables', 'write-ahead logs'] as const)(
      'never leads to wrong or silently missing events (%s)',
      async (kind) => {
        for (let seed = 1; seed <= FLIPS; seed++) {
          const dataDir = await copyOf(templates[kind])
          const place = await flipSomewhere(dataDir, seeded(seed))
          await expectHonest(dataDir, expected, `seed ${seed}: ${place}`)
          await rm(dataDir, { recursive: true })
        }
      },
    )
  })
})

test('a data directory without its list of files is refused, not taken for an empty one', async () => {
  const dataDir = await filled(true)
  await rm(join(dataDir, 'log', 'CURRENT'))
  const error = await failure(startEventStore({ dataDir }))
  expect(error).toBeInstanceOf(StoreUnusable)
  expect(error.message).toContain(join(dataDir, 'log'))
})

test('a data directory of another version is refused', async () => {
  const dataDir = await filled(false)
  await writeFile(join(dataDir, 'format'), 'takt-event-store 99\n')
  const error = await failure(startEventStore({ dataDir }))
  expect(error.message).toContain('takt-event-store 99')
})

test('a lost index is built again from the log', async () => {
  const dataDir = await filled(true)
  await rm(join(dataDir, 'index'), { recursive: true })
  await opened(dataDir, async ({ client, recovered }) => {
    expect(recovered.reindexedEvents).toBe(121)
    for (const stream of STREAMS) expect(await collect(client.readStream(stream))).toHaveLength(40)
    expect((await client.appendToStream('stream-a', event())).nextExpectedRevision).toBe(40n)
  })
})

test('a store that cannot write any more says so, to every caller, and takes nothing until it is started again', async () => {
  const dataDir = await newDirectory()
  await opened(dataDir, async ({ store, client }) => {
    await client.appendToStream('kept', events(2))
    await rm(join(dataDir, 'log'), { recursive: true })
    const big = () => event({ text: 'x'.repeat(500_000) })
    let error: Error | undefined
    while (!error)
      await Promise.all([1, 2, 3].map((i) => client.appendToStream(`big-${i}`, big()))).catch((reason) => {
        error = reason
      })
    expect(error.message).toContain('could not write to its data directory')
    expect((await store.failed).message).toContain('could not write to its data directory')
    expect((await failure(client.appendToStream('kept', event()))).message).toContain('could not write')
  })
})

async function readUntilError(stream: AsyncIterable<unknown>): Promise<{ seen: number; error: string }> {
  let seen = 0
  try {
    for await (const _ of stream) seen++
  } catch (error) {
    return { seen, error: (error as Error).message }
  }
  return { seen, error: 'none' }
}

/** Everything a client can read, as text: by stream, and $all. */
async function contents(client: EventStoreDBClient): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const stream of STREAMS) found.set(stream, await text(client.readStream(stream)))
  found.set('$all', await text(client.readAll({ fromPosition: { commit: 1n, prepare: 1n } })))
  return found
}

/** The events of a read; `damaged` instead of all of them when the read ended with an error that names an event. */
async function text(
  stream: AsyncIterable<{ event?: { revision: bigint; type: string; data: unknown } }>,
): Promise<string> {
  const read: string[] = []
  try {
    for await (const { event } of stream)
      read.push(`${event?.revision} ${event?.type} ${JSON.stringify(event?.data)}`)
  } catch (error) {
    if (/(position|revision) \d+.* is damaged/.test((error as Error).message)) return 'damaged'
    throw error
  }
  return read.join('\n')
}

async function flipSomewhere(dataDir: string, random: () => number): Promise<string> {
  const candidates = [
    ...(await files(join(dataDir, 'log'), /\.(ldb|log)$|MANIFEST|CURRENT/)),
    ...(await files(join(dataDir, 'index'), /\.(ldb|log)$|MANIFEST|CURRENT/)),
  ]
  const sizes = await Promise.all(candidates.map(async (file) => (await readFile(file)).length))
  const filledFiles = candidates.filter((_, i) => (sizes[i] ?? 0) > 0)
  const file = filledFiles[Math.floor(random() * filledFiles.length)] as string
  const at = Math.floor(random() * (await readFile(file)).length)
  const bit = Math.floor(random() * 8)
  await flipAt(file, at, bit)
  return `bit ${bit} of byte ${at} of ${file}`
}

async function expectHonest(dataDir: string, expected: Map<string, string>, place: string): Promise<void> {
  const wrong: string[] = []
  try {
    await opened(dataDir, async ({ client, recovered }) => {
      const isNamed = recovered.damagedEvents.length > 0
      for (const [what, found] of await contents(client)) {
        if (found === expected.get(what) || found === 'damaged') continue
        if (isNamed && expected.get(what)?.startsWith(found)) continue
        wrong.push(`${what} has ${found.split('\n').length} events, named: ${JSON.stringify(recovered)}`)
      }
    })
  } catch (error) {
    if (!(error instanceof StoreUnusable)) wrong.push(String(error))
    else if (!error.message.includes(dataDir)) wrong.push(error.message)
  }
  expect(wrong, place).toEqual([])
}
