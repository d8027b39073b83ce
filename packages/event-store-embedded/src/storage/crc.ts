import * as zlib from 'node:zlib'

/** Reflected table CRC over bytes; `polynomial` in its reversed form. */
function tableCrc(polynomial: number): (bytes: Uint8Array, seed?: number) => number {
  const table = new Int32Array(256)
  for (let i = 0; i < 256; i++) {
    let value = i
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
    table[i] = value
  }
  return (bytes, seed = 0) => {
    let crc = ~seed
    for (let i = 0; i < bytes.length; i++)
      crc = (table[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8)
    return ~crc >>> 0
  }
}

/** CRC-32 (ISO-HDLC) of our own records; native from Node 20.15 on. */
export const crc32: (bytes: Uint8Array) => number =
  (zlib as { crc32?: (bytes: Uint8Array) => number }).crc32 ?? tableCrc(0xedb88320)

/** CRC-32C, which LevelDB's files carry. */
export const crc32c = tableCrc(0x82f63b78)
