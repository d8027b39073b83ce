import type { Sql } from 'postgres'

export interface Freshness {
  readonly projection: string
  /** Commit position, decimal string. */
  readonly position: string
  /** ISO 8601: the read models hold everything that was recorded up to then (but for what is on its way right now). */
  readonly asOf: string
  /** How long ago that was, by Postgres' clock, in ms. An idle but current projection stays below 3,000. */
  readonly ageMs: number
}

/** How current each projection is, by name. */
export async function freshness(sql: Sql): Promise<Freshness[]> {
  const rows = await sql<{ projection: string; position: string; as_of_ms: string; age_ms: string }[]>`
    select projection, position::text, extract(epoch from as_of) * 1000 as as_of_ms,
      greatest(0, extract(epoch from clock_timestamp() - as_of) * 1000)::bigint as age_ms
    from takt.checkpoint order by projection`
  return rows.map(({ projection, position, as_of_ms, age_ms }) => ({
    projection,
    position,
    asOf: new Date(Number(as_of_ms)).toISOString(),
    ageMs: Number(age_ms),
  }))
}
