import type { Sql } from 'postgres'
import { project, view, type Write } from '../src/index.ts'
import type { ShelfRow } from './naive-fold.ts'
import { ShelfWritten, shelf, type Written } from './probe.ts'

export const shelves = view({
  name: 'shelves',
  tables: [shelf],
  on: [project(ShelfWritten, (event, write) => apply(event.data as Written, write))],
})

function apply({ op, place, item, sums, set }: Written, write: Write): void {
  const key = { place, item }
  if (op === 'add') write(shelf).add(key, sums, set)
  if (op === 'put') write(shelf).put(key, set)
  if (op === 'patch') write(shelf).patch(key, set)
  if (op === 'append') write(shelf).append({ ...key, ...set })
  if (op === 'remove') write(shelf).remove(key)
}

export const shelfRows = async (sql: Sql): Promise<ShelfRow[]> => [
  ...(await sql<ShelfRow[]>`
    select place, item, quantity, moves, note, state, tags, extra, log from probe.shelf
    order by (place || item) collate "C"`),
]
