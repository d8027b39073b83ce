import { type AllocatedPool, consumptionKey, isInForce, isOrIsBelow, withConsumption } from './allocation.ts'
import { allNodes, type PoolNode, poolTree } from './allocation-tree.ts'
import { dayNumber, dayOf } from './calendar.ts'
import { MAX_HORIZON_DAYS } from './input.ts'
import { type Scaled, unscaled } from './scaled.ts'

/** What one asker may take, beside what there is. It never changes: {@link taken} makes another. */
export interface Share {
  /** Bucket 0. */
  readonly today: number
  /** Who asks; everybody where left out. */
  readonly pool: string | undefined
  readonly pools: readonly AllocatedPool[]
  /**
   * Guaranteed to anybody and not consumed, of all periods begun by each bucket. A pool may take its guarantee on any
   * day of the period, so it is set aside from the first on, like demand of that day.
   */
  readonly guaranteed: readonly Scaled[]
  /** Of its own pool and of those above it, the widest first. */
  readonly mine: readonly PoolNode[]
}

/** The tightest maximum, of the asker's pool or of one above it. */
export interface ShareLimit {
  readonly pool: string
  readonly from: string | undefined
  readonly until: string | undefined
  readonly max: Scaled
  readonly consumed: Scaled
  readonly left: Scaled
}

/** What somebody who asks for a pool, or for none, may take; undefined where nothing is allocated. */
export function shareOf(
  pools: readonly AllocatedPool[],
  today: number,
  pool: string | undefined,
): Share | undefined {
  const top = poolTree(pools, dayOf(today))
  if (top.length === 0) return undefined
  const guaranteed = new Array<Scaled>(MAX_HORIZON_DAYS + 1).fill(0n)
  for (const { from, unassigned } of allNodes(top)) {
    const start = from === undefined ? 0 : Math.max(0, dayNumber(from) - today)
    if (start <= MAX_HORIZON_DAYS) guaranteed[start] = (guaranteed[start] as Scaled) + unassigned
  }
  for (let t = 1; t < guaranteed.length; t++)
    guaranteed[t] = (guaranteed[t] as Scaled) + (guaranteed[t - 1] as Scaled)
  const mine = [...allNodes(top)].filter((node) => isOrIsBelow(pool, node.pool))
  return { today, pool, pools, guaranteed, mine }
}

/** The bucket from which on nothing more is guaranteed to anybody. */
export const lastBegin = ({ guaranteed }: Share): number =>
  Math.max(
    0,
    guaranteed.findLastIndex((amount, t) => amount !== guaranteed[t - 1]),
  )

/** The share when its asker has taken an amount for a bucket. */
export function taken(share: Share, bucket: number, amount: Scaled): Share {
  if (share.pool === undefined) return share
  const more = { [consumptionKey(share.pool, dayOf(share.today + bucket))]: unscaled(amount) }
  return shareOf(withConsumption(share.pools, more), share.today, share.pool) ?? share
}

/** What a share may take on one day. */
export interface DayShare {
  /** Guaranteed to the asker's pool and those above it for that day, and for no other below them. */
  readonly own: Scaled
  readonly limit: ShareLimit | undefined
}

const NOTHING: DayShare = { own: 0n, limit: undefined }

export function shareOn(share: Share, bucket: number): DayShare {
  if (share.mine.length === 0) return NOTHING
  const day = dayOf(share.today + bucket)
  let own = 0n
  let limit: ShareLimit | undefined
  for (const node of share.mine) {
    if (!isInForce(node, day)) continue
    own += node.unassigned
    const { pool, from, until, max, consumed } = node
    if (max === undefined) continue
    // It leaves room for what is guaranteed to others within it.
    const left = max - consumed - forOthers(node.below, share.pool, day)
    if (limit === undefined || left <= limit.left) limit = { pool, from, until, max, consumed, left }
  }
  return { own, limit }
}

/** What of an amount available to promise a share may take, with `free` of it for everybody; below zero, it is short for all. */
export function sharedAtp({ own, limit }: DayShare, atp: Scaled, free: Scaled): Scaled {
  if (atp <= 0n) return atp
  const may = least(atp, own + most(0n, free))
  return limit === undefined ? may : most(0n, least(may, limit.left))
}

/** What stays set aside for others, however much the pool takes for the day. */
const forOthers = (nodes: readonly PoolNode[], pool: string | undefined, day: string): Scaled =>
  nodes.reduce(
    (sum, node) => sum + (isFor(node, pool, day) ? forOthers(node.below, pool, day) : node.remaining),
    0n,
  )

const isFor = (node: PoolNode, pool: string | undefined, day: string): boolean =>
  isOrIsBelow(pool, node.pool) && isInForce(node, day)

const least = (a: Scaled, b: Scaled): Scaled => (a < b ? a : b)
const most = (a: Scaled, b: Scaled): Scaled => (a > b ? a : b)
