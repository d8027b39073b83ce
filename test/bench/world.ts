import type { NatsConnection } from 'nats'
import type { Sql } from 'postgres'
import { plain, type Sent } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { until } from '../support/until.ts'

export const ITEMS = 1_000
export const PLANT = 'B1'
export const itemName = (i: number) => `ITEM-${String(i).padStart(4, '0')}`

/** A plant and a thousand items to move. */
export async function publishWorld(nats: NatsConnection, sql: Sql): Promise<void> {
  const plant = {
    plant: PLANT,
    name: 'Bench works',
    timeZone: 'Europe/Berlin',
    defaultLocation: 'STORE',
    latePolicy: { kind: 'assume', days: 0 },
    inspectionStockInAtp: false,
  }
  const items = Array.from({ length: ITEMS }, (_, i) => ({
    item: itemName(i),
    description: `Item ${i}`,
    unit: 'EA',
    leadTimeDays: 5,
  }))
  await publishAll(nats, [
    plain('in.all.masterdata.plant-published.v1', 'bench-plant', plant),
    ...items.map((item) => plain('in.all.masterdata.item-published.v1', `bench-${item.item}`, item)),
  ])
  for (const context of ['masterdata', 'inventory']) {
    await until(`${context} knows ${ITEMS} items`, async () => {
      const table =
        context === 'masterdata' ? sql`masterdata.item` : sql`inventory.reference where kind = 'items'`
      const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ${table}`
      return (row?.count ?? 0) >= ITEMS
    })
  }
}

let messages = 0

/** One receipt of one piece. */
export const movement = (item: string): Sent =>
  plain(`in.${PLANT}.inventory.goods-receipt-reported.v1`, `bench-${process.pid}-${++messages}`, {
    item,
    location: 'STORE',
    quantity: { amount: '1', unit: 'EA' },
  })

/** Which item the i-th movement is of. */
export type Keys = (i: number) => string

export const uniform: Keys = (i) => itemName((i * 7919) % ITEMS)

/** Zipf with exponent 1 over the items: the first takes some 13% of all movements. */
export function zipf(): Keys {
  const weights = Array.from({ length: ITEMS }, (_, i) => 1 / (i + 1))
  const total = weights.reduce((a, b) => a + b, 0)
  const bounds: number[] = []
  let sum = 0
  for (const weight of weights) {
    sum += weight / total
    bounds.push(sum)
  }
  // A low-discrepancy sequence instead of chance: every run moves the same items.
  return (i) => {
    const point = (i * 0.6180339887498949) % 1
    let [low, high] = [0, ITEMS - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((bounds[middle] as number) < point) low = middle + 1
      else high = middle
    }
    return itemName(low)
  }
}
