import { add } from '@takt/contracts'
import type { Projected, View } from '@takt/projections'
import { type Table, tableShape } from '@takt/read-models'

type Row = Record<string, unknown>

/** A view's tables in memory, folded one event after the other: what the engine's batches must come to. */
export function foldOf(views: readonly View[]) {
  const tables = new Map<string, Map<string, Row>>()
  const rowsOf = (table: Table) => {
    const { name } = tableShape(table)
    const rows = tables.get(name) ?? new Map<string, Row>()
    tables.set(name, rows)
    return rows
  }
  const write = (table: Table) => {
    const rows = rowsOf(table)
    const { name: tableName, columns } = tableShape(table)
    const fresh = (row: Row): Row => {
      const made: Row = {}
      for (const { property, notNull, default: value } of columns) {
        made[property] = row[property] ?? value ?? null
        if (notNull && made[property] === null) throw new Error(`${tableName}.${property} must not be null`)
      }
      return made
    }
    const said = (row: Row) => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== undefined))
    const id = (key: Row) => JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)))
    return {
      put: (key: Row, row: Row) => rows.set(id(key), fresh({ ...key, ...row })),
      patch: (key: Row, row: Row) => {
        const before = rows.get(id(key))
        if (before) rows.set(id(key), { ...before, ...said(row) })
      },
      add: (key: Row, sums: Row, set: Row = {}) => {
        const before = rows.get(id(key)) ?? fresh({ ...key, ...said(set) })
        const summed = Object.entries(sums).map(([name, by]) => [
          name,
          typeof by === 'number' ? Number(before[name]) + by : add(String(before[name]), String(by)),
        ])
        rows.set(id(key), { ...before, ...Object.fromEntries(summed), ...said(set) })
      },
      append: (row: Row) => rows.set(`${rows.size}`, fresh(row)),
      remove: (key: Row) => rows.delete(id(key)),
    }
  }
  return {
    take(event: Projected) {
      for (const view of views)
        for (const { contract, apply } of view.on)
          if (contract.name === event.type) apply(event, write as never)
    },
    rows: <T extends Table>(table: T): T['$inferSelect'][] =>
      [...rowsOf(table).values()] as T['$inferSelect'][],
  }
}
