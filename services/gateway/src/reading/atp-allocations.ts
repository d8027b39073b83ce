import { type AllocatedPool, poolText } from '@takt/contracts'
import { sql } from 'drizzle-orm'
import { GraphQLError } from 'graphql'

export type AllocationFacts =
  | readonly {
      pool: string
      guaranteed: string | null
      max: string | null
      from: string | null
      until: string | null
      consumed: string
    }[]
  | null

/** What is allocated of the item of key `k`, whether its days have come or not. */
export const allocationsOfKey = sql`
          (select json_agg(json_build_object('pool', p.pool, 'guaranteed', p.guaranteed::text, 'max', p.max::text,
            'from', p.valid_from, 'until', p.valid_until, 'consumed', (p.open + p.issued)::text))
            from inventory.allocation p
            where p.plant = k.plant and p.item = k.item and p.state = 'allocated')`

export const allocatedPools = (facts: AllocationFacts): AllocatedPool[] | undefined =>
  facts?.map(({ pool, guaranteed, max, from, until, consumed }) => ({
    pool,
    guaranteed: guaranteed ?? undefined,
    max: max ?? undefined,
    from: from ?? undefined,
    until: until ?? undefined,
    consumed,
  }))

/** The pool that asks, as text. */
export function askingPool(path: readonly string[] | null | undefined): string | undefined {
  if (!path) return undefined
  if (path.length === 0 || path.some((name) => name === '' || name.includes('/')))
    throw new GraphQLError('pool must name its characteristics from the widest on, each without "/"')
  return poolText(path)
}
