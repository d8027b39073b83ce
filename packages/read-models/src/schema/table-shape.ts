import { is, SQL } from 'drizzle-orm'
import { getTableConfig, PgDialect, type PgTable } from 'drizzle-orm/pg-core'

export interface ColumnShape {
  /** The name in TypeScript. */
  readonly property: string
  readonly name: string
  /** The SQL type, such as `numeric(20, 0)` or `text[]`. */
  readonly type: string
  readonly notNull: boolean
  readonly default: unknown
  /** The expression of a column that Postgres computes. */
  readonly generated: string | undefined
}

export interface IndexShape {
  readonly name: string
  readonly unique: boolean
  readonly method: string
  readonly columns: readonly string[]
  readonly where: string | undefined
}

/** What a table is in SQL, without drizzle's objects. */
export interface TableShape {
  readonly schema: string
  readonly name: string
  readonly columns: readonly ColumnShape[]
  /** SQL names of the primary key's columns. */
  readonly key: readonly string[]
  readonly indexes: readonly IndexShape[]
}

const known = new WeakMap<PgTable, TableShape>()

/** Reads a table's shape; throws where the table breaks a convention that projections rely on. */
export function tableShape(table: PgTable): TableShape {
  let shape = known.get(table)
  if (shape === undefined) {
    shape = readShape(table)
    known.set(table, shape)
  }
  return shape
}

function readShape(table: PgTable): TableShape {
  const config = getTableConfig(table)
  const name = `${config.schema}.${config.name}`
  const refuse = (what: string): never => {
    throw new Error(`the table ${name} ${what}; see the conventions in packages/read-models/README.md`)
  }
  if (config.schema === undefined) return refuse('stands in no schema')
  if (config.foreignKeys.length > 0) refuse('has a foreign key: rows are folded in any batch')
  const unique = config.uniqueConstraints.length > 0 || config.columns.some((column) => column.isUnique)
  if (unique || config.checks.length > 0)
    refuse('has a unique or check constraint: projections never refuse what was recorded')

  const properties = new Map(Object.entries(table).map(([property, column]) => [column, property]))
  const columns = config.columns.map((column): ColumnShape => {
    if (is(column.default, SQL) || column.defaultFn !== undefined)
      refuse(`has a default that is computed, on ${column.name}`)
    return {
      property: properties.get(column) ?? refuse(`hides its column ${column.name}`),
      name: column.name,
      type: column.getSQLType(),
      notNull: column.notNull,
      default: column.default,
      generated: column.generated ? expression(column.generated.as) : undefined,
    }
  })
  const key = config.primaryKeys[0]?.columns ?? config.columns.filter((column) => column.primary)
  if (key.length === 0) refuse('has no primary key')

  return {
    schema: config.schema,
    name: config.name,
    columns,
    key: key.map((column) => column.name),
    indexes: config.indexes.map(({ config: index }) => ({
      name: index.name ?? refuse('has an index without a name'),
      unique: index.unique,
      method: index.method ?? 'btree',
      columns: index.columns.map((column) =>
        is(column, SQL) ? `(${expression(column)})` : ordered(column as IndexColumn),
      ),
      where: index.where === undefined ? undefined : expression(index.where),
    })),
  }
}

interface IndexColumn {
  readonly name?: string | undefined
  readonly indexConfig?: { order?: string; nulls?: string; opClass?: string }
}

function ordered({ name, indexConfig = {} }: IndexColumn): string {
  const { order = 'asc', nulls = order === 'asc' ? 'last' : 'first', opClass } = indexConfig
  const direction = order === 'asc' ? '' : ' desc'
  const usual = (order === 'asc') === (nulls === 'last')
  return `${name}${opClass ? ` ${opClass}` : ''}${direction}${usual ? '' : ` nulls ${nulls}`}`
}

const dialect = new PgDialect()

/** An expression as text; column names stand without their table, as DDL wants them. */
function expression(value: unknown): string {
  const sql = typeof value === 'function' ? (value as () => unknown)() : value
  if (!is(sql, SQL)) return String(sql)
  const { sql: text } = dialect.sqlToQuery(sql.inlineParams())
  return text.replaceAll(/(?:"[^"]+"\.)+("[^"]+")/g, '$1')
}
