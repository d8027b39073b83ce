import { isMetadataStream } from './stream-metadata.ts'
import { isSoftDeleted, type StreamState } from './stream-state.ts'

/** The revisions of a stream that its metadata lets a reader see; `first` > `last` when there are none. */
export interface ReadableRange {
  readonly first: number
  readonly last: number
  /** Events created before are not seen. */
  readonly createdFromMs: number
}

/** Of a metadata stream only the last event counts, as in EventStoreDB. */
const METADATA_STREAM_MAX_COUNT = 1

export function streamIsMissing(state: StreamState): boolean {
  return state.last < 0 || isSoftDeleted(state)
}

export function readableRange(name: string, state: StreamState, nowMs: number): ReadableRange {
  const { last, metadata } = state
  const maxCount = isMetadataStream(name) ? METADATA_STREAM_MAX_COUNT : metadata.maxCount
  const truncateBefore = metadata.truncateBefore === 'all' ? last + 1 : (metadata.truncateBefore ?? 0)
  return {
    first: Math.max(0, truncateBefore, maxCount === undefined ? 0 : last - maxCount + 1),
    last,
    createdFromMs: metadata.maxAgeSeconds === undefined ? 0 : nowMs - metadata.maxAgeSeconds * 1000,
  }
}
