import { inventory, orchestration } from '@takt/read-models'
import { getTableColumns, lte, type SQL, sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { LIMITS } from '../limits.ts'
import { createBatcher } from './batcher.ts'

const { backorderRun, backorderRunItem } = orchestration
const { backorderChange } = inventory
export type BackorderRunRow = typeof backorderRun.$inferSelect
export type BackorderRunItemRow = typeof backorderRunItem.$inferSelect
export type BackorderChangeRow = typeof backorderChange.$inferSelect

type RunKey = Pick<BackorderRunRow, 'plant' | 'run'>
type ItemKey = Pick<BackorderRunItemRow, 'plant' | 'run' | 'item'>
const runOf = ({ plant, run }: RunKey) => `${plant}\n${run}`
const itemOf = ({ plant, run, item }: ItemKey) => `${plant}\n${run}\n${item}`

const BATCHES = { maxBatch: 500, maxInFlight: 2 } as const

/** Runs by key; of their items, and of the changes of an item, the first ones. */
export const backorderRunLoaders = (db: PostgresJsDatabase) => ({
  backorderRun: createBatcher(async (keys: readonly RunKey[]) => {
    const rows = await db
      .select()
      .from(backorderRun)
      .where(among(sql`(${backorderRun.plant}, ${backorderRun.run})`, keys.map(runValues)))
    return keys.map((key) => rows.find((row) => runOf(row) === runOf(key)) ?? null)
  }, BATCHES),
  backorderRunItems: createBatcher(async (keys: readonly RunKey[]) => {
    const { plant, run, item } = backorderRunItem
    const placed = db
      .select({ ...getTableColumns(backorderRunItem), place: placeOf(sql`${plant}, ${run}`, sql`${item}`) })
      .from(backorderRunItem)
      .where(among(sql`(${plant}, ${run})`, keys.map(runValues)))
      .as('placed')
    const rows = await db.select().from(placed).where(lte(placed.place, LIMITS.runItems)).orderBy(placed.item)
    return keys.map((key) => rows.filter((row) => runOf(row) === runOf(key)))
  }, BATCHES),
  backorderChanges: createBatcher(async (keys: readonly ItemKey[]) => {
    const { plant, run, item, documentId, documentLine, position } = backorderChange
    const values = keys.map((key) => [...runValues(key), key.item])
    const by = sql`${documentId}, ${documentLine}, ${position}`
    const placed = db
      .select({
        ...getTableColumns(backorderChange),
        place: placeOf(sql`${plant}, ${run}, ${item}`, by),
      })
      .from(backorderChange)
      .where(among(sql`(${plant}, ${run}, ${item})`, values))
      .as('placed')
    const rows = await db
      .select()
      .from(placed)
      .where(lte(placed.place, LIMITS.runChanges))
      .orderBy(placed.documentId, placed.documentLine, placed.position)
    return keys.map((key) => rows.filter((row) => itemOf(row) === itemOf(key)))
  }, BATCHES),
})

const runValues = ({ plant, run }: RunKey) => [plant, run]

/** Columns are one of the keys: an array a column, so that one prepared statement serves every number of keys. */
function among(columns: SQL, keys: readonly (readonly string[])[]): SQL {
  const arrays = (keys[0] ?? []).map((_, i) => sql`${sql.param(keys.map((key) => key[i]))}::text[]`)
  return sql`${columns} in (select * from unnest(${sql.join(arrays, sql`, `)}))`
}

/** A row's place among those of its key, to read the first ones only. */
const placeOf = (key: SQL, by: SQL) =>
  sql<number>`row_number() over (partition by ${key} order by ${by})`.as('place')
