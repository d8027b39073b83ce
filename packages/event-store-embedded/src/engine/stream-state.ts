import type { ProposedEvent } from '../protocol/proposed-event.ts'
import { parseStreamMetadata, type StreamMetadata } from './stream-metadata.ts'

/** What must be known of a stream to decide an append and to bound a read. Follows from its events alone. */
export interface StreamState {
  /** Last revision, -1 while the stream has no event. */
  readonly last: number
  readonly tombstoned: boolean
  readonly metadata: StreamMetadata
}

export const UNKNOWN_STREAM: StreamState = { last: -1, tombstoned: false, metadata: {} }

export function withEvent(state: StreamState, revision: number): StreamState {
  return { ...state, last: revision }
}

export function withTombstone(state: StreamState): StreamState {
  return { ...state, tombstoned: true }
}

/** State of a stream after an event of its metadata stream. */
export function withMetadataEvent(
  state: StreamState,
  event: Pick<ProposedEvent, 'data'>,
  isJson: boolean,
): StreamState {
  return { ...state, metadata: isJson ? parseStreamMetadata(event.data) : {} }
}

export function isSoftDeleted(state: StreamState): boolean {
  return state.metadata.truncateBefore === 'all'
}
