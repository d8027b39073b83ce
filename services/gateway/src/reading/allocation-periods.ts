import { inventory } from '@takt/read-models'
import { sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { createBatcher } from './batcher.ts'

const { allocationPeriod } = inventory
export type AllocationPeriodRow = typeof allocationPeriod.$inferSelect
export type AllocationKey = Pick<AllocationPeriodRow, 'plant' | 'item' | 'pool'>

const idOf = ({ plant, item, pool }: AllocationKey) => JSON.stringify([plant, item, pool])
const YEAR_MS = 366 * 24 * 60 * 60 * 1000

export const allocationLoaders = (db: PostgresJsDatabase) => ({
  /** Earliest first: those that are not over, and those that began within the last year. */
  allocationPeriods: createBatcher(
    async (keys: readonly AllocationKey[]) => {
      const { plant, item, pool, starts, state } = allocationPeriod
      const of = (key: keyof AllocationKey) => sql.param(keys.map((each) => each[key]))
      const since = new Date(Date.now() - YEAR_MS).toISOString().slice(0, 10)
      const rows = await db
        .select()
        .from(allocationPeriod)
        .where(
          sql`(${plant}, ${item}, ${pool}) in (select * from unnest(${of('plant')}::text[], ${of('item')}::text[],
            ${of('pool')}::text[])) and (${state} = 'allocated' or ${starts} >= ${since} or ${starts} = '')`,
        )
        .orderBy(starts)
      const byPool = new Map<string, AllocationPeriodRow[]>(keys.map((key) => [idOf(key), []]))
      for (const row of rows) byPool.get(idOf(row))?.push(row)
      return keys.map((key) => byPool.get(idOf(key)) ?? [])
    },
    { maxBatch: 500, maxInFlight: 2 },
  ),
})
