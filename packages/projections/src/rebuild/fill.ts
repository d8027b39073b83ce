import type { EventLog, RecordedEvent } from '@takt/event-sourcing'
import type { ISql } from 'postgres'
import { streamPrefixes } from '../engine/check-views.ts'
import { projectedEvent } from '../engine/projected-event.ts'
import { createFold } from '../fold/fold.ts'
import { statements } from '../sql/statements.ts'
import type { View } from '../view.ts'
import { shadowSchema } from './shadow.ts'

/** Larger than a live batch: nobody waits for any single event. */
const MAX_BATCH = 5_000

export interface FillOptions {
  readonly eventLog: Pick<EventLog, 'subscribeAll'>
  readonly view: View
  readonly signal: AbortSignal
  /** Resume after this position; '0' for the start. */
  readonly from: string
  /** The position not to go beyond; looked at once a batch. */
  readonly limit: () => Promise<string>
  /** Writes a batch's changes together with the new position. */
  readonly write: (events: readonly RecordedEvent[], from: string, to: string) => Promise<void>
}

/** Reads the log up to its live end or the limit, whichever comes first; resolves with where it is then. */
export async function fill({ eventLog, view, signal, from, limit, write }: FillOptions): Promise<string> {
  const ending = new AbortController()
  let position = from
  let failure: unknown
  const take = async (events: readonly RecordedEvent[], to: string) => {
    if (ending.signal.aborted) return
    const end = await limit()
    const reached = BigInt(to) >= BigInt(end)
    const next = reached ? end : to
    const within = reached ? events.filter((event) => BigInt(event.position) <= BigInt(end)) : events
    if (BigInt(next) > BigInt(position)) await write(within, position, next)
    position = next
    if (reached) ending.abort()
  }
  const subscription = eventLog.subscribeAll({
    ...(from === '0' ? {} : { from }),
    name: `rebuild of ${view.name}`,
    maxBatch: MAX_BATCH,
    streamPrefixes: streamPrefixes([view]),
    signal: AbortSignal.any([signal, ending.signal]),
    onBatch: (events, to) =>
      take(events, to).catch((error) => {
        failure ??= error
        ending.abort()
      }),
    onCaughtUp: () => ending.abort(),
  })
  await subscription.done
  if (failure !== undefined) throw failure
  signal.throwIfAborted()
  return position
}

/** Folds events into the shadow tables of a view and says how far they are. */
export function shadowWriter(view: View) {
  const fold = createFold([view])
  return async (sql: ISql, events: readonly RecordedEvent[], from: string, to: string): Promise<void> => {
    const writes = statements(fold(events.map(projectedEvent)), shadowSchema)
    await Promise.all([
      sql`
        update takt.rebuild set position = ${to}, events = events + ${events.length}
        where view = ${view.name} and position = ${from}`,
      ...writes.map(({ text, parameters }) => sql.unsafe(text, parameters as string[], { prepare: true })),
    ])
  }
}
