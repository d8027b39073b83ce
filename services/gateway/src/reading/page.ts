import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay'
import { and, asc, desc, eq, type SQL, type Subquery, sql, type WithSubquery } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { GraphQLError } from 'graphql'
import { LIMITS } from '../limits.ts'

interface PageArgs {
  readonly first?: number | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
  readonly after?: string | null | undefined
}

interface PageOf<Row> {
  /** A table or a subquery whose columns are named like the row's fields. */
  readonly from: PgTable | WithSubquery | Subquery
  /** Not-null columns that order the rows and tell each from every other; the page goes by them. */
  readonly by: readonly [keyof Row & string, ...(keyof Row & string)[]]
  readonly where?: readonly (SQL | undefined)[]
  /** Newest (greatest) first. */
  readonly descending?: boolean
}

/** One page of a table, Relay style, by key and never by offset: cost does not grow with the page's place. */
export function page<Row>(db: PostgresJsDatabase, args: PageArgs, of: PageOf<Row>) {
  const asked = args.first ?? args.last ?? LIMITS.defaultPageSize
  if (asked > LIMITS.pageSize)
    throw new GraphQLError(
      `a page has at most ${LIMITS.pageSize} rows, ${asked} were asked for: read page by page`,
    )
  const columns = of.by.map((name) => (of.from as unknown as Record<string, PgColumn>)[name] as PgColumn)
  return resolveCursorConnection(
    {
      args,
      defaultSize: LIMITS.defaultPageSize,
      maxSize: LIMITS.pageSize,
      toCursor: (row: Row) => encode(of.by.map((name) => row[name])),
    },
    async ({ before, after, limit, inverted }: ResolveCursorConnectionArgs) => {
      const backwards = inverted !== Boolean(of.descending)
      const asked = db
        .select()
        .from(of.from as PgTable)
        .where(
          and(
            ...(of.where ?? []),
            after ? beyond(columns, decode(after, columns.length), !of.descending) : undefined,
            before ? beyond(columns, decode(before, columns.length), Boolean(of.descending)) : undefined,
          ),
        )
        .orderBy(...columns.map((column) => (backwards ? desc(column) : asc(column))))
        .limit(limit)
      return (await asked.catch((error: unknown) => refuseForeign(error, after ?? before))) as Row[]
    },
  )
}

/** The rows that have, in each column named, the value that was asked for where one was. */
export const equal = <Name extends string>(
  from: Readonly<Record<Name, PgColumn | SQL.Aliased>>,
  args: Readonly<Partial<Record<Name, unknown>>>,
  names: readonly Name[],
): SQL[] =>
  names.flatMap((name) =>
    args[name] === undefined || args[name] === null ? [] : eq(from[name] as PgColumn, args[name]),
  )

function beyond(columns: readonly PgColumn[], values: readonly unknown[], upwards: boolean): SQL {
  const left = sql.join(
    columns.map((c) => sql`${c}`),
    sql`, `,
  )
  const right = sql.join(
    columns.map((c, i) => sql`${sql.param(values[i], c)}`),
    sql`, `,
  )
  return upwards ? sql`(${left}) > (${right})` : sql`(${left}) < (${right})`
}

const encode = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

function decode(cursor: string, length: number): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const isPlain = (value: unknown) => value === null || typeof value !== 'object'
    if (Array.isArray(values) && values.length === length && values.every(isPlain)) return values
  } catch {
    // said below
  }
  throw foreignCursor(cursor)
}

/** Values of other columns: Postgres takes them for none of these (class 22, data exception). */
function refuseForeign(error: unknown, cursor: string | null | undefined): never {
  const { code } = ((error as Error).cause ?? error) as { readonly code?: unknown }
  throw cursor && String(code).startsWith('22') ? foreignCursor(cursor) : error
}

const foreignCursor = (cursor: string) =>
  new GraphQLError(
    `"${cursor.slice(0, 60)}" is not a cursor of this connection: take one from pageInfo or an edge`,
  )
