export type JsonObject = { readonly [key: string]: unknown }

/** The deepest nesting of objects and lists that a document may have. */
export const MAX_DEPTH = 64

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON-LD: a single value stands for a list of one, and null for nothing. */
export const asList = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

/** True where the value nests deeper than {@link MAX_DEPTH}: what follows may then recurse without care. */
export function tooDeep(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true
    const next: unknown[] = []
    for (const node of level)
      if (typeof node === 'object' && node !== null)
        for (const child of Object.values(node)) if (typeof child === 'object') next.push(child)
    level = next
  }
  return false
}

/** A value as a sentence may quote it. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object' ? 'an object' : String(value)
}

const ALIASES: Readonly<Record<string, string>> = { '@type': 'type', '@id': 'id' }

/**
 * The value with JSON-LD's own keywords under the names the EPCIS context gives them (`@type` is `type`, `@id` is
 * `id`), and members that are null left out, which in JSON-LD say nothing.
 */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!isObject(value)) return value
  const entries: [string, unknown][] = []
  for (const [key, member] of Object.entries(value)) {
    const name = ALIASES[key] ?? key
    if (member === null || member === undefined || (name !== key && Object.hasOwn(value, name))) continue
    entries.push([name, plain(member)])
  }
  return Object.fromEntries(entries)
}

/** Early drafts of EPCIS 2.0 called the type `isA`. */
export function withType(content: JsonObject): JsonObject {
  const { isA, ...rest } = content
  return isA === undefined || rest['type'] !== undefined ? content : { ...rest, type: isA }
}
