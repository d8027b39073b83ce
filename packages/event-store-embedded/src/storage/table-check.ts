import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { liveTables } from './manifest.ts'
import { readVarint } from './varint.ts'
import { maskedCrc } from './wal-scan.ts'

/*
 * Verifies the block checksums of LevelDB's table files, which LevelDB itself leaves unread.
 * Format: https://github.com/google/leveldb/blob/main/doc/table_format.md
 */

const TABLE = /^\d+\.(ldb|sst)$/
const FOOTER = 48
const TRAILER = 5
const MAGIC = 0xdb47_7524_8b80_fb57n
/** Bytes verified between two turns of the event loop: well under a millisecond of work. */
const SLICE_BYTES = 128 * 1024

interface Handle {
  readonly offset: number
  readonly size: number
}

/**
 * Verifies the live table files of a directory one by one, in steps, so that a start can go on after a while.
 * A table that the MANIFEST does not name was being written when the process was killed, or was replaced just
 * before: LevelDB removes it as it opens, torn or not. Make it before LevelDB opens the directory and changes it.
 */
export class TableCheck {
  /** For a directory that has just been written. */
  static readonly nothing = new TableCheck([], undefined)

  readonly #missing: string | undefined
  readonly #left: string[]

  private constructor(files: string[], missing: string | undefined) {
    this.#left = files
    this.#missing = missing
  }

  static async of(directory: string): Promise<TableCheck> {
    const names = await readdir(directory).catch(() => [] as string[])
    const live = await liveTables(directory)
    const tables = new Map(names.filter((name) => TABLE.test(name)).map((name) => [numberOf(name), name]))
    const missing = [...(live ?? [])].find((number) => !tables.has(number))
    // Without a MANIFEST that can be read any table may be live.
    const checked = [...tables].filter(([number]) => live?.has(number) ?? true)
    return new TableCheck(
      checked.map(([, name]) => join(directory, name)),
      missing === undefined ? undefined : join(directory, `${String(missing).padStart(6, '0')}.ldb`),
    )
  }

  /** The first damage, as text that names the file; undefined when there is none, or when time is up before. */
  async damage(isTimeUp: () => boolean): Promise<string | undefined> {
    if (this.#missing !== undefined) return `${this.#missing} is missing`
    for (let file = this.#left.pop(); file !== undefined; file = this.#left.pop()) {
      // A file may be compacted away while we look.
      const bytes = await readFile(file).catch(() => undefined)
      if (bytes && !(await isWhole(bytes))) return `${file} is damaged`
      if (isTimeUp()) return undefined
    }
    return undefined
  }
}

function numberOf(name: string): number {
  return Number.parseInt(name, 10)
}

export async function isWhole(table: Buffer): Promise<boolean> {
  try {
    let verified = 0
    for (const handle of blocks(table)) {
      if (!blockIsWhole(table, handle)) return false
      verified += handle.size
      if (verified < SLICE_BYTES) continue
      verified = 0
      await new Promise(setImmediate)
    }
    return true
  } catch {
    return false
  }
}

function* blocks(table: Buffer): Generator<Handle> {
  if (table.length < FOOTER || table.readBigUInt64LE(table.length - 8) !== MAGIC) throw new Error('no table')
  const [metaIndex, at] = readHandle(table, table.length - FOOTER)
  const [index] = readHandle(table, at)
  for (const list of [index, metaIndex]) {
    yield list
    yield* handlesIn(table.subarray(list.offset, list.offset + list.size))
  }
}

/** The handles that an index block holds as values. */
function* handlesIn(block: Buffer): Generator<Handle> {
  const restarts = block.readUInt32LE(block.length - 4)
  const end = block.length - 4 * (restarts + 1)
  for (let at = 0; at < end; ) {
    const [, behindShared] = readVarint(block, at)
    const [unshared, behindUnshared] = readVarint(block, behindShared)
    const [valueLength, key] = readVarint(block, behindUnshared)
    yield readHandle(block, key + unshared)[0]
    at = key + unshared + valueLength
  }
}

function blockIsWhole(table: Buffer, { offset, size }: Handle): boolean {
  const end = offset + size + 1
  return table.readUInt32LE(end) === maskedCrc(table.subarray(offset, end))
}

function readHandle(bytes: Buffer, at: number): [Handle, number] {
  const [offset, behindOffset] = readVarint(bytes, at)
  const [size, end] = readVarint(bytes, behindOffset)
  if (offset + size + TRAILER > 2 ** 40) throw new Error('no handle')
  return [{ offset, size }, end]
}
