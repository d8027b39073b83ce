import { masterdata, production } from '@takt/read-models'
import { inArray, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { allocationLoaders } from './allocation-periods.ts'
import { createAtpLoader } from './atp-remembered.ts'
import { riskLoaders } from './atp-risk-there.ts'
import { backorderRunLoaders } from './backorder-runs.ts'
import { createBatcher } from './batcher.ts'
import { journalLoaders } from './journal.ts'
import { orderPromiseLoaders } from './order-promises.ts'

export interface OrderKey {
  readonly plant: string
  readonly order: string
}

/** One row, or the rows of one key, loaded in one round trip with what else is asked for at the same time. */
export type Loaders = ReturnType<typeof createLoaders>

const BATCHES = { maxBatch: 500, maxInFlight: 2 } as const
const orderId = (key: OrderKey) => `${key.plant}\n${key.order}`

export function createLoaders(db: PostgresJsDatabase) {
  const { workOrder, workOrderComponent } = production
  return {
    atp: createAtpLoader(db),
    ...journalLoaders(db),
    ...orderPromiseLoaders(db),
    ...backorderRunLoaders(db),
    ...allocationLoaders(db),
    ...riskLoaders(db),
    workOrder: createBatcher(async (keys: readonly OrderKey[]) => {
      const rows = await db
        .select()
        .from(workOrder)
        .where(ofOrders(workOrder.plant, workOrder.orderId, keys))
      const byKey = new Map(rows.map((row) => [orderId({ plant: row.plant, order: row.orderId }), row]))
      return keys.map((key) => byKey.get(orderId(key)) ?? null)
    }, BATCHES),
    components: createBatcher(async (keys: readonly OrderKey[]) => {
      const { plant, orderId: order, item } = workOrderComponent
      const rows = await db
        .select()
        .from(workOrderComponent)
        .where(ofOrders(plant, order, keys))
        .orderBy(item)
      return keys.map((key) => rows.filter((r) => r.plant === key.plant && r.orderId === key.order))
    }, BATCHES),
    item: createBatcher(async (keys: readonly string[]) => {
      const rows = await db
        .select()
        .from(masterdata.item)
        .where(inArray(masterdata.item.item, [...keys]))
      return keys.map((key) => rows.find((r) => r.item === key) ?? null)
    }, BATCHES),
    billOfMaterial: createBatcher(async (keys: readonly string[]) => {
      const { billOfMaterial } = masterdata
      const rows = await db
        .select()
        .from(billOfMaterial)
        .where(inArray(billOfMaterial.item, [...keys]))
      return keys.map((key) => rows.find((r) => r.item === key) ?? null)
    }, BATCHES),
    plant: createBatcher(async (keys: readonly string[]) => {
      const rows = await db
        .select()
        .from(masterdata.plant)
        .where(inArray(masterdata.plant.plant, [...keys]))
      return keys.map((key) => rows.find((r) => r.plant === key) ?? null)
    }, BATCHES),
  }
}

/** `(plant, order)` is one of the keys: two arrays, so that one prepared statement serves every number of keys. */
function ofOrders(plant: PgColumn, order: PgColumn, keys: readonly OrderKey[]): SQL {
  const plants = sql.param(keys.map((k) => k.plant))
  const orders = sql.param(keys.map((k) => k.order))
  return sql`(${plant}, ${order}) in (select * from unnest(${plants}::text[], ${orders}::text[]))`
}
