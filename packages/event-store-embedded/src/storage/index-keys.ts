import type { StreamState } from '../engine/stream-state.ts'

/*
 * Keys of the index, by their first byte:
 *   s stream number, revision   -> position
 *   i stream number, event id   -> revision
 *   n stream name               -> stream number and state
 *   m                           -> how far the index has come
 */
const S = 0x73
const I = 0x69
const N = 0x6e

export const MARK_KEY = Buffer.from('m')

export function revisionKey(streamNumber: number, revision: number): Buffer {
  const key = Buffer.allocUnsafe(11)
  key[0] = S
  key.writeUInt32BE(streamNumber, 1)
  key.writeUIntBE(revision, 5, 6)
  return key
}

export function eventIdKey(streamNumber: number, id: Buffer): Buffer {
  const key = Buffer.allocUnsafe(21)
  key[0] = I
  key.writeUInt32BE(streamNumber, 1)
  id.copy(key, 5)
  return key
}

export function streamNameKey(name: string): Buffer {
  const key = Buffer.allocUnsafe(1 + Buffer.byteLength(name))
  key[0] = N
  key.write(name, 1)
  return key
}

export function readRevisionKey(key: Buffer): { streamNumber: number; revision: number } {
  return { streamNumber: key.readUInt32BE(1), revision: key.readUIntBE(5, 6) }
}

export const ALL_REVISION_KEYS = { gte: Buffer.from([S]), lt: Buffer.from([S + 1]) }
export const ALL_NAME_KEYS = { gte: Buffer.from([N]), lt: Buffer.from([N + 1]) }

export function u48(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(6)
  bytes.writeUIntBE(value, 0, 6)
  return bytes
}

export interface Mark {
  /** Position of the last event in the index, -1 when there is none. */
  readonly position: number
  readonly nextStreamNumber: number
}

/** Grows when keys or values change their meaning; an index of another version is built again. */
const INDEX_VERSION = 1

export function encodeMark(mark: Mark): Buffer {
  const bytes = Buffer.allocUnsafe(11)
  bytes[0] = INDEX_VERSION
  bytes.writeUIntBE(mark.position + 1, 1, 6)
  bytes.writeUInt32BE(mark.nextStreamNumber, 7)
  return bytes
}

/** Undefined for the mark of another version. */
export function decodeMark(bytes: Buffer): Mark | undefined {
  if (bytes.length !== 11 || bytes[0] !== INDEX_VERSION) return undefined
  return { position: bytes.readUIntBE(1, 6) - 1, nextStreamNumber: bytes.readUInt32BE(7) }
}

const TOMBSTONED = 1
const SOFT_DELETED = 2
/** Stands for "not set" where 0 is a value. */
const NOT_SET = 0xffff_ffff_ffff

export function encodeStream(streamNumber: number, state: StreamState): Buffer {
  const { maxCount, maxAgeSeconds, truncateBefore } = state.metadata
  const bytes = Buffer.allocUnsafe(29)
  bytes.writeInt32BE(streamNumber, 0)
  bytes.writeUIntBE(state.last + 1, 4, 6)
  bytes[10] = (state.tombstoned ? TOMBSTONED : 0) | (truncateBefore === 'all' ? SOFT_DELETED : 0)
  bytes.writeUIntBE(clamp(maxCount), 11, 6)
  bytes.writeUIntBE(clamp(maxAgeSeconds), 17, 6)
  bytes.writeUIntBE(clamp(truncateBefore === 'all' ? undefined : truncateBefore), 23, 6)
  return bytes
}

export function decodeStream(bytes: Buffer): { streamNumber: number; state: StreamState } {
  const flags = bytes[10] ?? 0
  const maxCount = optional(bytes, 11)
  const maxAgeSeconds = optional(bytes, 17)
  const truncateBefore = flags & SOFT_DELETED ? ('all' as const) : optional(bytes, 23)
  return {
    streamNumber: bytes.readInt32BE(0),
    state: {
      last: bytes.readUIntBE(4, 6) - 1,
      tombstoned: (flags & TOMBSTONED) !== 0,
      metadata: {
        ...(maxCount !== undefined && { maxCount }),
        ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
        ...(truncateBefore !== undefined && { truncateBefore }),
      },
    },
  }
}

function clamp(value: number | undefined): number {
  return value === undefined ? NOT_SET : Math.min(value, NOT_SET - 1)
}

function optional(bytes: Buffer, at: number): number | undefined {
  const value = bytes.readUIntBE(at, 6)
  return value === NOT_SET ? undefined : value
}
