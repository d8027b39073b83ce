import { takt } from '@takt/read-models'
import { and, eq, sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { createBatcher } from './batcher.ts'

const { journal } = takt

export const journalLoaders = (db: PostgresJsDatabase) => ({
  /** The event of the inventory context at a position, with the message that led to it. */
  inventoryEvent: createBatcher(
    async (positions: readonly string[]) => {
      const asked = sql.param([...new Set(positions)])
      const rows = await db
        .select()
        .from(journal)
        .where(
          and(eq(journal.context, 'inventory'), sql`${journal.position} = any(${asked}::text[]::numeric[])`),
        )
      const at = new Map(rows.map((row) => [row.position, row]))
      return positions.map((position) => at.get(position) ?? null)
    },
    // All pieces of one explanation at once.
    { maxBatch: 2_000, maxInFlight: 2 },
  ),
})
