import type { NatsConnection } from 'nats'
import type { Sql } from 'postgres'
import { publishAll } from '../plant/publish.ts'
import { until } from '../support/until.ts'
import { command, type Outcome, outcomeOf } from './commands.ts'
import { closedLoopOf } from './load.ts'
import { dayFromToday, itemName, messageId, movement, PLANT, publishItems } from './world.ts'

const HOT = 'HOT'
const HOT_STOCK = 6_000
const HOT_REQUESTS = 7_000
const HOT_IN_FLIGHT = 64
const DAYS = 60
const RESERVATIONS = 10_000
const RESERVED_ITEMS = 1_000

interface World {
  readonly nats: NatsConnection
  readonly sql: Sql
  readonly graphql: string
}

/**
 * One item, fewer units than asked for, one unit a promise, {@link HOT_IN_FLIGHT} requests in flight: decisions/s.
 * Throws where one unit more, or one less, was promised than there was.
 */
export async function hotPromises({ nats, sql, graphql }: World): Promise<number> {
  await publishItems(nats, sql, [HOT])
  await publishAll(nats, [movement(HOT, HOT_STOCK)])
  await until('the hot item is there', async () => (await unrestricted(sql, HOT)) === HOT_STOCK)
  const seen = tally()
  const { perSecond } = await closedLoopOf(
    graphql,
    (i) =>
      command('promiseStock', {
        promise: messageId(),
        item: HOT,
        policy: 'all',
        lines: [{ line: '10', quantity: { amount: '1', unit: 'EA' }, date: dayFromToday(i % DAYS) }],
      }),
    { connections: HOT_IN_FLIGHT, requests: HOT_REQUESTS, answered: seen.add },
  )
  seen.expect({ accepted: HOT_STOCK, 'not-available': HOT_REQUESTS - HOT_STOCK })
  return perSecond
}

/** {@link RESERVATIONS} reservations over {@link RESERVED_ITEMS} items, 64 requests in flight: seconds for all of them. */
export async function manyReservations({ nats, sql, graphql }: World): Promise<number> {
  const each = RESERVATIONS / RESERVED_ITEMS
  const items = Array.from({ length: RESERVED_ITEMS }, (_, i) => itemName(i))
  const before = await total(sql)
  await publishAll(
    nats,
    items.map((item) => movement(item, each)),
  )
  await until('there is enough to reserve', async () => (await total(sql)) === before + RESERVATIONS)
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const seen = tally()
  const { requests, perSecond } = await closedLoopOf(
    graphql,
    (i) =>
      command('reserveStock', {
        reservation: messageId(),
        item: items[i % RESERVED_ITEMS],
        quantity: { amount: '1', unit: 'EA' },
        expiresAt,
      }),
    { connections: HOT_IN_FLIGHT, requests: RESERVATIONS, answered: seen.add },
  )
  seen.expect({ accepted: RESERVATIONS })
  return requests / perSecond
}

const unrestricted = async (sql: Sql, item: string): Promise<number> => {
  const [row] = await sql<{ amount: string }[]>`
    select coalesce(sum(quantity), 0)::text as amount from inventory.stock_on_hand
    where plant = ${PLANT} and item = ${item} and status = 'unrestricted'`
  return Number(row?.amount)
}

const total = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ amount: string }[]>`
    select coalesce(sum(quantity), 0)::text as amount from inventory.stock_on_hand where plant = ${PLANT}`
  return Number(row?.amount)
}

/** Counts outcomes, to be compared with what must have come out. */
function tally() {
  const counts: Record<string, number> = {}
  const key = ({ kind, code }: Outcome) => (kind === 'CommandAccepted' ? 'accepted' : (code ?? kind))
  return {
    add: (data: Record<string, unknown>) => {
      const name = key(outcomeOf(data))
      counts[name] = (counts[name] ?? 0) + 1
    },
    expect(expected: Record<string, number>) {
      const [found, wanted] = [counts, expected].map((c) => JSON.stringify(Object.entries(c).sort()))
      if (found !== wanted) throw new Error(`outcomes were ${found}, and had to be ${wanted}`)
    },
  }
}
