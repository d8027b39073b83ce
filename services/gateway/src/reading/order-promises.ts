import { orchestration } from '@takt/read-models'
import { inArray } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { createBatcher } from './batcher.ts'

const { orderPromise, orderPromiseLine } = orchestration
export type OrderPromiseRow = typeof orderPromise.$inferSelect
type OrderKey = Pick<OrderPromiseRow, 'orderId' | 'attempt'>

const BATCHES = { maxBatch: 500, maxInFlight: 2 } as const

export const orderPromiseLoaders = (db: PostgresJsDatabase) => ({
  orderPromise: createBatcher(async (orders: readonly string[]) => {
    const rows = await db
      .select()
      .from(orderPromise)
      .where(inArray(orderPromise.orderId, [...orders]))
    return orders.map((order) => rows.find((row) => row.orderId === order) ?? null)
  }, BATCHES),
  /** The lines of the order's latest attempt. */
  orderPromiseLines: createBatcher(async (keys: readonly OrderKey[]) => {
    const rows = await db
      .select()
      .from(orderPromiseLine)
      .where(
        inArray(
          orderPromiseLine.orderId,
          keys.map((key) => key.orderId),
        ),
      )
      .orderBy(orderPromiseLine.line)
    return keys.map((key) => rows.filter((row) => row.orderId === key.orderId && row.attempt === key.attempt))
  }, BATCHES),
})
