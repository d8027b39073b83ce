import type { InboxRow } from '../inbox.ts'
import type { Log } from '../report.ts'
import { LanesError } from './lanes.ts'
import type { Pending } from './pending.ts'
import type { Settled } from './settle.ts'
import { type LaneDeps, type LaneResult, StreamLane } from './stream-lane.ts'

export interface FlushDeps extends LaneDeps {
  readonly report: Log
}

export interface Flushed {
  readonly settled: readonly Settled[]
  readonly held: readonly NonNullable<LaneResult['held']>[]
}

/** One query of the inbox, one append a stream, one insert into the inbox. Throws only when the lanes are stopped. */
export async function flush(deps: FlushDeps, batch: readonly Pending[]): Promise<Flushed> {
  const { inbox, inboxOutage } = deps
  const known = await inboxOutage.through(() => inbox.lookup(batch.map(({ incoming }) => incoming.id)))
  const results = await Promise.all(
    Array.from(byStream(batch), ([stream, pendings]) => runLane(deps, stream, pendings, known)),
  )
  const stopped = results.find((result) => result instanceof LanesError)
  if (stopped) throw stopped
  const lanes = results as readonly LaneResult[]
  const settled = lanes.flatMap((lane) => lane.settled)
  const rows = settled.flatMap((each) => each.rows)
  if (rows.length > 0) await inboxOutage.through(() => inbox.record(rows))
  return { settled, held: lanes.map(({ held }) => held).filter((held) => held !== undefined) }
}

function byStream(batch: readonly Pending[]): ReadonlyMap<string, Pending[]> {
  const streams = new Map<string, Pending[]>()
  for (const pending of batch) {
    const pendings = streams.get(pending.stream)
    if (pendings) pendings.push(pending)
    else streams.set(pending.stream, [pending])
  }
  return streams
}

/** Never rejects: the other lanes of the flush go on to their end whatever happens to this one. */
async function runLane(
  deps: FlushDeps,
  stream: string,
  pendings: readonly Pending[],
  known: ReadonlyMap<string, InboxRow>,
): Promise<LaneResult | LanesError> {
  const lane = new StreamLane(deps, stream, pendings, known)
  try {
    return await lane.run()
  } catch (error) {
    if (error instanceof LanesError) return error
    deps.aggregates.drop(stream)
    deps.report.error(
      { stream, err: error },
      `a fault in the lane of ${stream}; its messages are answered as failed`,
    )
    return lane.broken(error)
  }
}
