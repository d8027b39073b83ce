const SAFE = /^[A-Za-z0-9_-]+$/

/**
 * Makes any id one token of a NATS subject: letters, digits, `_` and `-` stay, every other byte of its UTF-8
 * becomes `=XX`. The only place where ids are encoded for subjects.
 */
export function encodeToken(id: string): string {
  if (id === '') throw new Error('an empty id cannot be a subject token')
  if (SAFE.test(id)) return id
  let out = ''
  for (const char of id) out += SAFE.test(char) ? char : hex(char)
  return out
}

/** The inverse of {@link encodeToken}. */
export function decodeToken(token: string): string {
  if (SAFE.test(token)) return token
  return decodeURIComponent(token.replace(/%/g, '%25').replace(/=([0-9A-F]{2})/g, '%$1'))
}

const hex = (char: string) =>
  [...Buffer.from(char, 'utf8')].map((b) => `=${b.toString(16).toUpperCase().padStart(2, '0')}`).join('')

export interface SubjectParts {
  readonly prefix: string
  readonly plant: string
  readonly context: string
  /** kebab-case message name */
  readonly name: string
  readonly version: number
}

/** Takes `<prefix>.<plant>.<context>.<name>.v<n>` apart; undefined where it has another shape. */
export function parseSubject(subject: string): SubjectParts | undefined {
  const [prefix, plant, context, name, v, ...rest] = subject.split('.')
  if (!prefix || !plant || !context || !name || !v || rest.length > 0) return undefined
  const version = /^v([1-9]\d{0,3})$/.exec(v)?.[1]
  return version ? { prefix, plant: decodeToken(plant), context, name, version: Number(version) } : undefined
}

/** The plant token of a message that belongs to no single plant. */
export const ALL_PLANTS = 'all'

/** The stream of an aggregate, `<context>.<aggregate>-<plant>:<id>`. */
export const streamName = (context: string, aggregate: string, plant: string, id: string): string =>
  `${context}.${aggregate}-${encodeToken(plant)}:${id}`

export interface StoredTypeParts {
  readonly name: string
  readonly version: number
}

/** Takes `<context>.<PascalName>.v<n>` apart; undefined where it has another shape. */
export function parseStoredType(type: string): StoredTypeParts | undefined {
  const match = /^([a-z]+\.[A-Za-z0-9]+)\.v([1-9]\d{0,3})$/.exec(type)
  return match?.[1] ? { name: match[1], version: Number(match[2]) } : undefined
}
