import { WireReader } from './wire-reader.ts'

/** An event as the store sends it. */
export interface StoredEvent {
  readonly id: string
  readonly stream: string
  readonly revision: number
  /** Commit position, decimal. */
  readonly position: string
  readonly type: string
  readonly json: boolean
  /** 100 ns since the Unix epoch, decimal. */
  readonly created: string
  /** Empty where there is none. */
  readonly metadata: string
  readonly data: string
}

/** What a read or subscription is told, one by one. */
export type ReadAnswer =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  | { readonly kind: 'checkpoint'; readonly position: string }
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'no-stream' }
  /** Confirmation, edges of the log, fell behind. */
  | { readonly kind: 'other' }

const OTHER = { kind: 'other' } as const

/**
 * `event_store.client.streams.ReadResp`. Each event of the log is read by every projection and relay there is: the
 * generated classes and the client's conversion of them cost several times as much.
 */
export function decodeRead(bytes: Buffer): ReadAnswer {
  const reader = new WireReader(bytes)
  while (reader.next()) {
    if (reader.field === 1) return readEvent(reader.message())
    if (reader.field === 3) return { kind: 'checkpoint', position: firstDecimal(reader.message()) }
    if (reader.field === 4) return { kind: 'no-stream' }
    if (reader.field === 8) return { kind: 'caught-up' }
    reader.skip()
  }
  return OTHER
}

/** Links are not asked to be resolved, so that an event stands in the first field or not at all. */
function readEvent(reader: WireReader): ReadAnswer {
  while (reader.next()) {
    if (reader.field === 1) return { kind: 'event', event: readRecorded(reader.message()) }
    reader.skip()
  }
  return OTHER
}

function readRecorded(reader: WireReader): StoredEvent {
  let [id, stream, type, contentType, created, metadata, data] = ['', '', '', '', '', '', '']
  // Zero is not written.
  let [revision, position] = [0, '0']
  while (reader.next()) {
    if (reader.field === 1) id = readUuid(reader.message())
    else if (reader.field === 2) stream = readStreamName(reader.message())
    else if (reader.field === 3) revision = reader.number()
    else if (reader.field === 5) position = reader.decimal()
    else if (reader.field === 6) {
      const [key, value] = readEntry(reader.message())
      if (key === 'type') type = value
      else if (key === 'content-type') contentType = value
      else if (key === 'created') created = value
    } else if (reader.field === 7) metadata = reader.text()
    else if (reader.field === 8) data = reader.text()
    else reader.skip()
  }
  const json = contentType === 'application/json'
  return { id, stream, revision, position, type, json, created, metadata, data }
}

function readUuid(reader: WireReader): string {
  let id = ''
  while (reader.next()) {
    if (reader.field === 2) id = reader.text()
    else if (reader.field === 1) id = readStructured(reader.message())
    else reader.skip()
  }
  return id
}

/** Two signed halves of the bits, most significant first. */
function readStructured(reader: WireReader): string {
  const halves = ['0', '0']
  while (reader.next()) {
    if (reader.field === 1 || reader.field === 2) halves[reader.field - 1] = reader.decimal()
    else reader.skip()
  }
  return uuidOf(halves[0] as string, halves[1] as string)
}

/** The text of a UUID from the two halves of its bits, each a decimal of 64 bits. */
export function uuidOf(most: string, least: string): string {
  const hex = (half: string) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0')
  return (hex(most) + hex(least)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function readStreamName(reader: WireReader): string {
  let name = ''
  while (reader.next()) {
    if (reader.field === 3) name = reader.text()
    else reader.skip()
  }
  return name
}

function readEntry(reader: WireReader): readonly [key: string, value: string] {
  let key = ''
  let value = ''
  while (reader.next()) {
    if (reader.field === 1) key = reader.text()
    else if (reader.field === 2) value = reader.text()
    else reader.skip()
  }
  return [key, value]
}

function firstDecimal(reader: WireReader): string {
  while (reader.next()) {
    if (reader.field === 1) return reader.decimal()
    reader.skip()
  }
  return '0'
}
