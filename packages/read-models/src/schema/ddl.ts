import type { ColumnShape, IndexShape, TableShape } from './table-shape.ts'

/** The statements that make a table with its indexes, in its own schema or in another one. */
export function createTable(table: TableShape, schema: string = table.schema): string[] {
  const name = `${schema}.${quote(table.name)}`
  const lines = [
    ...table.columns.map(column),
    `constraint ${quote(`${table.name}_pkey`)} primary key (${table.key.map(quote).join(', ')})`,
  ]
  return [
    `create table ${name} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`,
    ...table.indexes.map((each) => index(name, each)),
  ]
}

function column({ name, type, notNull, default: value, generated }: ColumnShape): string {
  return [
    quote(name),
    type,
    ...(generated === undefined ? [] : [`generated always as (${generated}) stored`]),
    ...(value === undefined ? [] : [`default ${literal(value)}`]),
    ...(notNull ? ['not null'] : []),
  ].join(' ')
}

function index(table: string, { name, unique, method, columns, where }: IndexShape): string {
  const using = method === 'btree' ? '' : ` using ${method}`
  const partial = where === undefined ? '' : ` where ${where}`
  return `create${unique ? ' unique' : ''} index ${quote(name)} on ${table}${using} (${columns.join(', ')})${partial}`
}

/** A default as SQL text. */
function literal(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  if (value === null) return 'null'
  const text =
    typeof value === 'string' ? value : Array.isArray(value) ? arrayOf(value) : JSON.stringify(value)
  return `'${text.replaceAll("'", "''")}'`
}

const arrayOf = (values: readonly unknown[]) =>
  `{${values.map((value) => `"${String(value).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`

const RESERVED = new Set([
  'order',
  'user',
  'group',
  'table',
  'column',
  'default',
  'check',
  'end',
  'all',
  'to',
  'from',
])

/** Quotes a name only where SQL needs it, so that generated SQL reads as people write it. */
export const quote = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`
