import { inventory, masterdata, orchestration, production, quality } from '@takt/read-models'
import { getTableColumns, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'

const TABLES = { inventory, masterdata, orchestration, production, quality }

export type ParkedRow = typeof inventory.parkedMessage.$inferSelect & { readonly context: string }

/** The parked messages of every context as one, each with the context it was meant for. */
export function parkedOfAll(db: PostgresJsDatabase) {
  const of = (context: keyof typeof TABLES) => {
    const { parkedMessage } = TABLES[context]
    const name = sql<string>`${sql.raw(`'${context}'`)}`.as('context')
    return db.select({ context: name, ...getTableColumns(parkedMessage) }).from(parkedMessage)
  }
  return unionAll(of('inventory'), of('masterdata'), of('orchestration'), of('production'), of('quality')).as(
    'parked_messages',
  )
}
