import { chunkField, numberField, WireReader } from './wire.ts'

const HEX = new Int8Array(128).fill(-1)
for (let i = 0; i < 16; i++) {
  HEX[i.toString(16).charCodeAt(0)] = i
  HEX[i.toString(16).toUpperCase().charCodeAt(0)] = i
}
const DASHES_BEFORE_BYTE = new Set([4, 6, 8, 10])

/** The 16 bytes of an `event_store.client.UUID` message, string or structured; undefined if it is neither. */
export function readUuid(message: Buffer): Buffer | undefined {
  const reader = new WireReader(message)
  let id: Buffer | undefined
  while (reader.next()) {
    if (reader.field === 2 && reader.wireType === 2) id = parseUuid(reader.chunk())
    else if (reader.field === 1 && reader.wireType === 2) id = readStructured(reader.chunk())
    else reader.skip()
  }
  return id
}

function readStructured(message: Buffer): Buffer {
  const reader = new WireReader(message)
  const id = Buffer.alloc(16)
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === 0) id.writeBigUInt64BE(reader.bigVarint(), 0)
    else if (reader.field === 2 && reader.wireType === 0) id.writeBigUInt64BE(reader.bigVarint(), 8)
    else reader.skip()
  }
  return id
}

/** 36 ASCII characters to 16 bytes; undefined when they are no UUID. */
export function parseUuid(text: Buffer): Buffer | undefined {
  if (text.length !== 36) return undefined
  const id = Buffer.allocUnsafe(16)
  let at = 0
  for (let i = 0; i < 16; i++) {
    if (DASHES_BEFORE_BYTE.has(i) && text[at++] !== 0x2d) return undefined
    const high = HEX[text[at++] ?? 0] ?? -1
    const low = HEX[text[at++] ?? 0] ?? -1
    if (high < 0 || low < 0) return undefined
    id[i] = high * 16 + low
  }
  return id
}

/** 16 bytes to the canonical lower-case text. */
export function uuidText(id: Buffer): string {
  const hex = id.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A `UUID` message in the structured form that the .NET and Java clients ask for. */
export function structuredUuid(id: Buffer): Buffer {
  const halves = [numberField(1, id.readBigUInt64BE(0)), numberField(2, id.readBigUInt64BE(8))]
  return chunkField(1, Buffer.concat(halves))
}
