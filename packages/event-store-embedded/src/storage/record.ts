import type { ProposedEvent } from '../protocol/proposed-event.ts'
import { uuidText } from '../protocol/uuid.ts'
import {
  chunkSize,
  numberField,
  varintSize,
  writeChunk,
  writeChunkHeader,
  writeNumber,
} from '../protocol/wire.ts'
import { crc32 } from './crc.ts'

/*
 * A record is a fixed header and behind it a finished ReadResp message, so that reading sends stored bytes.
 *
 *  0 u32 CRC-32 of everything behind it      14 u48 stream revision
 *  4 u48 position                            20 u48 created, ms since the epoch
 * 10 u32 stream number                       26 u8  flags
 * 27 u8  length of what stands before the RecordedEvent message in the payload
 * 28 u16 offset of the stream name in the payload, 30 u16 its length
 * 32 u16 offset of the event type,                 34 u16 its length
 * 36 u32 offset of the data
 */
const HEADER = 40
const FLAG_LINK = 1
const FLAG_JSON = 2
const ID_FIELD_LENGTH = 40

/** The revision that a tombstone has in EventStoreDB: the largest signed 64-bit integer. */
const WIRE_TOMBSTONE_REVISION = 0x7fff_ffff_ffff_ffffn
/** How it is stored: the largest 48-bit integer. */
export const TOMBSTONE_REVISION = 0xffff_ffff_ffff

const TYPE_KEY = Buffer.from('type')
const CREATED_KEY = Buffer.from('created')
const CONTENT_TYPE_KEY = Buffer.from('content-type')
const LINK_TYPE = Buffer.from('$>')
const JSON_TYPE = Buffer.from('application/json')

export interface Placement {
  readonly stream: Buffer
  readonly streamNumber: number
  readonly revision: number
  readonly position: number
  readonly createdMs: number
}

export function encodeRecord(event: ProposedEvent, place: Placement): Buffer {
  const { stream, position, revision, createdMs } = place
  const created = Buffer.from(String(createdMs * 10_000), 'latin1')
  const revisionField = numberField(3, revision === TOMBSTONE_REVISION ? WIRE_TOMBSTONE_REVISION : revision)
  const typeEntry = entrySize(TYPE_KEY, event.type)
  const createdEntry = entrySize(CREATED_KEY, created)
  const contentTypeEntry = entrySize(CONTENT_TYPE_KEY, event.contentType)
  const positionSize = 1 + varintSize(position)
  const recordedLength =
    ID_FIELD_LENGTH +
    chunkSize(chunkSize(stream.length)) +
    revisionField.length +
    2 * positionSize +
    chunkSize(typeEntry) +
    chunkSize(createdEntry) +
    chunkSize(contentTypeEntry) +
    chunkSize(event.metadata.length) +
    chunkSize(event.data.length)
  const readEventLength = chunkSize(recordedLength) + positionSize
  const record = Buffer.allocUnsafe(HEADER + chunkSize(readEventLength))

  let at = writeChunkHeader(record, HEADER, 1, readEventLength)
  at = writeChunkHeader(record, at, 1, recordedLength)
  const recordedAt = at - HEADER
  at = writeChunkHeader(record, at, 1, ID_FIELD_LENGTH - 2)
  at = writeChunkHeader(record, at, 2, 36)
  at += record.write(uuidText(event.id), at, 'latin1')
  at = writeChunkHeader(record, at, 2, chunkSize(stream.length))
  at = writeChunk(record, at, 3, stream)
  const streamAt = at - stream.length - HEADER
  at += revisionField.copy(record, at)
  at = writeNumber(record, at, 4, position)
  at = writeNumber(record, at, 5, position)
  at = writeEntry(record, at, typeEntry, TYPE_KEY, event.type)
  const typeAt = at - event.type.length - HEADER
  at = writeEntry(record, at, createdEntry, CREATED_KEY, created)
  at = writeEntry(record, at, contentTypeEntry, CONTENT_TYPE_KEY, event.contentType)
  at = writeChunk(record, at, 7, event.metadata)
  at = writeChunk(record, at, 8, event.data)
  const dataAt = at - event.data.length - HEADER
  writeNumber(record, at, 3, position)

  record.writeUIntBE(position, 4, 6)
  record.writeUInt32BE(place.streamNumber, 10)
  record.writeUIntBE(revision, 14, 6)
  record.writeUIntBE(createdMs, 20, 6)
  record[26] =
    (event.type.equals(LINK_TYPE) ? FLAG_LINK : 0) | (event.contentType.equals(JSON_TYPE) ? FLAG_JSON : 0)
  record[27] = recordedAt
  record.writeUInt16BE(streamAt, 28)
  record.writeUInt16BE(stream.length, 30)
  record.writeUInt16BE(typeAt, 32)
  record.writeUInt16BE(event.type.length, 34)
  record.writeUInt32BE(dataAt, 36)
  record.writeUInt32BE(crc32(record.subarray(4)), 0)
  return record
}

