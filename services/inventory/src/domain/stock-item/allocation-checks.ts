import {
  allNodes,
  compare,
  isOrIsBelow,
  max,
  type PoolNode,
  poolTree,
  subtract,
  unscaled,
} from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import type { Limits } from './allocation-periods.ts'
import type { Pool } from './allocation-state.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'

type Pools = Readonly<Record<string, Pool>>

/** Refuses periods that end before they start, are released after their end, or share a day. */
export function sharesDays(pool: string, periods: readonly Limits[], ask: Ask): Rejection | undefined {
  for (const [i, { from, until, releaseOn }] of periods.entries()) {
    if (from !== undefined && until !== undefined && until < from)
      return no(pool, `it would end on ${until}, before it starts on ${from}`, { from, until }, ask)
    if (releaseOn !== undefined && until !== undefined && releaseOn > until)
      return no(pool, `it would be released on ${releaseOn}, after its end on ${until}`, { releaseOn }, ask)
    const next = periods[i + 1]
    if (next && (until === undefined || (next.from ?? '') <= until))
      return no(
        pool,
        `its period ${told(next)} has days of its period ${told({ from, until })}: each day is of one period`,
        { from: next.from ?? null, until: until ?? null },
        ask,
      )
  }
  return undefined
}

/**
 * Refuses what contradicts the pools around it: a period lies within one of the pool above, its guarantee counts within
 * that and must fit into it, and into every maximum above. Periods that share no day do not stand in each other's way.
 */
export function inconsistent(pools: Pools, pool: string, ask: Ask): Rejection | undefined {
  const crossed = crosses(pools, pool, ask)
  if (crossed) return crossed
  const planned = Object.entries(pools).map(([each, { periods }]) => ({
    pool: each,
    periods: periods.map((period) => ({ ...period, ...plan(period), releaseOn: undefined, consumed: '0' })),
  }))
  const around = [...allNodes(poolTree(planned, ''))].filter((node) => isOrIsBelow(pool, node.pool))
  // Those that are nearest first.
  for (const node of around.sort((a, b) => b.pool.length - a.pool.length)) {
    const clash = exceeded(node, pool, ask)
    if (clash) return clash
  }
  return undefined
}

/** What was allocated, without what was carried over: that came from what fitted. */
function plan({ guaranteed, max: most, carriedGuaranteed = '0', carriedMax = '0' }: Pool['periods'][number]) {
  return {
    guaranteed: guaranteed === undefined ? undefined : max('0', subtract(guaranteed, carriedGuaranteed)),
    max: most === undefined ? undefined : subtract(most, carriedMax),
  }
}

function exceeded(node: PoolNode, pool: string, ask: Ask): Rejection | undefined {
  const below = unscaled(node.remaining - node.unassigned)
  const guaranteed = unscaled(node.guaranteed)
  const days = daysOf(node)
  const { unit } = ask.item
  if (guaranteed !== '0' && compare(below, guaranteed) > 0)
    return no(
      pool,
      `the pools below ${node.pool} would be guaranteed ${below} ${unit}${on(node)}, and ${node.pool} only ${guaranteed}`,
      { within: node.pool, ...days, guaranteed, guaranteedBelow: below },
      ask,
    )
  const least = unscaled(node.remaining)
  if (node.max !== undefined && compare(least, unscaled(node.max)) > 0)
    return no(
      pool,
      `${node.pool} would be guaranteed ${least} ${unit}${on(node)}, and may take ${unscaled(node.max)} at most`,
      { within: node.pool, ...days, guaranteed: least, max: unscaled(node.max) },
      ask,
    )
  return undefined
}

/** A period that lies partly within one above it would count within it in part only, and nobody could say which. */
function crosses(pools: Pools, pool: string, ask: Ask): Rejection | undefined {
  const related = Object.keys(pools).flatMap((other) =>
    other !== pool && (isOrIsBelow(pool, other) || isOrIsBelow(other, pool)) ? [[pool, other].sort()] : [],
  )
  for (const [above = '', below = ''] of related)
    for (const outer of own(pools, above)?.periods ?? [])
      for (const inner of own(pools, below)?.periods ?? [])
        if (meet(outer, inner) && !isWithin(inner, outer))
          return no(
            pool,
            `the period ${told(inner)} of ${below} lies only partly within ${told(outer)} of ${above}: let it begin and end within`,
            { within: above, ...daysOf(outer) },
            ask,
          )
  return undefined
}

type Days = Pick<PoolNode, 'from' | 'until'> | Limits

const meet = (a: Days, b: Days): boolean =>
  (a.from ?? '') <= (b.until ?? '~') && (b.from ?? '') <= (a.until ?? '~')

const isWithin = (inner: Days, { from, until }: Days): boolean =>
  (from === undefined || (inner.from !== undefined && inner.from >= from)) &&
  (until === undefined || (inner.until !== undefined && inner.until <= until))

const told = ({ from, until }: Days): string =>
  from === undefined && until === undefined ? 'without end' : `${from ?? '…'} to ${until ?? '…'}`
const on = (days: Days): string =>
  days.from === undefined && days.until === undefined ? '' : ` for ${told(days)}`
const daysOf = ({ from, until }: Days): Record<string, string> => ({
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
})

const no = (
  pool: string,
  sentence: string,
  numbers: Record<string, string | null>,
  { item }: Ask,
): Rejection =>
  reject('allocation-inconsistent', `${pool} of ${item.item} cannot be allocated so: ${sentence}.`, {
    item: item.item,
    pool,
    unit: item.unit,
    ...numbers,
  })
