import { readFileSync } from 'node:fs'
import { complexityFromQuery } from '@pothos/plugin-complexity'
import {
  buildSchema,
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import { LIMITS } from '../src/limits.ts'
import { schema } from '../src/schema/index.ts'

const published = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'))

/** What a field that cannot be asked without is asked with. */
const ARGUMENTS: Readonly<Record<string, string>> = { amount: '"1"' }

type Path = readonly string[]

/** The paths to every value below a type, through every object on the way. */
function paths(type: GraphQLOutputType, above: readonly string[] = []): Path[] {
  const named = getNamedType(type)
  if (isLeafType(named)) return [[]]
  if (!isObjectType(named)) throw new Error(`say in whole-queries.ts what to select of ${named.name}`)
  if (above.includes(named.name)) return []
  return Object.values(named.getFields()).flatMap((field) =>
    paths(field.type, [...above, named.name]).map((path) => [asked(field), ...path]),
  )
}

function asked({ name, args }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(isRequiredArgument).map((arg) => {
    const value = ARGUMENTS[arg.name]
    if (value === undefined) throw new Error(`say in whole-queries.ts what ${name} asks for as ${arg.name}`)
    return `${arg.name}: ${value}`
  })
  return given.length > 0 ? `${name}(${given.join(', ')})` : name
}

function selection(all: readonly Path[]): string {
  const below = new Map<string, Path[]>()
  for (const [field, ...rest] of all) {
    if (field === undefined) continue
    below.set(field, [...(below.get(field) ?? []), rest])
  }
  return [...below].map(([field, rest]) => `${field} ${braces(selection(rest))}`).join(' ')
}

const braces = (text: string) => (text === '' ? '' : `{ ${text} }`)

function fits(query: string): boolean {
  const { complexity, depth, breadth } = complexityFromQuery(query, { schema, ctx: {} })
  return complexity <= LIMITS.complexity && depth <= LIMITS.depth && breadth <= LIMITS.breadth
}

const fields = () => Object.values(published.getQueryType()?.getFields() ?? {})

/** The queries that answer page by page, of everything there is. */
export const pagedQueries = (): string[] =>
  fields()
    .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
    .filter(({ args }) => !args.some(isRequiredArgument))
    .map(({ name }) => name)

interface Asking {
  readonly name: string
  /** Its arguments, for an answer of that many rows. */
  readonly args: (size: number) => string
  /** What each query asks for beside its part, such as `edges { cursor }`: by it the rows can be counted. */
  readonly always: string
  readonly largest: number
}

/**
 * Asks for everything that a query can say, in as few queries as the limits of the API allow for the largest size. The
 * same fields stand together for every size.
 */
export function wholeQueries({ name, args, always, largest }: Asking): ((size: number) => string)[] {
  const field = fields().find((each) => each.name === name)
  if (!field) throw new Error(`the API has no query ${name}`)
  const query = (part: readonly Path[], size: number) =>
    `{ ${name}(${args(size)}) { ${always} ${selection(part)} } }`
  const parts = (all: readonly Path[]): (readonly Path[])[] => {
    if (all.length < 2 || fits(query(all, largest))) return [all]
    const half = Math.ceil(all.length / 2)
    return [...parts(all.slice(0, half)), ...parts(all.slice(half))]
  }
  return parts(paths(field.type)).map((part) => (size: number) => query(part, size))
}
