import type { EventLog } from '@takt/event-sourcing'
import type { Sql } from 'postgres'
import { isOutage } from '../sql/outage.ts'

/** Says that the read models hold everything recorded so far. Fails with the session, which is noticed there. */
export async function sayLive(sql: Sql, projection: string, holder: string): Promise<void> {
  await sql`
    update takt.checkpoint set as_of = greatest(as_of, now()), updated_at = now()
    where projection = ${projection} and holder = ${holder}`
}

/**
 * Asks whether the projection holds everything that was recorded before the first call, by Postgres' clock alone:
 * whichever process projects, it says when it was last at the live end of the log. False while Postgres is away.
 */
export function holdsEverythingSince(sql: Sql, projection: string): () => Promise<boolean> {
  let since: string | undefined
  return () =>
    falseWhileAway(async () => {
      since ??= (await sql<{ now: string }[]>`select clock_timestamp()::text as now`)[0]?.now ?? ''
      const rows = await sql`
        select from takt.checkpoint where projection = ${projection} and as_of >= ${since}::timestamptz`
      return rows.length > 0
    })
}

export function reached(sql: Sql, projection: string, position: string): Promise<boolean> {
  return falseWhileAway(async () => {
    const rows = await sql`
      select from takt.checkpoint where projection = ${projection} and position >= ${position}::numeric`
    return rows.length > 0
  })
}

/** The position of the last event that the log holds now, or `from` where there is none after it. */
export async function lastEventAfter(
  eventLog: Pick<EventLog, 'subscribeAll'>,
  from: string,
  streamPrefixes: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const ending = new AbortController()
  let last = from
  await eventLog.subscribeAll({
    ...(from === '0' ? {} : { from }),
    name: 'look at the end of the log',
    streamPrefixes,
    signal: AbortSignal.any([signal, ending.signal]),
    onBatch: (events) => {
      last = events.at(-1)?.position ?? last
    },
    onCaughtUp: () => ending.abort(),
  }).done
  return last
}

async function falseWhileAway(ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ask()
  } catch (error) {
    if (isOutage(error)) return false
    throw error
  }
}
