import { headers as emptyHeaders, type MsgHdrs } from 'nats'

export type Headers = Readonly<Record<string, string>>

/** A header with several values becomes one, joined by `, `. */
export function readHeaders(headers: MsgHdrs | undefined): Headers {
  const record: Record<string, string> = {}
  for (const [name, values] of headers ?? [])
    record[name] = values.length === 1 ? (values[0] as string) : values.join(', ')
  return record
}

export function writeHeaders(record: Headers): MsgHdrs {
  const headers = emptyHeaders()
  for (const [name, value] of Object.entries(record)) headers.set(name, oneLine(value))
  return headers
}

const oneLine = (value: string) => (/[\r\n]/.test(value) ? value.replace(/[\r\n]+/g, ' ') : value)

/** The value of a header whatever its case; undefined where it is missing or empty. */
export function header(headers: Headers, name: string): string | undefined {
  const exact = headers[name]
  if (exact !== undefined) return exact === '' ? undefined : exact
  return lowerCased(headers).get(name.toLowerCase())
}

const lowerCasedOf = new WeakMap<Headers, ReadonlyMap<string, string>>()

/** Made once a message, which is asked for a dozen headers that it may not have. */
function lowerCased(headers: Headers): ReadonlyMap<string, string> {
  const known = lowerCasedOf.get(headers)
  if (known) return known
  const byName = new Map<string, string>()
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    if (value !== '' && !byName.has(lower)) byName.set(lower, value)
  }
  lowerCasedOf.set(headers, byName)
  return byName
}

const UNSAFE = /[^\x21\x23\x24\x26-\x7e]/u

/** Percent-encodes what a CloudEvents header may not hold: blanks, `"`, `%` and all beyond printable ASCII. */
export const encodeHeader = (value: string): string =>
  UNSAFE.test(value) ? [...value].map((char) => (UNSAFE.test(char) ? percent(char) : char)).join('') : value

const percent = (char: string) =>
  [...Buffer.from(char, 'utf8')]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')

/** The inverse of {@link encodeHeader}; a value that is not encoded rightly is taken as it is. */
export function decodeHeader(value: string): string {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
