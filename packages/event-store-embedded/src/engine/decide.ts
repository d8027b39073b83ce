import type { ExpectedRevision } from './expected-revision.ts'
import { isSoftDeleted, type StreamState } from './stream-state.ts'

export type Decision =
  | { readonly kind: 'append' }
  /** Everything is there already; `last` is the revision of the last of these events. */
  | { readonly kind: 'already-appended'; readonly last: number }
  | { readonly kind: 'wrong-revision' }
  | { readonly kind: 'deleted' }

/** Looks into the stream that is decided about. */
export interface StreamLookup {
  /** Revision of the event with this id, if the stream has one. */
  revisionOf(id: Buffer): number | undefined
  /** Whether the event at this revision has this id. */
  holds(revision: number, id: Buffer): boolean
  /** Whether the stream has metadata: a stream without events exists by it. */
  hasMetadata(): boolean
}

/**
 * Decides an append as EventStoreDB does: by the expected revision, and by event ids for what was appended
 * before. A batch of which only a part is there is refused.
 */
export function decide(
  expected: ExpectedRevision,
  ids: readonly Buffer[],
  state: StreamState,
  lookup: StreamLookup,
): Decision {
  if (state.tombstoned) return { kind: 'deleted' }
  if (expected.kind === 'any') return decideByIds(ids, state, lookup)
  if (expected.kind === 'stream-exists') {
    if (isSoftDeleted(state)) return { kind: 'deleted' }
    if (state.last < 0 && !lookup.hasMetadata()) return { kind: 'wrong-revision' }
    return decideByIds(ids, state, lookup)
  }
  const revision = expected.kind === 'revision' ? Number(expected.revision) : -1
  if (revision === state.last) return { kind: 'append' }
  if (revision > state.last) return { kind: 'wrong-revision' }
  return decideBehind(revision, ids, state, lookup)
}

function decideByIds(ids: readonly Buffer[], state: StreamState, lookup: StreamLookup): Decision {
  if (state.last < 0) return { kind: 'append' }
  let last: number | undefined
  for (const id of ids) {
    const revision = lookup.revisionOf(id)
    if (revision === undefined) return { kind: last === undefined ? 'append' : 'wrong-revision' }
    last = revision
  }
  return last === undefined ? { kind: 'append' } : { kind: 'already-appended', last }
}

/** The writer expects an older revision than the stream has: right only if it has written this before. */
function decideBehind(
  expected: number,
  ids: readonly Buffer[],
  state: StreamState,
  lookup: StreamLookup,
): Decision {
  let revision = expected
  for (const id of ids) {
    revision++
    if (revision <= state.last && lookup.holds(revision, id)) continue
    const isFirst = revision === expected + 1
    const recreates = isFirst && expected === -1 && isSoftDeleted(state)
    return { kind: recreates ? 'append' : 'wrong-revision' }
  }
  return revision === expected ? { kind: 'wrong-revision' } : { kind: 'already-appended', last: revision }
}
