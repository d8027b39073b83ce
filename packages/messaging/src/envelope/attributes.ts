import { decodeHeader, type Headers, header } from '../nats/headers.ts'

/** The CloudEvents attributes of a message and its payload, whatever mode it came in. */
export interface Attributes {
  /** An attribute or extension by its lower-case name; undefined where missing or empty. */
  get(name: string): string | undefined
  readonly data: unknown
}

type Fields = Readonly<Record<string, unknown>>

/** A CloudEvents 1.0 event as one JSON object (structured mode). */
export function structured(event: Fields): Attributes {
  return {
    get: (name) => {
      const value = event[name]
      return typeof value === 'string' && value !== ''
        ? value
        : typeof value === 'number'
          ? String(value)
          : undefined
    },
    data: event['data'],
  }
}

/** Attributes in `ce-*` headers beside a JSON payload (binary mode), or none at all (plain JSON). */
export function binary(headers: Headers, data: unknown): Attributes {
  return {
    get: (name) => {
      const value = header(headers, `ce-${name}`)
      return value === undefined ? undefined : decodeHeader(value)
    },
    data,
  }
}

/** By its content type, else by its looks: an object with `specversion` and `type` or `source`. */
export function isStructured(headers: Headers, value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (header(headers, 'content-type')?.toLowerCase().startsWith('application/cloudevents+json')) return true
  const { specversion, type, source } = value as Fields
  return typeof specversion === 'string' && (typeof type === 'string' || typeof source === 'string')
}
