import { derivedId } from '../ids.ts'
import type { Append } from './appender.ts'
import { WrongRevisionError } from './errors.ts'
import type { SnapshotStore } from './event-log.ts'
import type { Reader } from './reader.ts'

const TYPE = 'takt.Snapshot'
/** The store refuses an append above 1 MiB; the rest is room for what goes beside the data. */
export const MAX_SNAPSHOT_BYTES = 1_000_000

/** Keeps the newest snapshot of a stream in the log itself, in `snapshot.<stream>` with `$maxCount` 1. */
export function createSnapshotStore(append: Append, reader: Reader): SnapshotStore {
  const bounded = new Set<string>()

  const keepOne = async (snapshots: string): Promise<void> => {
    if (bounded.has(snapshots)) return
    const event = {
      id: derivedId(snapshots, 'one'),
      type: '$metadata',
      data: '{"$maxCount":1}',
      metadata: '{}',
    }
    await append(`$$${snapshots}`, 'none', [event]).catch((error) => {
      if (!(error instanceof WrongRevisionError)) throw error
    })
    if (bounded.size >= 10_000) bounded.clear()
    bounded.add(snapshots)
  }

  return {
    async load(stream) {
      const [newest] = await reader.page({
        stream: snapshotStream(stream),
        from: undefined,
        limit: 1,
        backwards: true,
      })
      return newest?.type === TYPE ? parse(newest.data) : undefined
    },
    async save(stream, revision, data) {
      if (Buffer.byteLength(data) > MAX_SNAPSHOT_BYTES) return false
      const snapshots = snapshotStream(stream)
      await keepOne(snapshots)
      await append(snapshots, 'any', [
        { id: derivedId(snapshots, revision), type: TYPE, data, metadata: '{}' },
      ])
      return true
    },
  }
}

const snapshotStream = (stream: string): string => `snapshot.${stream}`

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
