import type { Sql } from 'postgres'
import { LONG } from './cold-load.ts'
import { connectTo } from './load.ts'
import { PLANT } from './world.ts'

const ROUNDS = 5
const WARM_UP = 2

/**
 * How long an item with a long history takes to be told as of one of its last events, in ms, the median of
 * {@link ROUNDS}: read anew, as each is asked as of the event before the last question's; and once more as of the same,
 * as for the next page.
 */
export async function asOfLong(url: string, sql: Sql): Promise<{ anew: number; again: number }> {
  const client = connectTo(url, 1)
  const positions = await sql<{ position: string }[]>`select position::text from inventory.stock_movement
    where plant = ${PLANT} and item = ${LONG} order by stock_movement.position desc limit ${WARM_UP + ROUNDS}`
  const ask = async (position: string) => {
    const asked = `plant: "${PLANT}", item: "${LONG}", position: "${position}"`
    const query = `{ inventoryAsOf(${asked}) { stock { quantity { amount } } atp { available } } }`
    const since = performance.now()
    await client.ask(JSON.stringify({ query }))
    return performance.now() - since
  }
  const times: { anew: number; again: number }[] = []
  for (const { position } of positions) times.push({ anew: await ask(position), again: await ask(position) })
  client.close()
  const median = (of: 'anew' | 'again') =>
    times
      .slice(WARM_UP)
      .map((time) => time[of])
      .sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number
  return { anew: median('anew'), again: median('again') }
}
