import { type Scaled, scaled, unscaled } from './scaled.ts'

/** What a pool is allocated. Exact decimals in base units, days in the plant's zone. */
export interface AllocatedPool {
  /** Its path as text, as `web/gold`. */
  readonly pool: string
  readonly guaranteed?: string | undefined
  readonly max?: string | undefined
  readonly from?: string | undefined
  /** The last day. */
  readonly until?: string | undefined
  /** By it and all pools below it, open or issued. */
  readonly consumed: string
}

/** What one asker may take, beside what there is. */
export interface Share {
  /** Who asks; everybody where left out. */
  readonly pool: string | undefined
  /** Guaranteed to its pool, and not consumed. */
  readonly own: Scaled
  /** Guaranteed to anybody, and not consumed. */
  readonly guaranteed: Scaled
  /** The tightest maximum, of its pool or of one above it, and what it leaves; undefined where there is none. */
  readonly limit: Limit | undefined
  /** Since then. */
  taken: Scaled
}

interface Limit {
  readonly pool: string
  readonly max: Scaled
  readonly consumed: Scaled
  readonly left: Scaled
}

interface Node {
  readonly pool: string
  readonly guaranteed: Scaled
  readonly max: Scaled | undefined
  readonly consumed: Scaled
  readonly below: Node[]
}

export const poolText = (path: readonly string[]): string => path.join('/')
export const poolPath = (text: string): string[] => text.split('/')

/** A pool and all above it, the widest first. */
export const poolsAbove = (pool: string): string[] =>
  poolPath(pool).map((_, i, path) => poolText(path.slice(0, i + 1)))

export const isInForce = ({ from, until }: Pick<AllocatedPool, 'from' | 'until'>, day: string): boolean =>
  (from ?? '') <= day && day <= (until ?? '~')

/**
 * What somebody who asks for a pool, or for none, may take; undefined where nothing is allocated on that day.
 * What is still set aside for a pool is the greater of what is for those below it, and of its own guarantee less all
 * that was consumed in it: so a pool's guarantee counts within that of the pool above, and the order in which it was
 * consumed changes nothing. A pool's maximum leaves room for what is guaranteed to others within it.
 */
export function shareOf(
  pools: readonly AllocatedPool[],
  day: string,
  pool: string | undefined,
): Share | undefined {
  const top = treeOf(pools.filter((each) => isInForce(each, day)))
  if (top.length === 0) return undefined
  const guaranteed = total(top, remaining)
  const own = guaranteed - forOthers(top, pool)
  return { pool, own, guaranteed, limit: limitOf(top, pool), taken: 0n }
}

/** What is set aside for a pool and not consumed, of `pools` all in force; and what of it is for no pool below it. */
export function remainingOf(pools: readonly AllocatedPool[], pool: string) {
  const node = find(treeOf(pools), pool)
  if (!node) return { remaining: '0', unassigned: '0' }
  const left = remaining(node)
  return { remaining: unscaled(left), unassigned: unscaled(left - total(node.below, remaining)) }
}

/** What of an amount available to promise a share may take; below zero, it is short for all. */
export function sharedAtp({ own, guaranteed, limit, taken }: Share, atp: Scaled): Scaled {
  if (atp <= 0n) return atp
  const used = least(own, taken)
  const free = most(0n, atp - (guaranteed - used))
  const may = least(atp, own - used + free)
  return limit === undefined ? may : most(0n, least(may, limit.left - taken))
}

/** The numbers behind a share, of an amount available to promise. */
export function shareNumbers(share: Share, atp: string) {
  const used = least(share.own, share.taken)
  return {
    guaranteedLeft: unscaled(share.own - used),
    free: unscaled(most(0n, scaled(atp) - (share.guaranteed - used))),
    ...(share.limit === undefined ? {} : limitNumbers(share.limit, share.taken)),
  }
}

const limitNumbers = ({ pool, max, consumed }: Limit, taken: Scaled) => ({
  limitedBy: pool,
  max: unscaled(max),
  consumed: unscaled(consumed + taken),
})

function treeOf(pools: readonly AllocatedPool[]): Node[] {
  const nodes = new Map<string, Node>()
  for (const { pool, guaranteed, max, consumed } of pools)
    nodes.set(pool, {
      pool,
      guaranteed: scaled(guaranteed ?? '0'),
      max: max === undefined ? undefined : scaled(max),
      consumed: scaled(consumed),
      below: [],
    })
  const top: Node[] = []
  for (const node of nodes.values()) {
    const above = poolsAbove(node.pool)
      .slice(0, -1)
      .findLast((each) => nodes.has(each))
    ;(above === undefined ? top : (nodes.get(above) as Node).below).push(node)
  }
  return top
}

const find = (nodes: readonly Node[], pool: string): Node | undefined => {
  const node = nodes.find((each) => contains(each, pool))
  return node === undefined || node.pool === pool ? node : find(node.below, pool)
}

const remaining = (node: Node): Scaled => most(total(node.below, remaining), node.guaranteed - node.consumed)

/** What stays set aside for others, however much the pool takes. */
const forOthers = (nodes: readonly Node[], pool: string | undefined): Scaled =>
  total(nodes, (node) => (contains(node, pool) ? forOthers(node.below, pool) : remaining(node)))

function limitOf(nodes: readonly Node[], pool: string | undefined): Limit | undefined {
  const node = nodes.find((each) => contains(each, pool))
  if (!node) return undefined
  const below = limitOf(node.below, pool)
  const { max, consumed } = node
  if (max === undefined) return below
  const left = max - consumed - forOthers(node.below, pool)
  return below !== undefined && below.left <= left ? below : { pool: node.pool, max, consumed, left }
}

const contains = (node: Node, pool: string | undefined): boolean =>
  pool === node.pool || (pool?.startsWith(`${node.pool}/`) ?? false)
const total = <T>(values: readonly T[], of: (value: T) => Scaled): Scaled =>
  values.reduce((sum, value) => sum + of(value), 0n)
const least = (a: Scaled, b: Scaled): Scaled => (a < b ? a : b)
const most = (a: Scaled, b: Scaled): Scaled => (a > b ? a : b)
