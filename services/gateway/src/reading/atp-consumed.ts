import { type AllocatedPool, add, consumptionKey, exceeding, negate, withConsumption } from '@takt/contracts'

/** A reservation as its pool sees it, of one line of demand or of none. */
export interface Consumer {
  readonly reservation: string
  readonly amount: string
  readonly pool: string | null
  /** The day in whose period it consumes. */
  readonly consumesOn: string | null
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
  const more: Record<string, string> = {}
  const book = (pool: string, day: string, amount: string) => {
    const key = consumptionKey(pool, day)
    more[key] = add(more[key] ?? '0', amount)
  }
  for (const { reservations, open } of lines) {
    const there = reservations.filter(isThere)
    if (there.length === reservations.length) continue
    consumed(reservations, open, (pool, day, amount) => book(pool, day, negate(amount)))
    consumed(there, open, book)
  }
  return withConsumption(pools, more)
}

/** A line consumes what is open of it; a reservation made for it what exceeds that, in the order of their ids. */
function consumed(
  reservations: readonly Consumer[],
  open: string,
  book: (pool: string, day: string, amount: string) => void,
): void {
  const inOrder = [...reservations].sort((a, b) => (a.reservation < b.reservation ? -1 : 1))
  const amounts = exceeding(
    open,
    inOrder.map(({ amount }) => amount),
  )
  for (const [i, { pool, consumesOn }] of inOrder.entries())
    if (pool !== null) book(pool, consumesOn ?? '', amounts[i] as string)
}
