const TWO_POW_32 = 2 ** 32

/** Reads the protobuf wire format (https://protobuf.dev/programming-guides/encoding/) in place, without copies. */
export class WireReader {
  readonly bytes: Buffer
  #at: number
  #end: number
  field = 0
  #type = 0

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.#at = at
    this.#end = end
  }

  /** Moves to the next field; its value must be read or skipped before the next call. */
  next(): boolean {
    if (this.#at >= this.#end) return false
    const tag = this.number()
    this.field = tag >>> 3
    this.#type = tag & 7
    return true
  }

  /** A varint of at most 53 bits. */
  number(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.bytes[this.#at++] as number
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
  }

  /** A varint of up to 64 bits, as a decimal string. */
  decimal(): string {
    const start = this.#at
    const value = this.number()
    if (value <= Number.MAX_SAFE_INTEGER) return String(value)
    let exact = 0n
    for (let at = this.#at - 1; at >= start; at--)
      exact = (exact << 7n) | BigInt((this.bytes[at] as number) & 0x7f)
    return String(BigInt.asUintN(64, exact))
  }

  /** A message inside this one. */
  message(): WireReader {
    const end = this.#chunkEnd()
    const inner = new WireReader(this.bytes, this.#at, end)
    this.#at = end
    return inner
  }

  text(): string {
    const end = this.#chunkEnd()
    const text = this.bytes.toString('utf8', this.#at, end)
    this.#at = end
    return text
  }

  skip(): void {
    if (this.#type === 0) this.number()
    else if (this.#type === 1) this.#at += 8
    else if (this.#type === 2) this.#at = this.#chunkEnd()
    else this.#at += 4
  }

  #chunkEnd(): number {
    const length = this.number()
    const end = this.#at + length
    if (end > this.#end || length >= TWO_POW_32) throw new Error('the store sent a message cut short')
    return end
  }
}
