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
  return async () => {
    try {
      since ??= (await sql<{ now: string }[]>`select clock_timestamp()::text as now`)[0]?.now ?? ''
      const rows = await sql`
        select from takt.checkpoint where projection = ${projection} and as_of >= ${since}::timestamptz`
      return rows.length > 0
    } catch (error) {
      if (isOutage(error)) return false
      throw error
    }
  }
}
