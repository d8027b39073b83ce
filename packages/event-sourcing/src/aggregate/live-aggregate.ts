import type { EventLog } from '../log/event-log.ts'
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

/** Snapshot and tail; the whole stream where there is no snapshot that may be used, or none is wanted. */
export async function loadAggregate(
  log: EventLog,
  aggregate: Aggregate,
  stream: string,
  useSnapshot: boolean,
): Promise<Loaded> {
  const { decider, window } = aggregate
  const snapshot = useSnapshot ? readSnapshot(aggregate, await log.snapshots.load(stream)) : undefined
  const live: LiveAggregate = {
    aggregate,
    stream,
    snapshotRevision: snapshot?.revision ?? -1,
    ...(snapshot ?? {
      state: decider.initialState(),
      revision: -1,
      position: '0',
      recent: new RecentIds(window),
    }),
  }
  let read = 0
  for await (const page of log.readPages(stream, { from: live.revision + 1 }))
    for (const event of page) {
      live.state = decider.evolve(live.state, event)
      live.revision = event.revision
      live.position = event.position
      live.recent.add(event.metadata.messageId, event.metadata.hash, event.revision)
      read++
    }
  return { live, read }
}
