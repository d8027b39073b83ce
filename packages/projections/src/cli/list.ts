import type { Sql } from 'postgres'
import { tablePlan } from '../fold/table-plan.ts'
import { freshness } from '../readers/freshness.ts'
import type { ServiceView } from './service-views.ts'

/** One line a view: its service, its tables, how far it is, and whether a rebuild is under way. */
export async function list(sql: Sql, views: readonly ServiceView[]): Promise<string> {
  const current = new Map((await freshness(sql)).map((each) => [each.projection, each]))
  const rebuilds = await sql<
    { view: string; position: string }[]
  >`select view, position::text from takt.rebuild`
  const built = new Set(
    (await sql<{ view: string }[]>`select view from takt.built_view`).map((row) => row.view),
  )
  const rows = views.map(({ service, view }) => {
    const state = current.get(service)
    const begun = rebuilds.find((rebuild) => rebuild.view === view.name)
    const note = begun
      ? `rebuild broken off or running at ${begun.position}`
      : built.has(view.name)
        ? ''
        : 'not built'
    const age = state ? `${(state.ageMs / 1_000).toFixed(1)} s` : '–'
    const tables = view.tables.map((table) => tablePlan(table).name).join(', ')
    return [view.name, service, tables, state?.position ?? '–', age, note]
  })
  return columns([['VIEW', 'SERVICE', 'TABLES', 'POSITION', 'AGE', ''], ...rows])
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
