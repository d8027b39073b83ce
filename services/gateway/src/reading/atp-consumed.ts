import { type AllocatedPool, min, poolsAbove, subtract, sum } from '@takt/contracts'

/** A reservation as its pool sees it, of one line of demand or of none. */
export interface Consumer {
  readonly reservation: string
  readonly amount: string
  readonly pool: string | null
}

/** The reservations of one line, and what is open of it. */
export interface ConsumedLine<C extends Consumer = Consumer> {
  readonly reservations: readonly C[]
  readonly open: string
}

/** Pools as they would be if only some of the reservations that consume from them were there. */
export function consumedBy<C extends Consumer>(
  pools: readonly AllocatedPool[],
  lines: readonly ConsumedLine<C>[],
  isThere: (reservation: C) => boolean,
): AllocatedPool[] {
  const change = new Map<string, string[]>()
  for (const { reservations, open } of lines) {
    const there = reservations.filter(isThere)
    if (there.length === reservations.length) continue
    book(reservations, open, (pool, amount) => change.set(pool, [...(change.get(pool) ?? []), amount]))
    book(there, open, (pool, amount) =>
      change.set(pool, [...(change.get(pool) ?? []), subtract('0', amount)]),
    )
  }
  return pools.map((pool) => ({
    ...pool,
    consumed: subtract(pool.consumed, sum(change.get(pool.pool) ?? [])),
  }))
}

/** A line consumes what is open of it; a reservation made for it what exceeds that, in the order of their ids. */
function book(
  reservations: readonly Consumer[],
  open: string,
  into: (pool: string, amount: string) => void,
): void {
  let covered = open
  for (const { amount, pool } of [...reservations].sort((a, b) => (a.reservation < b.reservation ? -1 : 1))) {
    const met = min(covered, amount)
    covered = subtract(covered, met)
    if (pool !== null) for (const each of poolsAbove(pool)) into(each, subtract(amount, met))
  }
}
