import { type AllocatedPool, isInForce, isReleased, livePeriods, poolsAbove } from './allocation.ts'
import { type Scaled, scaled } from './scaled.ts'

/** A period of a pool, within the periods above it and above those within it. */
export interface PoolNode {
  readonly pool: string
  readonly from: string | undefined
  readonly until: string | undefined
  /** 0 where it is released. */
  readonly guaranteed: Scaled
  readonly max: Scaled | undefined
  readonly consumed: Scaled
  readonly below: PoolNode[]
  /** Still set aside for the pool and all below it. */
  remaining: Scaled
  /** Of that, what is for none below it. */
  unassigned: Scaled
}

/**
 * The periods that are not past, each below the one of the next pool above that holds all its days. What is still set
 * aside is the greater of what is for those below, and of the own guarantee less all that was consumed: so a pool's
 * guarantee counts within that of the pool above, and the order in which it was consumed changes nothing. A period that
 * begins or ends outside counts beside the one above it: what it consumes there would leave that one as it was.
 */
export function poolTree(pools: readonly AllocatedPool[], today: string): PoolNode[] {
  const live = new Map(pools.map((pool) => [pool.pool, nodesOf(pool, today)]))
  const top: PoolNode[] = []
  for (const [pool, nodes] of live) {
    const above = poolsAbove(pool).slice(0, -1).reverse()
    for (const node of nodes) {
      const parent = parentOf(node, above, live)
      if (parent) parent.below.push(node)
      else top.push(node)
    }
  }
  for (const node of top) settle(node)
  return top
}

const nodesOf = (pool: AllocatedPool, today: string): PoolNode[] =>
  livePeriods(pool, today).map((period) => ({
    ...{ pool: pool.pool, from: period.from, until: period.until },
    guaranteed: isReleased(period, today) ? 0n : scaled(period.guaranteed ?? '0'),
    max: period.max === undefined ? undefined : scaled(period.max),
    consumed: scaled(period.consumed),
    below: [],
    ...{ remaining: 0n, unassigned: 0n },
  }))

function parentOf(
  { from = '', until = '~' }: PoolNode,
  above: readonly string[],
  live: ReadonlyMap<string, readonly PoolNode[]>,
): PoolNode | undefined {
  for (const pool of above) {
    const found = live.get(pool)?.find((node) => isInForce(node, from) && isInForce(node, until))
    if (found) return found
  }
  return undefined
}

function settle(node: PoolNode): void {
  let below = 0n
  for (const each of node.below) {
    settle(each)
    below += each.remaining
  }
  const left = node.guaranteed - node.consumed
  node.remaining = left > below ? left : below
  node.unassigned = node.remaining - below
}

export function* allNodes(nodes: readonly PoolNode[]): Iterable<PoolNode> {
  for (const node of nodes) {
    yield node
    yield* allNodes(node.below)
  }
}
