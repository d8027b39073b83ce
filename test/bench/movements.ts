import { setTimeout as delay } from 'node:timers/promises'
import { type NatsConnection, headers as natsHeaders } from 'nats'
import type { Sql } from 'postgres'
import type { Sent } from '../plant/message.ts'
import { until } from '../support/until.ts'
import { percentile } from './figure.ts'
import { type Keys, movement, uniform } from './world.ts'

/** Movements published and not yet visible, at most: the loop is closed over the whole way. */
const OUTSTANDING = 4_000
const IN_FLIGHT = 256
const encoder = new TextEncoder()

const publish = (nats: NatsConnection, message: Sent) => {
  const headers = natsHeaders()
  for (const [key, value] of Object.entries(message.headers)) headers.set(key, value)
  return nats.jetstream().publish(message.subject, encoder.encode(message.body), { headers })
}

const visible = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ count: string }[]>`
    select coalesce(sum(unrestricted), 0)::bigint::text as count from inventory.atp_item`
  return Number(row?.count ?? 0)
}

/** From publish to visible in the read model, movements/s, as many as go. */
export async function throughput(
  nats: NatsConnection,
  sql: Sql,
  keys: Keys,
  count: number,
  progress: (done: number) => void,
): Promise<number> {
  const before = await visible(sql)
  const begun = performance.now()
  let seen = 0
  for (let i = 0; i < count; i += IN_FLIGHT) {
    const size = Math.min(IN_FLIGHT, count - i)
    await Promise.all(Array.from({ length: size }, (_, j) => publish(nats, movement(keys(i + j)))))
    while (i + size - seen > OUTSTANDING) {
      seen = (await visible(sql)) - before
      if (i + size - seen > OUTSTANDING) await delay(5)
    }
    progress(seen)
  }
  await until('every movement is visible', async () => (await visible(sql)) - before >= count)
  return (count / (performance.now() - begun)) * 1000
}

export interface Latency {
  readonly p50Ms: number
  readonly p99Ms: number
}

/**
 * Open loop: movements go out on a clock, whatever becomes of those before; from the moment each was due to the
 * moment it stands in what ATP reads. `inventory.stock_movement` is written in the same transaction.
 */
export async function latency(
  nats: NatsConnection,
  sql: Sql,
  perSecond: number,
  seconds: number,
): Promise<Latency> {
  const due = new Map<string, number>()
  const samples: number[] = []
  const total = perSecond * seconds
  let [row] = await sql<
    { position: string }[]
  >`select coalesce(max(position), 0)::text as position from inventory.stock_movement`
  let sending = true
  const begun = performance.now()

  const watch = (async () => {
    while (sending || due.size > 0) {
      const rows = await sql<{ message_id: string; position: string }[]>`
        select message_id, position::text from inventory.stock_movement
        where position > ${row?.position ?? '0'}::numeric order by position`
      const now = performance.now()
      for (const { message_id, position } of rows) {
        const at = due.get(message_id)
        if (at !== undefined) samples.push(now - at)
        due.delete(message_id)
        row = { position }
      }
      await delay(2)
    }
  })()

  const sent: Promise<unknown>[] = []
  for (let i = 0; i < total; ) {
    const now = performance.now() - begun
    for (; i < total && (i * 1000) / perSecond <= now; i++) {
      const message = movement(uniform(i))
      due.set(message.id, begun + (i * 1000) / perSecond)
      sent.push(publish(nats, message))
    }
    await delay(2)
  }
  await Promise.all(sent)
  sending = false
  await watch
  return { p50Ms: percentile(samples, 0.5), p99Ms: percentile(samples, 0.99) }
}
