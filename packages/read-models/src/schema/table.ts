import type { PgTable } from 'drizzle-orm/pg-core'

/** A published table, as drizzle describes it. Needs a primary key. */
export type Table = PgTable
/** A row as it is written: columns that may be null or have a default may be left out. */
export type Row<T extends Table> = T['$inferInsert']
