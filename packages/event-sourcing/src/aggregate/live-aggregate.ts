import type { EventLog } from '../log/event-log.ts'
import type { RecordedEvent } from '../log/recorded-event.ts'
import type { Aggregate } from './aggregate.ts'
import { RecentIds } from './recent-ids.ts'
import { readSnapshot } from './snapshot.ts'

/** An aggregate in memory, folded up to `revision`. One flush at a time owns and changes it. */
export interface LiveAggregate {
  readonly aggregate: Aggregate
  readonly stream: string
  state: unknown
  /** -1 before the first event. */
  revision: number
  /** Of the last event; '0' before the first. */
  position: string
  /** The revision of its newest snapshot; -1 without one. */
  snapshotRevision: number
  readonly recent: RecentIds
}

export interface Loaded {
  readonly live: LiveAggregate
  /** Events read for it. */
  readonly read: number
}

/** A stream of at most so many events is read whole, in one go, without asking for a snapshot. */
const SHORT_STREAM = 64

/** Snapshot and tail; the whole stream where it is short, has no snapshot that may be used, or none is wanted. */
export async function loadAggregate(
  log: EventLog,
  aggregate: Aggregate,
  stream: string,
  useSnapshot: boolean,
): Promise<Loaded> {
  if (!useSnapshot) return foldPages(log, fresh(aggregate, stream))
  const newestFirst = await log.readBackwards(stream, { limit: SHORT_STREAM })
  const oldest = newestFirst.at(-1)
  if (oldest === undefined || oldest.revision === 0) {
    const live = fresh(aggregate, stream)
    for (const event of newestFirst.toReversed()) fold(live, event)
    return { live, read: newestFirst.length }
  }
  const snapshot = readSnapshot(aggregate, await log.snapshots.load(stream))
  const from = snapshot && { aggregate, stream, snapshotRevision: snapshot.revision, ...snapshot }
  return foldPages(log, from ?? fresh(aggregate, stream))
}

const fresh = (aggregate: Aggregate, stream: string): LiveAggregate => ({
  aggregate,
  stream,
  snapshotRevision: -1,
  state: aggregate.decider.initialState(),
  revision: -1,
  position: '0',
  recent: new RecentIds(aggregate.window),
})

async function foldPages(log: EventLog, live: LiveAggregate): Promise<Loaded> {
  let read = 0
  for await (const page of log.readPages(live.stream, { from: live.revision + 1 })) {
    for (const event of page) fold(live, event)
    read += page.length
  }
  return { live, read }
}

function fold(live: LiveAggregate, event: RecordedEvent): void {
  live.state = live.aggregate.decider.evolve(live.state, event, event.metadata.messageId)
  live.revision = event.revision
  live.position = event.position
  live.recent.add(event.metadata.messageId, event.metadata.hash, event.revision)
}
