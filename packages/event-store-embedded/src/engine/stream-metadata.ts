/** The entries of a stream's metadata that have an effect on reads. */
export interface StreamMetadata {
  readonly maxCount?: number
  readonly maxAgeSeconds?: number
  /** First revision that is read; 'all' when the stream is soft-deleted. */
  readonly truncateBefore?: number | 'all'
}

/** EventStoreDB marks a soft delete by the largest signed 64-bit integer. */
const DELETED = 2 ** 63
const DELETED_JSON = '{"$tb":9223372036854775807}'

/** Metadata out of the bytes of a `$metadata` event. Bytes that are no metadata mean none, as in EventStoreDB. */
export function parseStreamMetadata(json: Buffer): StreamMetadata {
  let raw: unknown
  try {
    raw = JSON.parse(json.toString('utf8'))
  } catch {
    return {}
  }
  if (raw === null || typeof raw !== 'object') return {}
  const { $maxCount, $maxAge, $tb } = raw as Record<string, unknown>
  const isSet = (value: unknown): value is number => typeof value === 'number' && value >= 0
  return {
    ...(isSet($maxCount) && $maxCount > 0 && { maxCount: Math.floor($maxCount) }),
    ...(isSet($maxAge) && $maxAge > 0 && { maxAgeSeconds: Math.floor($maxAge) }),
    ...(isSet($tb) && { truncateBefore: $tb >= DELETED ? ('all' as const) : Math.floor($tb) }),
  }
}

export function softDeleteMetadata(): Buffer {
  return Buffer.from(DELETED_JSON)
}

/** The metadata that brings a soft-deleted stream back from `revision` on; what else it held stays. */
export function undeleteMetadata(current: Buffer, revision: number): Buffer {
  let raw: Record<string, unknown> = {}
  try {
    raw = { ...(JSON.parse(current.toString('utf8')) as object) }
  } catch {
    // Bytes that were no metadata are replaced.
  }
  return Buffer.from(JSON.stringify({ ...raw, $tb: revision }))
}

export const METADATA_PREFIX = '$$'

export function isMetadataStream(name: string): boolean {
  return name.startsWith(METADATA_PREFIX)
}

export function originalStreamOf(metadataStream: string): string {
  return metadataStream.slice(METADATA_PREFIX.length)
}
