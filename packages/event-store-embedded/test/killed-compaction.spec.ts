import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { expect, test } from 'vitest'
import { liveTables } from '../src/storage/manifest.ts'
import { TableCheck } from '../src/storage/table-check.ts'
import { scanWal } from '../src/storage/wal-scan.ts'
import { copyOf, files, filled, flipAt, newDirectory, opened, STREAMS, WHOLE } from './data-directory.ts'
import { collect } from './support.ts'

const TABLE = /\.ldb$/
const indexTables = (dataDir: string) => files(join(dataDir, 'index'), TABLE)

/** What a kill leaves of a table that a compaction was writing: its first half, and no word of it in the MANIFEST. */
async function leaveTornTable(dataDir: string): Promise<string> {
  const [live] = await indexTables(dataDir)
  const bytes = await readFile(live as string)
  const torn = join(dataDir, 'index', '000999.ldb')
  await writeFile(torn, half(bytes))
  return torn
}

const half = (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)

async function expectRebuilt(dataDir: string, why: string): Promise<void> {
  await opened(dataDir, async ({ client, recovered, lines }) => {
    expect(recovered.indexRebuilt).toBe(why)
    expect(lines.join('\n')).toContain(`building the index from the log again: ${why}`)
    expect(recovered.damagedEvents).toEqual([])
    for (const stream of STREAMS) expect(await collect(client.readStream(stream))).toHaveLength(40)
  })
  await opened(dataDir, async ({ recovered }) => expect(recovered).toEqual(WHOLE))
}

test('a torn table that a killed compaction left is no damage, and goes', async () => {
  const dataDir = await filled(true)
  const torn = await leaveTornTable(dataDir)
  await opened(dataDir, async ({ client, recovered, lines }) => {
    expect(recovered).toEqual(WHOLE)
    expect(lines).toEqual([])
    for (const stream of STREAMS) expect(await collect(client.readStream(stream))).toHaveLength(40)
  })
  expect(await indexTables(dataDir)).not.toContain(torn)
})

test('a live table of the index that is torn is named, and has the index built again', async () => {
  const dataDir = await filled(true)
  await leaveTornTable(dataDir)
  const [live] = await indexTables(dataDir)
  await writeFile(live as string, half(await readFile(live as string)))
  await expectRebuilt(dataDir, `${live} is damaged`)
})

test('a live table of the index that is missing is named, and has the index built again', async () => {
  const dataDir = await filled(true)
  const [live] = await indexTables(dataDir)
  await rm(live as string)
  await expectRebuilt(dataDir, `${live} is missing`)
})

test('every table is verified where the list of the live ones cannot be read', async () => {
  const whole = await filled(true)
  await leaveTornTable(whole)
  for (const spoil of [flipManifest, nameNoManifest]) {
    const dataDir = await copyOf(whole)
    await spoil(join(dataDir, 'index'))
    expect(await liveTables(join(dataDir, 'index'))).toBeUndefined()
    const check = await TableCheck.of(join(dataDir, 'index'))
    expect(await check.damage(() => false)).toBe(`${join(dataDir, 'index', '000999.ldb')} is damaged`)
  }
})

async function flipManifest(directory: string): Promise<void> {
  const [manifest] = await files(directory, /^MANIFEST/)
  await flipAt(manifest as string, 9)
}

const nameNoManifest = (directory: string) => writeFile(join(directory, 'CURRENT'), 'MANIFEST-999999\n')

test('the live tables are those that LevelDB itself keeps, whatever was compacted', async () => {
  const directory = await newDirectory()
  const level = new ClassicLevel<Buffer, Buffer>(directory, {
    keyEncoding: 'buffer',
    valueEncoding: 'buffer',
    writeBufferSize: 64 * 1024,
    maxFileSize: 1024 * 1024,
    compression: false,
  })
  for (let i = 0; i < 8_000; i++) {
    const key = Buffer.from(`key ${(i * 7919) % 4_000}`)
    if (i % 3 === 2) await level.del(key)
    else await level.put(key, Buffer.alloc(2_000, i))
  }
  await level.compactRange(Buffer.from('key'), Buffer.from('kez'))
  await level.close()
  const live = await liveTables(directory)
  const before = numbers(await files(directory, TABLE))
  // As it opens, LevelDB removes the tables that it does not name.
  await level.open()
  await level.close()
  const after = numbers(await files(directory, TABLE))
  const kept = before.filter((number) => after.includes(number))
  expect(kept.length).toBeGreaterThan(3)
  expect(Math.max(...kept), 'tables were written and replaced before these').toBeGreaterThan(100)
  expect([...(live ?? [])].sort((a, b) => a - b)).toEqual(kept)
})

const numbers = (tables: string[]) => tables.map((file) => Number.parseInt(basename(file), 10))

test('an edit of the live tables that was cut off had not happened', async () => {
  const dataDir = await filled(true)
  const [manifest] = await files(join(dataDir, 'index'), /^MANIFEST/)
  const before = await liveTables(join(dataDir, 'index'))
  await writeFile(manifest as string, Buffer.from([1, 2, 3, 4, 0, 16, 1, 42]), { flag: 'a' })
  expect(before?.size).toBeGreaterThan(0)
  expect(await liveTables(join(dataDir, 'index'))).toEqual(before)
})

test('a record that goes over several blocks of a log is read as one', async () => {
  const directory = await newDirectory()
  const level = new ClassicLevel<string, string>(directory)
  const values = ['a', 'b', 'c'].map((letter, i) => letter.repeat(40_000 * i + 10))
  for (const value of values) await level.put('key', value)
  await level.close()
  const [wal] = (await readdir(directory)).filter((name) => name.endsWith('.log'))
  const records: string[] = []
  const finding = scanWal(await readFile(join(directory, wal as string)), (record) =>
    records.push(record.toString('latin1')),
  )
  expect(finding).toBeUndefined()
  expect(records.map((record) => record.slice(record.search(/[abc]+$/)))).toEqual(values)
})
