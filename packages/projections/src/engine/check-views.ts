import type { Table } from '@takt/read-models'
import { tablePlan } from '../fold/table-plan.ts'
import type { View } from '../view.ts'

/** Throws where two views share a name or a table: each could only be rebuilt together with the other. */
export function checkViews(views: readonly View[]): void {
  const names = new Set<string>()
  const owners = new Map<Table, string>()
  for (const { name, tables } of views) {
    if (names.has(name)) throw new Error(`two views are named ${name}`)
    names.add(name)
    for (const table of tables) {
      const owner = owners.get(table)
      if (owner)
        throw new Error(`${tablePlan(table).name} belongs to the views ${owner} and ${name}; give it to one`)
      owners.set(table, name)
    }
  }
}

/** The beginnings of the streams that hold what the views project, and the context's own streams. */
export function streamPrefixes(views: readonly View[], context?: string): string[] {
  const contexts = new Set(views.flatMap((view) => view.on.map(({ contract }) => contract.context as string)))
  if (context !== undefined) contexts.add(context)
  return [...contexts].sort().map((each) => `${each}.`)
}
