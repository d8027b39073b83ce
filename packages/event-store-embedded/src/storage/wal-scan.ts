import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32c } from './crc.ts'

/*
 * Reads LevelDB's write-ahead logs before LevelDB does, because LevelDB cuts and skips what it cannot read
 * without a word. Format: https://github.com/google/leveldb/blob/main/doc/log_format.md
 */

const BLOCK = 32_768
const HEADER = 7
// A record is one full fragment, or a first one, middle ones and a last one in blocks that follow each other.
const FULL_TYPE = 1
const FIRST_TYPE = 2
const LAST_TYPE = 4

export interface WalFinding {
  readonly file: string
  /**
   * torn: the file ends inside a record, as after a crash in the middle of a write.
   * damaged: what follows the unreadable place is whole, so it was whole once itself.
   */
  readonly kind: 'torn' | 'damaged'
  /** Where the unreadable bytes begin. */
  readonly offset: number
  /** Unreadable bytes, to the end of the file when torn. */
  readonly bytes: number
}

/** What is wrong with the write-ahead logs in a LevelDB directory; nothing for a directory that is not there. */
export async function scanWals(directory: string): Promise<WalFinding[]> {
  const findings: WalFinding[] = []
  for (const name of await walNames(directory)) {
    const bytes = await readFile(join(directory, name)).catch(() => Buffer.alloc(0))
    const finding = scanWal(bytes)
    if (finding) findings.push({ file: join(directory, name), ...finding })
  }
  return findings
}

async function walNames(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => [] as string[])
  return names.filter((name) => /^\d+\.log$/.test(name)).sort()
}

/** What is wrong with a log; `take` is given every whole record before that. */
export function scanWal(
  bytes: Buffer,
  take?: (record: Buffer) => void,
): Omit<WalFinding, 'file'> | undefined {
  let at = 0
  let recordStart = 0
  let fragments: Buffer[] = []
  while (at < bytes.length) {
    const left = BLOCK - (at % BLOCK)
    if (left < HEADER) {
      at += left
      continue
    }
    const type = validFragment(bytes, at)
    if (type === 0) {
      const next = nextValid(bytes, at)
      if (next !== undefined) return { kind: 'damaged', offset: at, bytes: next - at }
      return { kind: 'torn', offset: recordStart, bytes: bytes.length - recordStart }
    }
    const end = at + HEADER + bytes.readUInt16LE(at + 4)
    if (type === FULL_TYPE || type === FIRST_TYPE) fragments = []
    if (take) fragments.push(bytes.subarray(at + HEADER, end))
    at = end
    if (type !== FULL_TYPE && type !== LAST_TYPE) continue
    recordStart = at
    take?.(Buffer.concat(fragments))
  }
  if (recordStart < bytes.length && !isPadding(bytes, recordStart))
    return { kind: 'torn', offset: recordStart, bytes: bytes.length - recordStart }
  return undefined
}

/** The type of the whole and unchanged fragment at an offset, 0 when there is none. */
function validFragment(bytes: Buffer, at: number): number {
  if (at + HEADER > bytes.length) return 0
  const length = bytes.readUInt16LE(at + 4)
  const type = bytes[at + 6] ?? 0
  const end = at + HEADER + length
  if (type < 1 || type > LAST_TYPE || end > bytes.length || end > at - (at % BLOCK) + BLOCK) return 0
  return bytes.readUInt32LE(at) === maskedCrc(bytes.subarray(at + 6, end)) ? type : 0
}

/** The next offset behind an unreadable place at which a whole fragment stands. */
function nextValid(bytes: Buffer, bad: number): number | undefined {
  const sameBlockEnd = Math.min(bytes.length, bad - (bad % BLOCK) + BLOCK)
  for (let at = bad + 1; at + HEADER <= sameBlockEnd; at++) if (validFragment(bytes, at) !== 0) return at
  for (let at = bad - (bad % BLOCK) + BLOCK; at < bytes.length; at += BLOCK)
    if (validFragment(bytes, at) !== 0) return at
  return undefined
}

function isPadding(bytes: Buffer, from: number): boolean {
  return from % BLOCK > BLOCK - HEADER && bytes.subarray(from).every((byte) => byte === 0)
}

/** LevelDB stores CRCs rotated and shifted, so that a CRC over bytes that hold CRCs stays one. */
export function maskedCrc(bytes: Buffer): number {
  const crc = crc32c(bytes)
  return (((crc >>> 15) | (crc << 17)) + 0xa282_ead8) >>> 0
}
