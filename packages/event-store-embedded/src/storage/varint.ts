/** An unsigned varint as LevelDB's files hold it, and where it ends; throws when the bytes end before it does. */
export function readVarint(bytes: Buffer, at: number): [number, number] {
  let value = 0
  let scale = 1
  for (;;) {
    const byte = bytes[at++]
    if (byte === undefined) throw new Error('no varint')
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return [value, at]
    scale *= 128
  }
}
