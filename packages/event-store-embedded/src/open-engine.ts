import { randomUUID } from 'node:crypto'
import type { Engine } from './engine/engine.ts'
import { EventReader } from './engine/event-reader.ts'
import { NO_STREAM } from './engine/expected-revision.ts'
import { GroupCommit } from './engine/group-commit.ts'
import { LiveFeed } from './engine/live-feed.ts'
import { RecentEvents } from './engine/recent-events.ts'
import { Writer } from './engine/writer.ts'
import type { ProposedEvent } from './protocol/proposed-event.ts'
import { parseUuid } from './protocol/uuid.ts'
import { StoreUnusable } from './storage/damage.ts'
import { openStorage, type Storage } from './storage/open-storage.ts'
import type { Recovery } from './storage/recovery.ts'

export interface OpenedEngine extends Engine {
  readonly recovery: Recovery
  /** Resolves, with the reason, once the store can take no more appends. */
  readonly failed: Promise<Error>
}

export async function openEngine(dataDir: string, note: (line: string) => void): Promise<OpenedEngine> {
  const storage = await openStorage(dataDir, note)
  const { log, index, lastPosition } = storage
  const recent = new RecentEvents(lastPosition)
  const feed = new LiveFeed()
  let committed = lastPosition
  const group = new GroupCommit(log, index, (events) => {
    committed = events.at(-1)?.position ?? committed
    recent.add(events)
    feed.publish(events)
  })
  const writer = new Writer(log, index, group, lastPosition)
  if (lastPosition < 0) await writer.append(FIRST_STREAM, NO_STREAM, [firstEvent()])
  index.onDamage = (cause) => distrust(storage, group, cause.message)
  const verification = verifyIndex(storage, group)
  return {
    writer,
    group,
    reader: new EventReader(log, index, recent, dataDir),
    feed,
    committed: () => committed,
    recentBytes: () => recent.bytes,
    recovery: storage.recovery,
    failed: group.failed,
    close: async () => {
      await verification.stop()
      await group.idle()
      await index.close()
      await log.close()
    },
  }
}

/** Verifies the rest of the index in the background: a wrong one would lead to wrong decisions. */
function verifyIndex(storage: Storage, group: GroupCommit) {
  let isStopped = false
  const verified = storage.indexCheck
    .damage(() => isStopped)
    .then((damage) => (damage ? distrust(storage, group, damage) : undefined))
  return {
    stop: () => {
      isStopped = true
      return verified
    },
  }
}

async function distrust({ distrustIndex }: Storage, group: GroupCommit, why: string): Promise<void> {
  await distrustIndex(why)
  group.break(new StoreUnusable(`the index is damaged (${why}); start again, and it is rebuilt`))
}

/** EventStoreDB's `$all` is never empty: its first event tells of the first leader. */
const FIRST_STREAM = Buffer.from('$epoch-information')

function firstEvent(): ProposedEvent {
  const id = parseUuid(Buffer.from(randomUUID())) as Buffer
  const data = Buffer.from(JSON.stringify({ epochNumber: 0, leaderInstanceId: randomUUID() }))
  const contentType = Buffer.from('application/json')
  return { id, type: FIRST_STREAM, contentType, metadata: Buffer.alloc(0), data }
}
