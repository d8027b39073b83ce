import type { Engine } from '../engine/engine.ts'
import { resolveLink } from '../engine/links.ts'
import { caughtUpResponse, checkpointResponse, eventResponse } from '../protocol/read-responses.ts'
import type { StoredEvent } from '../storage/record.ts'
import type { ReadRequest } from './read-request.ts'
import type { ResponseWriter } from './response-writer.ts'

/** Reads `$all` once: forwards from a position with it, backwards from a position without it, as EventStoreDB does. */
export async function readAll(request: ReadRequest, engine: Engine, out: ResponseWriter): Promise<void> {
  const committed = engine.committed()
  const step = request.backwards ? -1 : 1
  const last = request.backwards ? 0 : committed
  let next = firstPosition(request, committed)
  let left = request.limit
  while (left > 0 && (last - next) * step >= 0 && !out.over) {
    const stop = Math.abs(last - next) < left || request.filter ? last : next + (left - 1) * step
    for (const event of await engine.reader.all(next, stop)) {
      next = event.position + step
      if (request.filter && !request.filter.wants(event)) continue
      await writeEvent(event, request, engine, out)
      if (--left === 0 || out.over) break
    }
  }
}

function firstPosition({ from, backwards }: ReadRequest, committed: number): number {
  if (from === 'start') return backwards ? -1 : 0
  if (from === 'end') return backwards ? committed : committed + 1
  return backwards ? Math.min(from - 1, committed) : from
}

/** Follows `$all` until the client goes. The position it starts at is excluded. */
export async function subscribeToAll(
  request: ReadRequest,
  engine: Engine,
  out: ResponseWriter,
): Promise<void> {
  const { from, filter, checkpointInterval } = request
  let next = from === 'start' ? 0 : from === 'end' ? engine.committed() + 1 : from + 1
  let sinceCheckpoint = next
  let isCaughtUp = false
  while (!out.over) {
    const committed = engine.committed()
    if (next <= committed) {
      for (const event of await engine.reader.all(next, committed)) {
        next = event.position + 1
        if (!filter || filter.wants(event)) await writeEvent(event, request, engine, out)
        if (filter && next - sinceCheckpoint >= checkpointInterval) {
          out.write(checkpointResponse(event.position))
          sinceCheckpoint = next
        }
        if (out.over) return
      }
    } else if (!isCaughtUp) {
      isCaughtUp = true
      out.write(caughtUpResponse)
    } else {
      const wakeAt = sinceCheckpoint + checkpointInterval - 1
      await out.waitFor<void>((wake) =>
        engine.feed.waitForAll({
          filter,
          wakeAt,
          wake,
          pass: (seen) => {
            next = Math.max(next, seen)
          },
        }),
      )
    }
  }
}

/** Writes an event, its link resolved if that was asked for, and waits for room. */
export async function writeEvent(
  event: StoredEvent,
  request: ReadRequest,
  engine: Engine,
  out: ResponseWriter,
): Promise<void> {
  const resolved =
    request.resolveLinks && event.isLink
      ? await resolveLink(event, engine.reader)
      : { event, link: undefined }
  out.write(eventResponse(resolved, request.structuredIds))
  if (out.full) await out.room()
}
