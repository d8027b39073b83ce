import { readdir } from 'node:fs/promises'
import { ClassicLevel } from 'classic-level'
import { StoreUnusable } from './damage.ts'

export type Level = ClassicLevel<Buffer, Buffer>
export type PutOperation = { type: 'put'; key: Buffer; value: Buffer }

export interface LevelOptions {
  readonly writeBufferSize: number
  readonly maxFileSize: number
  readonly cacheSize: number
}

const DATA_FILE = /\.(ldb|sst|log)$/

/**
 * Opens a LevelDB in its own directory, and creates it where there is none. LevelDB's lock keeps a second
 * process out. A directory that holds data but no list of it is not taken for an empty one.
 */
export async function openLevel(directory: string, options: LevelOptions): Promise<Level> {
  const files = await readdir(directory).catch(() => [] as string[])
  const level: Level = new ClassicLevel<Buffer, Buffer>(directory, {
    keyEncoding: 'buffer',
    valueEncoding: 'buffer',
    compression: false,
    createIfMissing: !files.some((file) => DATA_FILE.test(file)),
    maxOpenFiles: 2_000,
    ...options,
  })
  try {
    await level.open()
  } catch (error) {
    throw openError(directory, error)
  }
  return level
}

function openError(directory: string, error: unknown): unknown {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause
  if (cause?.code === 'LEVEL_LOCKED')
    return new StoreUnusable(
      `${directory} is in use by another event store; stop that one, or give this one another --data-dir`,
    )
  return cannotRead(directory, cause ?? error)
}

export function cannotRead(directory: string, cause: unknown): StoreUnusable {
  return new StoreUnusable(
    `${directory} cannot be read: ${(cause as Error).message}; restore the data directory from a backup, ` +
      'or remove it to begin empty',
  )
}

/** Whether LevelDB says that what it should read is damaged, rather than that it was asked wrongly. */
export function isDamage(error: unknown): error is Error {
  const { code } = error as { code?: string }
  return code === 'LEVEL_CORRUPTION' || code === 'LEVEL_IO_ERROR'
}
