import { randomBytes } from 'node:crypto'

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** A W3C `traceparent` as it is, or undefined where it is malformed: a broken one starts no chain. */
export const readTraceparent = (value: string | undefined): string | undefined =>
  value !== undefined && TRACEPARENT.test(value) ? value : undefined

/** The same trace, with a parent of its own for the next hop. `span`: 16 hex digits, random when left out. */
export function nextHop(traceparent: string, span: string = randomBytes(8).toString('hex')): string {
  const [version, trace, , flags] = traceparent.split('-')
  return `${version}-${trace}-${span}-${flags}`
}
