import type { RecordedEvent } from '@takt/event-sourcing'
import type { Row, Table } from '@takt/read-models'
import { projectedEvent } from '../engine/projected-event.ts'
import type { View } from '../view.ts'
import { type Change, compose, KEEP } from './change.ts'
import { createFold } from './fold.ts'
import { type TablePlan, tablePlan } from './table-plan.ts'

/** What views come to after some events, held in memory: the rows that the read models had then. */
export interface TablesInMemory {
  /** In the order of the log; a page at a time, so that nobody needs all of a long stream at once. */
  take(events: Iterable<RecordedEvent>): void
  /** In no order. What is not a number or a list is as the view wrote it: instants are ISO 8601 texts. */
  rows<T extends Table>(table: T): Row<T>[]
}

/** Folds views from nothing, with the same functions that write the read models. */
export function tablesInMemory(views: readonly View[]): TablesInMemory {
  const fold = createFold(views)
  const tables = new Map<string, Map<string, Change>>()
  const rowsOf = ({ name }: TablePlan) => {
    const rows = tables.get(name) ?? new Map<string, Change>()
    tables.set(name, rows)
    return rows
  }
  return {
    take(events) {
      for (const { plan, layers } of fold([...events].map(projectedEvent))) {
        const rows = rowsOf(plan)
        for (const layer of layers) for (const [id, change] of layer) apply(rows, id, change, plan)
      }
    },
    rows: <T extends Table>(table: T) => {
      const plan = tablePlan(table)
      return [...rowsOf(plan).values()].map(
        ({ values }) =>
          Object.fromEntries(plan.columns.map(({ property }, place) => [property, values[place]])) as Row<T>,
      )
    },
  }
}

/** A row is kept as the change that makes it whole. */
function apply(rows: Map<string, Change>, id: string, change: Change, { columns, allSet }: TablePlan): void {
  const before = rows.get(id)
  if (change.op === 'remove') {
    rows.delete(id)
    return
  }
  if (before === undefined) {
    if (change.op === 'patch') return
    const values = columns.map(({ initial }, place) =>
      change.modes[place] === KEEP ? initial : change.values[place],
    )
    rows.set(id, { op: 'put', values, modes: allSet })
    return
  }
  if (change.op === 'append') return
  rows.set(id, compose(before, change, (place) => columns[place]?.initial) as Change)
}
