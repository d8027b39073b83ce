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
  await publishAll(nats, [plain('in.all.masterdata.plant-published.v1', 'bench-plant', plant)])
  await publishItems(
    nats,
    sql,
    Array.from({ length: ITEMS }, (_, i) => itemName(i)),
  )
}

/** Items, known to every service that asks for them when it resolves. */
export async function publishItems(nats: NatsConnection, sql: Sql, names: readonly string[]): Promise<void> {
  const items = names.map((item) => ({ item, description: `Item ${item}`, unit: 'EA', leadTimeDays: 5 }))
  const known = (table: 'masterdata' | 'inventory') =>
    table === 'masterdata'
      ? sql`masterdata.item where item in ${sql(names)}`
      : sql`inventory.reference where kind = 'items' and key in ${sql(names)}`
  await publishAll(
    nats,
    items.map((item) => plain('in.all.masterdata.item-published.v1', `bench-${item.item}`, item)),
  )
  for (const context of ['masterdata', 'inventory'] as const) {
    await until(`${context} knows ${names.length} items`, async () => {
      const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ${known(context)}`
      return (row?.count ?? 0) >= names.length
    })
  }
}

let messages = 0

export const messageId = () => `bench-${process.pid}-${++messages}`

/** One receipt, of one piece where nothing else is said. */
export const movement = (item: string, amount = 1): Sent =>
  plain(`in.${PLANT}.inventory.goods-receipt-reported.v1`, messageId(), {
    item,
    location: 'STORE',
    quantity: { amount: String(amount), unit: 'EA' },
  })

/** The day so many days from today in the plant's zone. */
export function dayFromToday(days: number): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(new Date())
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
}

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
