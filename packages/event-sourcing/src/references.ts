/** A context's own copy of one kind of master data, in memory. */
export interface ReferenceCopy<Data> {
  get(key: string): Data | undefined
  /** By key or by an alias (a GTIN, say). */
  find(alias: string): Data | undefined
  all(): Iterable<Data>
}

/** The copies a context keeps, by name: `{ items: ReferenceCopy<Item>, plants: … }`. Looked at anew at every try. */
// biome-ignore lint/suspicious/noExplicitAny: copies of any shape side by side
export type References = { readonly [kind: string]: ReferenceCopy<any> }

const MISSING = Symbol('missing')

/** Master data that a message needs and that is not here (yet). */
export interface Missing {
  readonly [MISSING]: true
  readonly code: string
  readonly message: string
}

/**
 * Says that master data is not here (yet): the message is tried again for about two seconds while its own stream
 * waits behind it, then its outcome is `missing` with this code and sentence.
 */
export function missing(code: string, message: string): Missing {
  return { [MISSING]: true, code, message }
}

export function isMissing(value: unknown): value is Missing {
  return typeof value === 'object' && value !== null && MISSING in value
}
