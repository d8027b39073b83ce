import { type Api, all } from './graphql.ts'
import { ITEMS, type Item, PLANTS, type Plant } from './world.ts'

export interface Answers {
  readonly stock: readonly {
    plant: string
    item: string
    location: string
    lot: string | null
    status: string
    quantity: { amount: string }
  }[]
  readonly orders: readonly {
    plant: string
    order: string
    item: string | null
    status: string
    yield: { amount: string }
    scrap: { amount: string }
    quantity: { amount: string } | null
    progress: number | null
  }[]
  readonly parked: readonly { messageId: string | null; code: string; sentence: string }[]
  readonly atp: readonly { plant: Plant; item: Item; onHand: string; available: string[] }[]
}

/** How many days of ATP are compared. */
export const DAYS = 31

const PAGE = 'edges { node { %s } } pageInfo { hasNextPage endCursor }'
const STOCK = `query ($after: String) { rows: stock(first: 200, after: $after) { ${PAGE.replace('%s', 'plant item location lot status quantity { amount }')} } }`
const ORDERS = `query ($after: String) { rows: workOrders(first: 200, after: $after) { ${PAGE.replace('%s', 'plant order item status yield { amount } scrap { amount } quantity { amount } progress')} } }`
const PARKED = `query ($after: String) { rows: parkedMessages(first: 200, after: $after, state: parked) { ${PAGE.replace('%s', 'messageId code sentence')} } }`
const ATP = `query ($requests: [AtpRequest!]!) { atps(requests: $requests) { plant item onHand { amount } buckets { available } } }`

/** Everything the day is checked by, asked of the GraphQL API. */
export async function askAnswers(client: Api): Promise<Answers> {
  const requests = PLANTS.flatMap(({ plant }) =>
    Object.keys(ITEMS).map((item) => ({ plant, item, horizonDays: DAYS - 1 })),
  )
  const [stock, orders, parked, { atps }] = await Promise.all([
    all<Answers['stock'][number]>(client, STOCK),
    all<Answers['orders'][number]>(client, ORDERS),
    all<Answers['parked'][number]>(client, PARKED),
    client.ask<{
      atps: { plant: Plant; item: Item; onHand: { amount: string }; buckets: { available: string }[] }[]
    }>(ATP, { requests }),
  ])
  const atp = atps.map((a) => ({
    ...a,
    onHand: a.onHand.amount,
    available: a.buckets.map((b) => b.available),
  }))
  return { stock, orders, parked, atp }
}