/** A stored event, read lazily from its record. Build it with {@link readRecord} for anything off the disk. */
export class StoredEvent {
  readonly record: Buffer
  #streamName: string | undefined
  #type: string | undefined

  constructor(record: Buffer) {
    this.record = record
  }

  get position(): number {
    return this.record.readUIntBE(4, 6)
  }
  get streamNumber(): number {
    return this.record.readUInt32BE(10)
  }
  get revision(): number {
    return this.record.readUIntBE(14, 6)
  }
  get createdMs(): number {
    return this.record.readUIntBE(20, 6)
  }
  get isLink(): boolean {
    return ((this.record[26] ?? 0) & FLAG_LINK) !== 0
  }
  get isJson(): boolean {
    return ((this.record[26] ?? 0) & FLAG_JSON) !== 0
  }
  get streamName(): string {
    this.#streamName ??= this.#text(28)
    return this.#streamName
  }
  get type(): string {
    this.#type ??= this.#text(32)
    return this.#type
  }
  /** 36 ASCII characters */
  get idText(): Buffer {
    const at = HEADER + (this.record[27] ?? 0) + 4
    return this.record.subarray(at, at + 36)
  }
  get data(): Buffer {
    const at = HEADER + this.record.readUInt32BE(36)
    const length = this.record.length - at - 1 - varintSize(this.position)
    return this.record.subarray(at, at + length)
  }
  /** The finished ReadResp message. */
  get response(): Buffer {
    return this.record.subarray(HEADER)
  }
  /** The RecordedEvent message inside the response. */
  get recorded(): Buffer {
    const at = HEADER + (this.record[27] ?? 0)
    return this.record.subarray(at, this.record.length - 1 - varintSize(this.position))
  }
  /** {@link recorded} without its id, which is its first field. */
  get recordedBehindId(): Buffer {
    return this.recorded.subarray(ID_FIELD_LENGTH)
  }

  #text(offset: number): string {
    const at = HEADER + this.record.readUInt16BE(offset)
    return this.record.toString('utf8', at, at + this.record.readUInt16BE(offset + 2))
  }
}

/** The event in a record, or undefined when its bytes are not those that were written at this position. */
export function readRecord(record: Buffer, position: number): StoredEvent | undefined {
  if (record.length <= HEADER) return undefined
  if (record.readUInt32BE(0) !== crc32(record.subarray(4))) return undefined
  const event = new StoredEvent(record)
  return event.position === position ? event : undefined
}

function entrySize(key: Buffer, value: Buffer): number {
  return chunkSize(key.length) + chunkSize(value.length)
}

function writeEntry(target: Buffer, at: number, size: number, key: Buffer, value: Buffer): number {
  at = writeChunkHeader(target, at, 6, size)
  at = writeChunk(target, at, 1, key)
  return writeChunk(target, at, 2, value)
}
