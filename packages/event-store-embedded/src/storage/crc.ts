import * as zlib from 'node:zlib'

type Crc = (bytes: Buffer) => number

/**
 * CRC of bytes by eight tables, eight bytes a step ("slicing by 8", Kounavis and Berry 2005).
 * `polynomial` in its reversed form.
 */
function tableCrc(polynomial: number): Crc {
  const tables = new Int32Array(8 * 256)
  for (let i = 0; i < 256; i++) {
    let value = i
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
    tables[i] = value
  }
  const entry = (table: number, byte: number) => tables[table * 256 + byte] as number
  for (let i = 256; i < tables.length; i++) {
    const before = tables[i - 256] as number
    tables[i] = (before >>> 8) ^ entry(0, before & 0xff)
  }
  return (bytes) => {
    let crc = -1
    let at = 0
    for (; at + 8 <= bytes.length; at += 8) {
      const low = crc ^ bytes.readInt32LE(at)
      const high = bytes.readInt32LE(at + 4)
      crc =
        entry(7, low & 0xff) ^
        entry(6, (low >>> 8) & 0xff) ^
        entry(5, (low >>> 16) & 0xff) ^
        entry(4, low >>> 24) ^
        entry(3, high & 0xff) ^
        entry(2, (high >>> 8) & 0xff) ^
        entry(1, (high >>> 16) & 0xff) ^
        entry(0, high >>> 24)
    }
    for (; at < bytes.length; at++) crc = entry(0, (crc ^ (bytes[at] as number)) & 0xff) ^ (crc >>> 8)
    return ~crc >>> 0
  }
}

/** CRC-32 (ISO-HDLC) of our own records; native from Node 20.15 on. */
export const crc32: Crc = (zlib as { crc32?: Crc }).crc32 ?? tableCrc(0xedb88320)

/** CRC-32C, which LevelDB's files carry. */
export const crc32c: Crc = tableCrc(0x82f63b78)
