import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EventStoreDBClient } from '@eventstore/db-client'
import { afterAll } from 'vitest'
import { type EventStore, type Recovery, startEventStore } from '../src/index.ts'
import { connect, event, temporaryDirectory } from './support.ts'

export const STREAMS = ['a', 'b', 'c'].map((name) => `stream-${name}`)
export const WHOLE = { tornTail: undefined, damagedEvents: [], indexRebuilt: undefined, reindexedEvents: 0 }

/** Directories of the tests of one file; they are removed behind them. */
let directories: string[] = []
afterAll(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true, force: true }))))

export async function newDirectory(): Promise<string> {
  const directory = await temporaryDirectory()
  directories = [...directories, directory]
  return directory
}

interface Opened {
  readonly store: EventStore
  readonly client: EventStoreDBClient
  readonly recovered: Recovery
  readonly lines: string[]
}

export async function opened<T>(dataDir: string, use: (opened: Opened) => Promise<T>): Promise<T> {
  const lines: string[] = []
  const store = await startEventStore({ dataDir, log: (line) => lines.push(line) })
  const client = connect(store.url)
  try {
    return await use({ store, client, recovered: store.recovered, lines })
  } finally {
    await client.dispose()
    await store.stop()
  }
}

/** A data directory with events of three streams by turns; `flushed`: in table files, not in the write-ahead log. */
export async function filled(flushed: boolean): Promise<string> {
  const dataDir = await newDirectory()
  await opened(dataDir, async ({ client }) => {
    for (let i = 0; i < 40; i++)
      for (const stream of STREAMS)
        await client.appendToStream(stream, event({ text: `${stream} number ${i} `.repeat(8) }))
  })
  if (flushed) await opened(dataDir, async () => undefined)
  return dataDir
}

export async function copyOf(dataDir: string): Promise<string> {
  const copy = await newDirectory()
  await cp(dataDir, copy, { recursive: true })
  return copy
}

export async function files(directory: string, pattern: RegExp): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => pattern.test(name)).sort()
  return names.map((name) => join(directory, name))
}

export async function flipAt(file: string, at: number, bit = 0): Promise<void> {
  const bytes = await readFile(file)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
  await writeFile(file, bytes)
}
