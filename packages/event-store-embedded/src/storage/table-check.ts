import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { maskedCrc } from './wal-scan.ts'

/*
 * Verifies the block checksums of LevelDB's table files, which LevelDB itself leaves unread.
 * Format: https://github.com/google/leveldb/blob/main/doc/table_format.md
 */

const FOOTER = 48
const TRAILER = 5
const MAGIC = 0xdb47_7524_8b80_fb57n
/** Bytes verified between two turns of the event loop: well under a millisecond of work. */
const SLICE_BYTES = 128 * 1024

interface Handle {
  readonly offset: number
  readonly size: number
}

/** Verifies the table files of a directory one by one, in steps, so that a start can go on after a while. */
export class TableCheck {
  readonly #directory: string
  #left: string[] = []

  private constructor(directory: string, names: string[]) {
    this.#directory = directory
    this.#left = names
  }

  static async of(directory: string): Promise<TableCheck> {
    const names = await readdir(directory).catch(() => [] as string[])
    return new TableCheck(
      directory,
      names.filter((name) => /\.(ldb|sst)$/.test(name)),
    )
  }

  /** The first damaged file; undefined when there is none, or when time is up before all are verified. */
  async damaged(isTimeUp: () => boolean): Promise<string | undefined> {
    for (let name = this.#left.pop(); name !== undefined; name = this.#left.pop()) {
      const file = join(this.#directory, name)
      // A file may be compacted away while we look.
      const bytes = await readFile(file).catch(() => undefined)
      if (bytes && !(await isWhole(bytes))) return file
      if (isTimeUp()) return undefined
    }
    return undefined
  }
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

function readVarint(bytes: Buffer, at: number): [number, number] {
  let value = 0
  let scale = 1
  for (;;) {
    const byte = bytes[at++]
    if (byte === undefined) throw new Error('no varint')
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return [value, at]
    scale *= 128
  }
}
