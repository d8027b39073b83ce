import type { NatsConnection } from 'nats'
import type { Sql } from 'postgres'
import { plain, type Sent } from '../plant/message.ts'
import { publishAll } from '../plant/publish.ts'
import { until } from '../support/until.ts'
import { closedLoop, openLoop } from './load.ts'
import { dayFromToday, itemName, messageId, PLANT, publishItems, uniform } from './world.ts'

const CONNECTIONS = 32
const QUERY_MS = 6_000
const LINES = 200
const BUSY_ITEMS = 20
const FIELDS = 'available earliest(amount: "10")'

const one = (item: string, fields = FIELDS) =>
  JSON.stringify({
    query: `query ($item: ID!) { atp(plant: "${PLANT}", item: $item) { ${fields} } }`,
    variables: { item },
  })

const many = (items: readonly string[], fields = FIELDS) =>
  JSON.stringify({
    query: `query ($requests: [AtpRequest!]!) { atps(requests: $requests) { ${fields} } }`,
    variables: { requests: items.map((item) => ({ plant: PLANT, item })) },
  })

/** Questions about items with little planned, as many as go: one item a question, and twenty. */
export async function plainQuestions(url: string) {
  const twenty = (i: number) => many(Array.from({ length: 20 }, (_, k) => itemName((i * 20 + k) % 1000)))
  return { one: await peak(url, (i) => one(uniform(i))), twenty: await peak(url, twenty) }
}

const peak = async (url: string, body: (i: number) => string) => {
  await closedLoop(url, body, { connections: CONNECTIONS, durationMs: 2_000 })
  return closedLoop(url, body, { connections: CONNECTIONS, durationMs: QUERY_MS })
}

const busy = (i: number) => `BUSY-${i % BUSY_ITEMS}`

/** Items with {@link LINES} lines of supply and demand each, spread over the horizon. */
export async function publishBusyItems(nats: NatsConnection, sql: Sql): Promise<void> {
  const items = Array.from({ length: BUSY_ITEMS }, (_, i) => busy(i))
  await publishItems(nats, sql, items)
  await publishAll(
    nats,
    items.flatMap((item) => Array.from({ length: LINES }, (_, i) => plannedLine(item, i))),
  )
  await until('every line is known', async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from inventory.atp_line where plant = ${PLANT} and item in ${sql(items)}`
    return row?.count === BUSY_ITEMS * LINES
  })
}

function plannedLine(item: string, i: number): Sent {
  const isSupply = i % 2 === 0
  return plain(`in.${PLANT}.inventory.${isSupply ? 'supply' : 'demand'}-reported.v1`, messageId(), {
    item,
    document: { type: isSupply ? 'purchaseOrder' : 'salesOrder', id: `${item}-${i}`, line: '10' },
    quantity: { amount: String(isSupply ? 10 : 9), unit: 'EA' },
    date: dayFromToday((i * 7) % 180),
  })
}

/**
 * All 180 buckets of an item with {@link LINES} lines, at half of the rate that can be had at most; the median of three
 * rounds, as one pause of the machine is in the p99 of its round.
 */
export async function fullAnswer(url: string) {
  const body = (i: number) => one(busy(i), 'buckets { date supply demand projected atp available }')
  const { perSecond } = await peak(url, body)
  const rounds: number[] = []
  for (let round = 0; round < 3; round++) {
    const half = await openLoop(url, body, { perSecond: perSecond / 2, durationMs: QUERY_MS })
    rounds.push(half.p99Ms)
  }
  const [, p99Ms, worst] = rounds.sort((a, b) => a - b) as [number, number, number]
  return { peak: perSecond, p99Ms, worst }
}

/** How much longer a question about twenty items takes than one about one; asked by turns, one at a time. */
export async function twentyToOne(url: string): Promise<number> {
  const twenty = many(Array.from({ length: BUSY_ITEMS }, (_, i) => busy(i)))
  const alone = { connections: 1, durationMs: 1_000 }
  const ratios: number[] = []
  for (let round = 0; round < 5; round++) {
    const single = await closedLoop(url, (i) => one(busy(i)), alone)
    const all = await closedLoop(url, () => twenty, alone)
    ratios.push(all.p50Ms / single.p50Ms)
  }
  return ratios.sort((a, b) => a - b)[2] as number
}
