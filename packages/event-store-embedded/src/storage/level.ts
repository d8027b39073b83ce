import { ClassicLevel } from 'classic-level'
import { StoreUnusable } from './damage.ts'

export type Level = ClassicLevel<Buffer, Buffer>
export type PutOperation = { type: 'put'; key: Buffer; value: Buffer }

export interface LevelOptions {
  readonly writeBufferSize: number
  readonly maxFileSize: number
  readonly cacheSize: number
}

/** Opens (or creates) a LevelDB in its own directory. LevelDB's lock keeps a second process out. */
export async function openLevel(directory: string, options: LevelOptions): Promise<Level> {
  const level: Level = new ClassicLevel<Buffer, Buffer>(directory, {
    keyEncoding: 'buffer',
    valueEncoding: 'buffer',
    compression: false,
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
  return new StoreUnusable(`${directory} cannot be opened: ${cause?.message ?? error}`)
}
