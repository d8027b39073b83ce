import { setTimeout as delay } from 'node:timers/promises'
import { type EventLog, type Log, silent } from '@takt/event-sourcing'
import { transaction } from '@takt/read-models'
import postgres, { type Sql } from 'postgres'
import { WRITER_SETTINGS } from '../engine/session.ts'
import { dedicated } from '../sql/dedicated.ts'
import type { View } from '../view.ts'
import { dependentViews } from './dependents.ts'
import { fill, shadowWriter } from './fill.ts'
import { Progress, type ProgressReport } from './progress.ts'
import { RebuildError } from './rebuild-error.ts'
import { analyzeShadow, openShadow, plansOf, type ShadowState } from './shadow.ts'
import { swap } from './swap.ts'

export interface RebuildOptions {
  readonly view: View
  /** The projection that keeps the live tables: the service's name. */
  readonly projection: string
  readonly sql: Sql
  readonly eventLog: Pick<EventLog, 'subscribeAll' | 'head'>
  /** Forget what an earlier, broken-off rebuild has done. */
  readonly restart?: boolean
  readonly signal?: AbortSignal
  readonly log?: Log
  /** About once a second. */
  readonly onProgress?: (report: ProgressReport) => void
}

export interface Rebuilt {
  readonly events: number
  readonly elapsedMs: number
  /** Of the log, where the new tables took over. */
  readonly position: string
  readonly resumed: boolean
}

const REBUILD_SETTINGS = { ...WRITER_SETTINGS, application_name: 'takt-rebuild' }

/** How long the swap waits for readers that hold the old tables, while new readers wait behind it. */
const LOCK_TIMEOUT_MS = 3_000
/** How long the live projection may be held back for the last events. */
const FENCE_TIMEOUT_MS = 15_000
const SWAP_TRIES = 100
const LOCK_NOT_AVAILABLE = '55P03'
const DEADLOCK = '40P01'

/**
 * Builds a view's tables anew from the log beside the live ones, while those go on; then holds the live projection for
 * the last events and swaps, in one transaction. Broken off at any moment it leaves the live tables as they are, and
 * goes on where it was when called again. Throws a RebuildError where something stands in its way.
 */
export async function rebuildView(options: RebuildOptions): Promise<Rebuilt> {
  const startedAt = performance.now()
  const { view, signal = new AbortController().signal } = options
  const lost = new AbortController()
  let done = false
  const sql = dedicated(options.sql, REBUILD_SETTINGS, () => done || lost.abort(connectionLost(view.name)))
  try {
    await takeLock(sql, view.name)
    await dependentViews(sql, plansOf(view))
    const state = await openShadow(sql, view, options.restart ?? false)
    const running = { ...options, sql, signal: AbortSignal.any([signal, lost.signal]) }
    const { position, events } = await fillAndSwap(running, state)
    return { events, position, resumed: state.resumed, elapsedMs: performance.now() - startedAt }
  } finally {
    done = true
    await sql.end({ timeout: 1 })
  }
}

async function fillAndSwap(options: RebuildOptions & { signal: AbortSignal }, state: ShadowState) {
  const { sql, view, projection, eventLog, signal, log = silent } = options
  const progress = new Progress(state, await eventLog.head(), options.onProgress)
  const write = shadowWriter(view)
  let from = state.position
  for (let attempt = 1; ; attempt++) {
    from = await fill({
      eventLog,
      view,
      signal,
      from,
      limit: () => checkpointOf(sql, projection),
      write: async (events, at, to) => {
        await transaction(sql, (tx) => write(tx, events, at, to))
        progress.moved(events.length, to)
      },
    })
    await analyzeShadow(sql, view)
    try {
      const position = await finish(options, from)
      return { position, events: progress.events }
    } catch (error) {
      if (!isBusy(error) || attempt === SWAP_TRIES) throw error
      log.info({ view: view.name, attempt }, `${view.name}: the tables are in use; trying the swap again`)
      await delay(Math.min(attempt * 100, 2_000), undefined, { signal })
    }
  }
}

/** Holds the live projection, folds what it has and the shadow has not, and swaps. */
async function finish(
  { sql, view, projection, eventLog, signal }: RebuildOptions & { signal: AbortSignal },
  from: string,
) {
  const write = shadowWriter(view)
  signal.throwIfAborted()
  const fence = AbortSignal.timeout(FENCE_TIMEOUT_MS)
  return transaction(sql, async (tx) => {
    await tx.unsafe(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`)
    const [row] = await tx<{ position: string }[]>`
      select position::text from takt.checkpoint where projection = ${projection} for update`
    const end = row?.position ?? '0'
    if (BigInt(from) < BigInt(end))
      await fill({
        eventLog,
        view,
        signal: AbortSignal.any([signal, fence]),
        from,
        limit: async () => end,
        write: (events, at, to) => write(tx, events, at, to),
      })
    await swap(tx, view)
    await tx`delete from takt.rebuild where view = ${view.name}`
    await tx`
      insert into takt.built_view (view, projection, built_at) values (${view.name}, ${projection}, now())
      on conflict (view) do update set built_at = excluded.built_at, projection = excluded.projection`
    return end
  })
}

async function checkpointOf(sql: Sql, projection: string): Promise<string> {
  const [row] = await sql<{ position: string }[]>`
    select position::text from takt.checkpoint where projection = ${projection}`
  return row?.position ?? '0'
}

/** Readers hold the old tables, or the log did not answer while the live projection was held. */
const isBusy = (error: unknown): boolean =>
  (error instanceof postgres.PostgresError && [LOCK_NOT_AVAILABLE, DEADLOCK].includes(error.code)) ||
  (error as Error).name === 'TimeoutError'

async function takeLock(sql: Sql, view: string): Promise<void> {
  const [row] =
    await sql`select pg_try_advisory_lock(hashtextextended(${`takt.rebuild:${view}`}, 0)) as taken`
  if (!row?.['taken'])
    throw new RebuildError(`${view} is being rebuilt by another process: wait for it, or end it`)
}

const connectionLost = (view: string) =>
  new RebuildError(
    `the connection to Postgres was lost; run the rebuild of ${view} again, it goes on where it was`,
  )
