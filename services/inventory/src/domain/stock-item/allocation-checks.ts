import { compare, poolsAbove, sum } from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import type { PoolLimits } from './allocation-state.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'

type Pools = Readonly<Record<string, PoolLimits>>

/**
 * Refuses what contradicts itself or the pools around it: a guarantee counts within that of the pool above and must
 * fit into it, and into every maximum above. Pools whose days do not meet do not stand in each other's way.
 */
export function inconsistent(pools: Pools, pool: string, ask: Ask): Rejection | undefined {
  const { from, until } = pools[pool] as PoolLimits
  if (from !== undefined && until !== undefined && until < from)
    return no(pool, `it would end on ${until}, before it starts on ${from}`, { from, until }, ask)
  for (const each of poolsAbove(pool).reverse()) {
    const limits = own(pools, each)
    if (!limits) continue
    const { guaranteed, max } = limits
    const below = sum(directlyBelow(pools, each).map((other) => guaranteeOf(pools, other, limits)))
    if (guaranteed !== undefined && compare(below, guaranteed) > 0)
      return no(
        pool,
        `the pools below ${each} would be guaranteed ${below} ${ask.item.unit}, and ${each} only ${guaranteed}`,
        { within: each, guaranteed, guaranteedBelow: below },
        ask,
      )
    const least = guaranteed ?? below
    if (max !== undefined && compare(least, max) > 0)
      return no(
        pool,
        `${each} would be guaranteed ${least} ${ask.item.unit}, and may take ${max} at most`,
        { within: each, guaranteed: least, max },
        ask,
      )
  }
  return undefined
}

const no = (pool: string, sentence: string, numbers: Record<string, string>, { item }: Ask): Rejection =>
  reject('allocation-inconsistent', `${pool} of ${item.item} cannot be allocated so: ${sentence}.`, {
    item: item.item,
    pool,
    unit: item.unit,
    ...numbers,
  })

/** Of those that are allocated. */
const directlyBelow = (pools: Pools, pool: string): string[] =>
  Object.keys(pools).filter(
    (each) =>
      poolsAbove(each)
        .slice(0, -1)
        .findLast((above) => own(pools, above)) === pool,
  )

/** A pool's own guarantee, or where it has none what is guaranteed to those below it. */
function guaranteeOf(pools: Pools, pool: string, meets: PoolLimits): string {
  const limits = pools[pool] as PoolLimits
  if (!meet(limits, meets)) return '0'
  return limits.guaranteed ?? sum(directlyBelow(pools, pool).map((each) => guaranteeOf(pools, each, meets)))
}

const meet = (a: PoolLimits, b: PoolLimits): boolean =>
  (a.from ?? '') <= (b.until ?? '~') && (b.from ?? '') <= (a.until ?? '~')
