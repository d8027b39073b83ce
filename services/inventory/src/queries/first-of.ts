import { type FirstOf, MAX_AS_OF_ROWS } from '@takt/contracts'

interface Asked {
  /** Rows at most. */
  readonly first?: number | undefined
  /** Behind this cursor; none at all where null, from the start where left out. */
  readonly after?: string | null | undefined
}

/** In the order of their keys, so that the same question has the same answer, and a list goes on where it ended. */
export function firstOf<Row extends object>(
  rows: readonly Row[],
  by: readonly (keyof Row)[],
  { first = MAX_AS_OF_ROWS, after }: Asked = {},
): FirstOf<Row> {
  if (after === null) return { rows: [], total: rows.length, next: null }
  const from = after === undefined ? '' : Buffer.from(after, 'base64url').toString()
  const key = (row: Row) => by.map((name) => String(row[name] ?? '')).join('\0')
  const left = rows
    .map((row) => [key(row), row] as const)
    .filter(([k]) => after === undefined || k > from)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const given = left.slice(0, first)
  const [last] = given.at(-1) ?? []
  return {
    rows: given.map(([, row]) => row),
    total: rows.length,
    next: last === undefined || given.length === left.length ? null : Buffer.from(last).toString('base64url'),
  }
}
