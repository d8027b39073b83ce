/** How much longer than its bytes a text may be in JSON, with its escapes; base64 takes a third more. */
const MAX_GROWTH = 1.35

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes as JSON can hold them, so that they come back exactly. */
export function fromBytes(bytes: Uint8Array): { body: string } | { bodyBase64: string } {
  try {
    const body = utf8.decode(bytes)
    // Postgres' text cannot hold a NUL.
    if (!body.includes('\0') && JSON.stringify(body).length <= 2 + MAX_GROWTH * bytes.length) return { body }
  } catch {
    // not text
  }
  return { bodyBase64: Buffer.from(bytes).toString('base64') }
}

export const toBytes = ({
  body,
  bodyBase64,
}: {
  body?: string | undefined
  bodyBase64?: string | undefined
}): Uint8Array => (bodyBase64 === undefined ? Buffer.from(body ?? '') : Buffer.from(bodyBase64, 'base64'))
