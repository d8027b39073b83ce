import type { EventLog, Log } from '@takt/event-sourcing'
import type { Sql } from 'postgres'
import { rebuildView } from '../rebuild/rebuild.ts'
import type { View } from '../view.ts'

/**
 * The views that this projection has never built from the log's start: those that came with a new version. A
 * projection at its very beginning builds all of them by itself.
 */
async function newViews(
  sql: Sql,
  projection: string,
  position: string,
  views: readonly View[],
): Promise<View[]> {
  if (position === '0')
    for (const view of views)
      await sql`
        insert into takt.built_view (view, projection, built_at) values (${view.name}, ${projection}, now())
        on conflict (view) do nothing`
  const rows = await sql<
    { view: string }[]
  >`select view from takt.built_view where projection = ${projection}`
  const built = new Set(rows.map((row) => row.view))
  return views.filter((view) => !built.has(view.name))
}

export interface NewViewsOptions {
  readonly session: { readonly sql: Sql; readonly position: string }
  readonly projection: string
  readonly views: readonly View[]
  readonly sql: Sql
  readonly eventLog: Pick<EventLog, 'subscribeAll' | 'head'>
  readonly log: Log
  readonly signal: AbortSignal
}

/** Builds new views from the log's start, one after the other, beside the live projection. Says so, and never throws. */
export async function buildNewViews(options: NewViewsOptions): Promise<void> {
  const { session, projection, views, sql, eventLog, log, signal } = options
  try {
    for (const view of await newViews(session.sql, projection, session.position, views)) {
      log.info({ view: view.name }, `${view.name} is new: building it from the start of the log`)
      const { events, elapsedMs } = await rebuildView({ view, projection, sql, eventLog, log, signal })
      log.info({ view: view.name, events, elapsedMs }, `${view.name} is built from ${events} events`)
    }
  } catch (error) {
    if (signal.aborted) return
    log.warn(
      { error },
      `a new view of ${projection} is not built, it holds only what came since: ${(error as Error).message}`,
    )
  }
}
