import { type AllocatedPool, type CarryOver, poolText } from '@takt/contracts'
import { sql } from 'drizzle-orm'
import { GraphQLError } from 'graphql'

export type AllocationFacts =
  | readonly {
      pool: string
      carryOver: CarryOver | null
      periods: readonly {
        starts: string
        until: string | null
        releaseOn: string | null
        guaranteed: string | null
        max: string | null
        consumed: string
      }[]
    }[]
  | null

/** What is allocated of the item of key `k`, whether its days have come or not. */
export const allocationsOfKey = sql`
          (select json_agg(json_build_object('pool', a.pool, 'carryOver', a.carry_over, 'periods', (
            select coalesce(json_agg(json_build_object('starts', p.starts, 'until', p.valid_until, 'releaseOn', p.release_on,
              'guaranteed', p.guaranteed::text, 'max', p.max::text, 'consumed', (p.open + p.issued)::text)
              order by p.starts), '[]') from inventory.allocation_period p
              where p.plant = a.plant and p.item = a.item and p.pool = a.pool and p.state = 'allocated')))
            from inventory.allocation a
            where a.plant = k.plant and a.item = k.item and a.state = 'allocated')`

export const allocatedPools = (facts: AllocationFacts): AllocatedPool[] | undefined =>
  facts?.map(({ pool, carryOver, periods }) => ({
    pool,
    carryOver: carryOver ?? undefined,
    periods: periods.map(({ starts, until, releaseOn, guaranteed, max, consumed }) => ({
      from: starts || undefined,
      until: until ?? undefined,
      releaseOn: releaseOn ?? undefined,
      guaranteed: guaranteed ?? undefined,
      max: max ?? undefined,
      consumed,
    })),
  }))

/** The pool that asks, as text. */
export function askingPool(path: readonly string[] | null | undefined): string | undefined {
  if (!path) return undefined
  if (path.length === 0 || path.some((name) => name === '' || name.includes('/')))
    throw new GraphQLError('pool must name its characteristics from the widest on, each without "/"')
  return poolText(path)
}
