import type { Log } from '@takt/event-sourcing'
import type { Sql } from 'postgres'
import { dedicated } from '../sql/dedicated.ts'

/**
 * How a projection writes. A commit that a crash of Postgres takes back takes its checkpoint back with it, so there is
 * nothing to gain from waiting for the disk. Batches find their rows by key, whatever the statistics of a table that
 * was empty a second ago say.
 */
export const WRITER_SETTINGS = {
  application_name: 'takt-projection',
  synchronous_commit: 'off',
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
}

/** The right to move one projection's checkpoint, and the connection that holds it. */
export interface Session {
  readonly sql: Sql
  /** As stored: '0' before the first event. */
  readonly position: string
  close(): Promise<void>
}

export interface SessionOptions {
  readonly sql: Sql
  readonly projection: string
  readonly holder: string
  readonly log: Log
  readonly signal: AbortSignal
  readonly onLost: () => void
  readonly onStandby: () => void
}

/**
 * Waits until no other process holds this projection, then takes it. The lock ends with the connection, so that a
 * killed process frees it at once.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { projection, holder, log, signal, onStandby } = options
  let closing = false
  const sql = dedicated(options.sql, WRITER_SETTINGS, () => closing || options.onLost())
  const close = async () => {
    closing = true
    await sql.end({ timeout: 0 })
  }
  const abort = () => void close()
  signal.addEventListener('abort', abort)
  try {
    const lock = `takt.projection:${projection}`
    const [free] = await sql`select pg_try_advisory_lock(hashtextextended(${lock}, 0)) as taken`
    if (!free?.['taken']) {
      log.info({ projection }, `another process projects ${projection}: standing by`)
      onStandby()
      await sql`select pg_advisory_lock(hashtextextended(${lock}, 0))`
    }
    const [row] = await sql<{ position: string }[]>`
      insert into takt.checkpoint (projection, position, holder, as_of, updated_at)
      values (${projection}, 0, ${holder}, to_timestamp(0), now())
      on conflict (projection) do update set holder = excluded.holder, updated_at = excluded.updated_at
      returning position`
    return { sql, position: row?.position ?? '0', close }
  } catch (error) {
    await close()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
