import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readVarint } from './varint.ts'
import { scanWal } from './wal-scan.ts'

/*
 * Reads which table files belong to a LevelDB: those that the edits in its MANIFEST have added and not removed.
 * Formats: https://github.com/google/leveldb/blob/main/doc/impl.md and log_format.md
 */

const DELETED_FILE = 6
const NEW_FILE = 7

type Skip = (bytes: Buffer, at: number) => number
const skipVarint: Skip = (bytes, at) => readVarint(bytes, at)[1]
const skipText: Skip = (bytes, at) => {
  const [length, text] = readVarint(bytes, at)
  if (text + length > bytes.length) throw new Error('text cut off')
  return text + length
}

/** The fields that do not say which tables there are, by tag. */
const OTHER_FIELDS: Readonly<Record<number, readonly Skip[]>> = {
  1: [skipText], // comparator
  2: [skipVarint], // number of the write-ahead log
  3: [skipVarint], // next file number
  4: [skipVarint], // last sequence number
  5: [skipVarint, skipText], // level and key at which the next compaction begins
  9: [skipVarint], // number of the write-ahead log before
}

/**
 * Numbers of the live tables in a directory. Undefined when CURRENT or the MANIFEST that it names cannot be read.
 * A last edit that was cut off had not happened yet: LevelDB leaves it out as well.
 */
export async function liveTables(directory: string): Promise<ReadonlySet<number> | undefined> {
  try {
    const current = await readFile(join(directory, 'CURRENT'), 'utf8')
    return tablesIn(await readFile(join(directory, current.trimEnd())))
  } catch {
    return undefined
  }
}

function tablesIn(manifest: Buffer): ReadonlySet<number> {
  const live = new Set<number>()
  const finding = scanWal(manifest, (edit) => applyEdit(edit, live))
  if (finding?.kind === 'damaged') throw new Error('damaged')
  return live
}

/** A table that moves to another level is removed and added in one edit; what is removed stands first. */
function applyEdit(edit: Buffer, live: Set<number>): void {
  for (let at = 0; at < edit.length; ) {
    const [tag, field] = readVarint(edit, at)
    if (tag === DELETED_FILE || tag === NEW_FILE) {
      const [number, behind] = readVarint(edit, skipVarint(edit, field))
      if (tag === DELETED_FILE) live.delete(number)
      else live.add(number)
      // The size of a new table, its smallest key and its largest.
      at = tag === DELETED_FILE ? behind : skipText(edit, skipText(edit, skipVarint(edit, behind)))
    } else {
      const skips = OTHER_FIELDS[tag]
      if (!skips) throw new Error(`unknown tag ${tag}`)
      at = skips.reduce((place, skip) => skip(edit, place), field)
    }
  }
}
