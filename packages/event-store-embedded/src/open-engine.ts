import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from './engine/engine.ts'
import { EventReader } from './engine/event-reader.ts'
import { NO_STREAM } from './engine/expected-revision.ts'
import { GroupCommit } from './engine/group-commit.ts'
import { LiveFeed } from './engine/live-feed.ts'
import { RecentEvents } from './engine/recent-events.ts'
import { Writer } from './engine/writer.ts'
import type { ProposedEvent } from './protocol/proposed-event.ts'
import { parseUuid } from './protocol/uuid.ts'
import { EventIndex } from './storage/event-index.ts'
import { EventLog } from './storage/event-log.ts'
import { openLevel } from './storage/level.ts'

const MIB = 1024 * 1024
const LOG_OPTIONS = { writeBufferSize: 8 * MIB, maxFileSize: 32 * MIB, cacheSize: 16 * MIB }
const INDEX_OPTIONS = { writeBufferSize: 4 * MIB, maxFileSize: 8 * MIB, cacheSize: 32 * MIB }

export interface OpenedEngine extends Engine {
  readonly recovered: { reindexedEvents: number }
}

export async function openEngine(dataDir: string): Promise<OpenedEngine> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const log = new EventLog(await openLevel(join(dataDir, 'log'), LOG_OPTIONS))
  const index = await EventIndex.open(await openLevel(join(dataDir, 'index'), INDEX_OPTIONS))
  const lastPosition = await log.lastPosition()
  const reindexedEvents = await replay(log, index, lastPosition)

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
  return {
    writer,
    group,
    reader: new EventReader(log, index, recent, dataDir),
    feed,
    committed: () => committed,
    recovered: { reindexedEvents },
    close: async () => {
      await group.idle()
      await index.close()
      await log.close()
    },
  }
}

/** EventStoreDB's `$all` is never empty: its first event tells of the first leader. */
const FIRST_STREAM = Buffer.from('$epoch-information')

function firstEvent(): ProposedEvent {
  const id = parseUuid(Buffer.from(randomUUID())) as Buffer
  const data = Buffer.from(JSON.stringify({ epochNumber: 0, leaderInstanceId: randomUUID() }))
  return {
    id,
    type: FIRST_STREAM,
    contentType: Buffer.from('application/json'),
    metadata: Buffer.alloc(0),
    data,
  }
}

/** Takes into the index what the log has and the index has not. */
async function replay(log: EventLog, index: EventIndex, last: number): Promise<number> {
  const first = index.position + 1
  for (let next = first; next <= last; ) {
    const events = await log.page(next, last)
    for (const event of events) index.replay(event)
    index.commit(index.seal())
    await index.caughtUp()
    next += events.length
  }
  return last - first + 1
}
