/**
 * The part of the protobuf wire format that the hot paths need
 * (https://protobuf.dev/programming-guides/encoding/). Everything else goes through the generated classes.
 */

const TWO_POW_32 = 0x1_0000_0000

export class WireReader {
  readonly bytes: Buffer
  field = 0
  wireType = 0
  #at = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** Moves to the next field; false at the end. Read or skip the value before calling it again. */
  next(): boolean {
    if (this.#at >= this.bytes.length) return false
    const tag = this.varint()
    this.field = Math.floor(tag / 8)
    this.wireType = tag % 8
    return true
  }

  /** An unsigned varint as a number; throws above 2^53, use {@link bigVarint} where that can be. */
  varint(): number {
    let value = 0
    let scale = 1
    for (let i = 0; i < 10; i++) {
      const byte = this.#byte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) throw new Error('malformed message: integer out of range')
        return value
      }
      scale *= 128
    }
    throw new Error('malformed message: varint longer than 10 bytes')
  }

  bigVarint(): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
    throw new Error('malformed message: varint longer than 10 bytes')
  }

  /** A length-delimited value; a view, not a copy. */
  chunk(): Buffer {
    const length = this.varint()
    const end = this.#at + length
    if (end > this.bytes.length) throw new Error('malformed message: field longer than the message')
    const view = this.bytes.subarray(this.#at, end)
    this.#at = end
    return view
  }

  skip(): void {
    if (this.wireType === 0) this.bigVarint()
    else if (this.wireType === 2) this.chunk()
    else if (this.wireType === 1) this.#at += 8
    else if (this.wireType === 5) this.#at += 4
    else throw new Error(`malformed message: wire type ${this.wireType}`)
  }

  #byte(): number {
    const byte = this.bytes[this.#at++]
    if (byte === undefined) throw new Error('malformed message: it ends inside a field')
    return byte
  }
}

export function varintSize(value: number): number {
  let size = 1
  while (value >= 128) {
    value = Math.floor(value / 128)
    size++
  }
  return size
}

/** Writes an unsigned varint and answers the offset behind it. */
export function writeVarint(target: Uint8Array, at: number, value: number): number {
  while (value >= TWO_POW_32) {
    target[at++] = (value % 128) + 128
    value = Math.floor(value / 128)
  }
  while (value >= 128) {
    target[at++] = (value & 0x7f) | 0x80
    value >>>= 7
  }
  target[at++] = value
  return at
}

/** Size of a length-delimited field with a one-byte tag. */
export function chunkSize(length: number): number {
  return 1 + varintSize(length) + length
}

/** Writes a length-delimited field with a one-byte tag and answers the offset behind it. */
export function writeChunk(target: Buffer, at: number, field: number, bytes: Buffer): number {
  const start = writeChunkHeader(target, at, field, bytes.length)
  return start + bytes.copy(target, start)
}

export function writeChunkHeader(target: Uint8Array, at: number, field: number, length: number): number {
  target[at] = field * 8 + 2
  return writeVarint(target, at + 1, length)
}

export function writeNumber(target: Uint8Array, at: number, field: number, value: number): number {
  target[at] = field * 8
  return writeVarint(target, at + 1, value)
}

/** A length-delimited field as bytes of its own. */
export function chunkField(field: number, bytes: Buffer): Buffer {
  const target = Buffer.allocUnsafe(chunkSize(bytes.length))
  writeChunk(target, 0, field, bytes)
  return target
}

/** A varint field as bytes of its own; takes bigint for the full range of uint64. */
export function numberField(field: number, value: number | bigint): Buffer {
  if (typeof value === 'bigint' && value > Number.MAX_SAFE_INTEGER) return bigNumberField(field, value)
  const number = Number(value)
  const target = Buffer.allocUnsafe(1 + varintSize(number))
  writeNumber(target, 0, field, number)
  return target
}

function bigNumberField(field: number, value: bigint): Buffer {
  const bytes: number[] = [field * 8]
  let rest = value
  while (rest >= 128n) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Buffer.from(bytes)
}
