import type { Table } from '@takt/read-models'
import type { Projected } from '../projected.ts'
import type { View } from '../view.ts'
import type { TableWriter, Write } from '../write.ts'
import { TableFold } from './table-fold.ts'
import { tablePlan } from './table-plan.ts'

/** A bug of ours in a view: the projection stops where it is, and says at which event. */
export class ViewError extends Error {
  override readonly name = 'ViewError'
}

/** Folds a batch of events through views; the same events in the same order always give the same changes. */
export type Fold = (events: Iterable<Projected>) => TableFold[]

export function createFold(views: readonly View[]): Fold {
  const byType = new Map<string, { view: View; apply: (event: Projected, write: Write) => void }[]>()
  for (const view of views)
    for (const { contract, apply } of view.on) {
      const those = byType.get(contract.name) ?? []
      those.push({ view, apply })
      byType.set(contract.name, those)
    }
  return (events) => {
    const folds = new Map<Table, TableFold>()
    const writes = new Map(views.map((view) => [view, writeInto(view, folds)]))
    for (const event of events)
      for (const { view, apply } of byType.get(event.type) ?? []) {
        try {
          apply(event, writes.get(view) as Write)
        } catch (error) {
          throw new ViewError(
            `the view ${view.name} failed on ${event.type} (${event.stream} at revision ${event.revision}, ` +
              `position ${event.position}): ${(error as Error).message}`,
            { cause: error },
          )
        }
      }
    return [...folds.values()]
  }
}

function writeInto(view: View, folds: Map<Table, TableFold>): Write {
  const own = new Set<Table>(view.tables)
  return <T extends Table>(table: T) => {
    let fold = folds.get(table)
    if (fold === undefined) {
      const plan = tablePlan(table)
      if (!own.has(table)) throw new Error(`${plan.name} is not among the tables of the view ${view.name}`)
      fold = new TableFold(plan)
      folds.set(table, fold)
    }
    return fold as unknown as TableWriter<T>
  }
}
