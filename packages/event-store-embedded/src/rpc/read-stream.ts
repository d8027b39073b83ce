import type { Engine } from '../engine/engine.ts'
import { streamIsMissing } from '../engine/readable-range.ts'
import { limits } from '../limits.ts'
import {
  caughtUpResponse,
  firstStreamPositionResponse,
  lastStreamPositionResponse,
  streamNotFoundResponse,
} from '../protocol/read-responses.ts'
import type { StoredEvent } from '../storage/record.ts'
import { streamDeleted } from './errors.ts'
import { writeEvent } from './read-all.ts'
import type { ReadRequest } from './read-request.ts'
import type { ResponseWriter } from './response-writer.ts'

type StreamRequest = ReadRequest & { readonly stream: Buffer }

/** Reads a stream once. The revision it starts at is included. */
export async function readStream(request: StreamRequest, engine: Engine, out: ResponseWriter): Promise<void> {
  const { stream, from, backwards } = request
  const head = engine.reader.head(stream.toString('utf8'))
  const state = head.committed
  if (state.tombstoned) throw streamDeleted(stream)
  if (streamIsMissing(state)) return out.write(streamNotFoundResponse(stream))
  const range = await engine.reader.range(head)
  const isReadable = (event: StoredEvent) => event.createdMs >= range.createdFromMs
  const step = backwards ? -1 : 1
  const last = backwards ? range.first : range.last
  let next = firstRevision(from, backwards, range)
  let left = request.limit
  while (left > 0 && (last - next) * step >= 0 && !out.over) {
    const page = await engine.reader.stream(head, next, last, Math.min(left, limits.pageMaxEvents))
    next += page.length * step
    for (const event of page) {
      if (!isReadable(event)) continue
      await writeEvent(event, request, engine, out)
      left--
      if (out.over) return
    }
  }
  if (request.compatibility >= 1)
    out.write(backwards ? firstStreamPositionResponse(range.first) : lastStreamPositionResponse(range.last))
}

function firstRevision(
  from: ReadRequest['from'],
  backwards: boolean,
  { first, last }: { first: number; last: number },
): number {
  if (backwards) return from === 'start' ? 0 : from === 'end' ? last : Math.min(from, last)
  return from === 'start' ? first : from === 'end' ? last + 1 : Math.max(from, first)
}

/** Follows a stream, there already or not, until the client goes. The revision it starts at is excluded. */
export async function subscribeToStream(
  request: StreamRequest,
  engine: Engine,
  out: ResponseWriter,
): Promise<void> {
  const { stream, from } = request
  const name = stream.toString('utf8')
  let next = from === 'start' ? 0 : from === 'end' ? engine.reader.head(name).committed.last + 1 : from + 1
  let isCaughtUp = false
  const write = async (events: readonly StoredEvent[], createdFromMs: number) => {
    for (const event of events) {
      if (out.over) return
      next = event.revision + 1
      if (event.createdMs >= createdFromMs) await writeEvent(event, request, engine, out)
    }
  }
  while (!out.over) {
    // Looked up every time: a head that nobody writes may have left the cache.
    const head = engine.reader.head(name)
    const state = head.committed
    if (state.tombstoned) throw streamDeleted(stream)
    if (!streamIsMissing(state) && next <= state.last) {
      const range = await engine.reader.range(head)
      next = Math.max(next, range.first)
      if (next > range.last) continue
      const page = await engine.reader.stream(head, next, range.last, limits.pageMaxEvents)
      await write(page, range.createdFromMs)
    } else if (!isCaughtUp) {
      isCaughtUp = true
      out.write(caughtUpResponse)
    } else {
      const events = await out.waitFor<readonly StoredEvent[]>((wake) =>
        engine.feed.waitForStream(name, wake),
      )
      if (events?.[0]?.revision === next) await write(events, 0)
    }
  }
}
