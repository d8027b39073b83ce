import type { Sql } from 'postgres'
import { until } from '../support/until.ts'
import { connectTo } from './load.ts'
import { dayFromToday, PLANT } from './world.ts'

const AT_ONCE = 50
const HORIZON = 180

/**
 * What must hold after every benchmark, else its figure is worth nothing: stock is what moved, what is reserved is what
 * live reservations hold, and ATP is the fold of stock, lines and reservations, worked out here in the plainest way.
 */
export async function checkTruths(sql: Sql, graphql: string): Promise<void> {
  await until('the read models stand still', () => standsStill(sql))
  await conserved(sql)
  await atpIsFold(sql, graphql)
}

async function standsStill(sql: Sql): Promise<boolean> {
  const read = async () => {
    const [row] = await sql<{ position: string }[]>`
      select coalesce(max(position), 0)::text as position from inventory.stock_movement`
    return row?.position
  }
  const before = await read()
  await new Promise((resolve) => setTimeout(resolve, 300))
  return before === (await read())
}

async function conserved(sql: Sql): Promise<void> {
  const wrong = await sql<{ item: string }[]>`
    select coalesce(m.item, s.item) as item
    from (select item, location, lot, status, sum(quantity) as quantity from inventory.stock_movement
      where plant = ${PLANT} group by item, location, lot, status) m
    full join (select item, location, lot, status, sum(quantity) as quantity from inventory.stock_on_hand
      where plant = ${PLANT} group by item, location, lot, status) s using (item, location, lot, status)
    where coalesce(m.quantity, 0) <> coalesce(s.quantity, 0)`
  if (wrong.length > 0) throw new Error(`stock is not what moved, of ${names(wrong)}`)
}

interface Facts {
  readonly item: string
  readonly stock: number
  readonly lines: readonly (readonly [kind: string, date: string, amount: number])[] | null
  readonly reservations: readonly (readonly [date: string | null, amount: number])[] | null
}

async function atpIsFold(sql: Sql, graphql: string): Promise<void> {
  const items = await sql<Facts[]>`
    select s.item, sum(s.quantity)::float8 as stock,
      (select json_agg(json_build_array(l.kind, l.date, l.quantity::float8)) from inventory.atp_line l
        where l.plant = ${PLANT} and l.item = s.item) as lines,
      (select json_agg(json_build_array(case when r.kind = 'soft' then r.date end, r.open::float8)) from inventory.reservation r
        where r.plant = ${PLANT} and r.item = s.item and r.state = 'open' and (r.expires_at is null or r.expires_at > now())) as reservations
    from inventory.stock_on_hand s where s.plant = ${PLANT} and s.status = 'unrestricted' group by s.item`
  const client = connectTo(graphql, 1)
  try {
    for (let i = 0; i < items.length; i += AT_ONCE) {
      const some = items.slice(i, i + AT_ONCE)
      const requests = some.map(({ item }) => ({ plant: PLANT, item, horizonDays: HORIZON }))
      const query = `query ($requests: [AtpRequest!]!) { atps(requests: $requests) { buckets { date atp } } }`
      const { atps } = (await client.ask(JSON.stringify({ query, variables: { requests } }))) as {
        atps: { buckets: { date: string; atp: string }[] }[]
      }
      for (const [k, facts] of some.entries()) compare(facts, atps[k]?.buckets ?? [])
    }
  } finally {
    client.close()
  }
}

/** Whole pieces only, so that doubles are exact; of these benchmarks, whose reservations all wait on stock on hand. */
function compare(
  { item, stock, lines, reservations }: Facts,
  buckets: readonly { date: string; atp: string }[],
) {
  const reserved = (reservations ?? []).reduce((sum, [, amount]) => sum + amount, 0)
  let balance = stock - reserved
  const balances = buckets.map(({ date }, t) => {
    for (const [kind, day, amount] of lines ?? [])
      if (day === date || (t === 0 && day < dayFromToday(0))) balance += kind === 'supply' ? amount : -amount
    return balance
  })
  buckets.forEach(({ date, atp }, t) => {
    const least = Math.min(...balances.slice(t))
    if (Number(atp) !== least)
      throw new Error(
        `ATP of ${item} on ${date} is ${atp}; its stock, lines and reservations come to ${least}`,
      )
  })
}

const names = (rows: readonly { item: string }[]) =>
  [...new Set(rows.map(({ item }) => item))].slice(0, 10).join(', ')
