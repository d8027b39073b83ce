import type { Message } from '@takt/decider'
import type { z } from 'zod'
import { kebab } from './names.ts'
import { encodeToken } from './subjects.ts'

export type Context = 'inventory' | 'production' | 'quality' | 'masterdata' | 'orchestration'
/** event: what Takt recorded. command: a request, may be rejected. fact: an observation, never refused. query: a question, changes nothing. signal: what a partner may see. */
export type Kind = 'event' | 'command' | 'fact' | 'query' | 'signal'
export type Lifecycle =
  | { readonly state: 'draft' }
  | { readonly state: 'active' }
  | { readonly state: 'deprecated'; readonly until: string }
  | { readonly state: 'retired' }

export type Audience = 'public' | 'internal'

type NameOf = `${Context}.${string}`

interface FirstVersion<S extends z.ZodType> {
  /** One sentence: what it means to the business. */
  readonly summary: string
  readonly data: S
  readonly example: z.output<S>
  readonly lifecycle?: Lifecycle
  /** `internal`: sent only between Takt's own services, so the API offers no mutation for it. Default `public`. */
  readonly audience?: Audience
}

interface NextVersion<Previous, S extends z.ZodType> {
  readonly data: S
  readonly example: z.output<S>
  /** Reads the version before as this one. */
  readonly from: (previous: Previous) => z.output<S>
}

interface Version {
  readonly number: number
  readonly schema: z.ZodType
  readonly example: unknown
  readonly from: ((previous: never) => unknown) | undefined
}

/** One fault in a message's data: a dotted path such as `lines[0].quantity.amount` and what is wrong there. */
export interface Problem {
  readonly path: string
  readonly message: string
}

export type Parsed<Data> =
  | { readonly ok: true; readonly data: Data }
  | {
      readonly ok: false
      readonly code: 'unknown-version' | 'invalid'
      readonly problems: readonly Problem[]
    }

/** A message written to wire or disk: every version it ever had, the latest one's type, and its example. */
export interface Contract<Name extends string = string, Data = unknown, K extends Kind = Kind> {
  readonly kind: K
  /** `<context>.<PascalName>` */
  readonly name: Name
  readonly context: Context
  /** The name on subjects, kebab-case. */
  readonly subjectName: string
  readonly owner: string
  readonly summary: string
  readonly lifecycle: Lifecycle
  readonly audience: Audience
  readonly versions: readonly Version[]
  /** The latest version's number. */
  readonly version: number
  /** The stored type, `<context>.<PascalName>.v<n>`. */
  readonly storedType: string
  readonly example: Message<Name, Data>
  create(data: Data): Message<Name, Data>
  is(message: Message): message is Message<Name, Data>
  /** Validates foreign data of the given version and reads it as the latest one. Never throws. */
  parse(version: number, data: unknown): Parsed<Data>
  /** Reads data that was validated when it was written (an event from the log) as the latest version. */
  read(version: number, data: unknown): Data
  /** The subject under a prefix, `<prefix>.<plant>.<context>.<name>.v<n>`. */
  subject(prefix: 'in' | 'evt' | 'cmd' | 'api', plant: string): string
  /** Appends a version; the ones before are never changed. */
  v<S extends z.ZodType>(next: NextVersion<Data, S>): Contract<Name, z.output<S>, K>
}

export type MessageOf<C> = C extends Contract<infer Name, infer Data, Kind> ? Message<Name, Data> : never
export type DataOf<C> = C extends Contract<string, infer Data, Kind> ? Data : never
// biome-ignore lint/suspicious/noExplicitAny: a list of contracts holds data of any shape
export type AnyContract = Contract<any, any, Kind>

export const event = <const N extends NameOf, S extends z.ZodType>(name: N, first: FirstVersion<S>) =>
  define<N, S, 'event'>('event', name, first)
export const command = <const N extends NameOf, S extends z.ZodType>(name: N, first: FirstVersion<S>) =>
  define<N, S, 'command'>('command', name, first)
export const fact = <const N extends NameOf, S extends z.ZodType>(name: N, first: FirstVersion<S>) =>
  define<N, S, 'fact'>('fact', name, first)
export const query = <const N extends NameOf, S extends z.ZodType>(name: N, first: FirstVersion<S>) =>
  define<N, S, 'query'>('query', name, first)
export const signal = <const N extends NameOf, S extends z.ZodType>(name: N, first: FirstVersion<S>) =>
  define<N, S, 'signal'>('signal', name, first)

function define<N extends string, S extends z.ZodType, K extends Kind>(
  kind: K,
  name: N,
  first: FirstVersion<S>,
) {
  const { summary, lifecycle = { state: 'active' }, audience = 'public', data, example } = first
  const versions = [{ number: 1, schema: data, example, from: undefined }]
  return contract<N, z.output<S>, K>({ kind, name, summary, lifecycle, audience, versions })
}

function contract<N extends string, D, K extends Kind>(about: {
  kind: K
  name: N
  summary: string
  lifecycle: Lifecycle
  audience: Audience
  versions: readonly Version[]
}): Contract<N, D, K> {
  const { name, versions } = about
  const [context, pascal] = name.split('.') as [Context, string]
  const latest = versions.at(-1) as Version
  const subjectName = kebab(pascal)
  const upcast = (version: number, data: unknown): D =>
    versions.slice(version).reduce((d, v) => (v.from as (p: unknown) => unknown)(d), data) as D
  return {
    ...about,
    context,
    subjectName,
    owner: `${context} team`,
    version: latest.number,
    storedType: `${name}.v${latest.number}`,
    example: { type: name, data: latest.example as D },
    create: (data) => ({ type: name, data }),
    is: (message): message is Message<N, D> => message.type === name,
    parse(version, data) {
      const known = versions[version - 1]
      if (!known) return unknownVersion(name, version, latest.number)
      const result = known.schema.safeParse(data)
      if (!result.success) return { ok: false, code: 'invalid', problems: result.error.issues.map(problem) }
      return { ok: true, data: upcast(version, result.data) }
    },
    read: (version, data) => upcast(version, data),
    subject: (prefix, plant) => `${prefix}.${encodeToken(plant)}.${context}.${subjectName}.v${latest.number}`,
    v: (next) =>
      contract({
        ...about,
        versions: [
          ...versions,
          {
            number: latest.number + 1,
            schema: next.data,
            example: next.example,
            from: next.from as Version['from'],
          },
        ],
      }),
  }
}

function unknownVersion(name: string, version: number, latest: number) {
  const message = `${name} has no version ${version}; the versions known here are 1 to ${latest}`
  return { ok: false as const, code: 'unknown-version' as const, problems: [{ path: '', message }] }
}

function problem(issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map((p) => (typeof p === 'number' ? `[${p}]` : `.${String(p)}`)).join('')
  return { path: path.replace(/^\./, ''), message: issue.message }
}
