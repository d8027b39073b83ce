import type { Platform } from '@takt/infra-local'
import type { NatsConnection } from 'nats'
import type { Sql } from 'postgres'
import { publishAll } from '../plant/publish.ts'
import { until } from '../support/until.ts'
import { command, outcomeOf } from './commands.ts'
import { connectTo } from './load.ts'
import { messageId, movement, publishItems } from './world.ts'

export const LONG = 'LONG-HISTORY'
const SHORT = 'SHORT-HISTORY'
const ROUNDS = 5
const WARMERS = Array.from({ length: 20 }, (_, i) => `WARM-UP-${i}`)

/**
 * How much later the first command of an item with a long history is answered than that of one with ten events, when
 * the service has neither in memory: milliseconds, the median of {@link ROUNDS} starts of the service.
 */
export async function coldLoad(
  platform: Platform,
  { nats, sql, events }: { readonly nats: NatsConnection; readonly sql: Sql; readonly events: number },
  progress: (text: string) => void,
): Promise<number> {
  await publishItems(nats, sql, [LONG, SHORT, ...WARMERS])
  await publishAll(nats, [
    ...WARMERS.map((item) => movement(item, ROUNDS)),
    ...Array.from({ length: 10 }, () => movement(SHORT)),
  ])
  for (let sent = 0; sent < events; sent += 10_000) {
    await publishAll(
      nats,
      Array.from({ length: Math.min(10_000, events - sent) }, () => movement(LONG)),
    )
    await until('the history is recorded', async () => (await recorded(sql)) >= sent, 300_000)
    progress(`cold.load: ${Math.min(sent + 10_000, events)} of ${events} events published`)
  }
  await until('the history is recorded', async () => (await recorded(sql)) >= events, 300_000)
  const differences: number[] = []
  for (let round = 0; round < ROUNDS; round++) differences.push(await oneStart(platform))
  return differences.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number
}

const recorded = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from inventory.stock_movement where item = ${LONG}`
  return row?.count ?? 0
}

async function oneStart(platform: Platform): Promise<number> {
  await platform.kill('inventory')
  await platform.waitReady()
  const client = connectTo(platform.endpoints.graphql, 1)
  const first = async (item: string) => {
    const since = performance.now()
    const body = command('reserveStock', {
      reservation: messageId(),
      item,
      quantity: { amount: '1', unit: 'EA' },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    })
    const outcome = outcomeOf(await client.ask(body))
    if (outcome.kind !== 'CommandAccepted')
      throw new Error(`${item} was not reserved: ${JSON.stringify(outcome)}`)
    return performance.now() - since
  }
  // The start's own costs are neither's: code compiled, connections made.
  for (const item of WARMERS) await first(item)
  const short = await first(SHORT)
  const long = await first(LONG)
  client.close()
  return long - short
}
