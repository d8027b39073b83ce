/** What a writer says of the stream it appends to. A revision may be anything up to 2^64 - 1. */
export type ExpectedRevision =
  | { readonly kind: 'any' | 'no-stream' | 'stream-exists' }
  | { readonly kind: 'revision'; readonly revision: bigint }

export const ANY: ExpectedRevision = { kind: 'any' }
export const NO_STREAM: ExpectedRevision = { kind: 'no-stream' }
export const STREAM_EXISTS: ExpectedRevision = { kind: 'stream-exists' }

/** EventStoreDB's numbers for the kinds, as its trailers carry them. */
export function expectedRevisionNumber(expected: ExpectedRevision): bigint {
  if (expected.kind === 'revision') return expected.revision
  if (expected.kind === 'any') return -2n
  return expected.kind === 'no-stream' ? -1n : -4n
}
