import { createHash } from 'node:crypto'
import { v5 } from 'uuid'

/** Takt's own namespace for ids derived from others (a random UUID, fixed for ever). */
const NAMESPACE = '6d0b1c5e-3f0a-4c58-9b1d-8a4f5e7c2d90'

/** A UUID v5 of the parts: the same parts give the same id, at any time, in any process. */
export const derivedId = (...parts: readonly (string | number)[]): string => v5(parts.join('|'), NAMESPACE)

/**
 * What a message says, in 32 hex digits: SHA-256 (its first half) of the canonical JSON of its contract's name and its
 * data as parsed in the latest version. Two arrivals of an id with one hash are one message.
 */
export function contentHash(message: { readonly type: string; readonly data: unknown }): string {
  const text = canonicalJson({ name: message.type, data: message.data })
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** JSON with the keys of every object in code-unit order; `undefined` members are left out, as JSON does. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const object = value as Readonly<Record<string, unknown>>
  const members = Object.keys(object)
    .sort()
    .filter((key) => object[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`)
  return `{${members.join(',')}}`
}
