import type { Movement } from './movement.ts'
import { kept } from './movement-memory.ts'
import type { StockItem } from './state.ts'
import { lotOf } from './stock.ts'

interface LastDay {
  readonly lot: string
  readonly expiresOn?: string
}

/**
 * The last days of a movement's lots as they are without it (or, where its reversal is undone, with it again); nothing
 * where they have been said otherwise since. What else a receipt told of its lot is knowledge, and stays.
 */
export function lastDaysAfter(stock: StockItem, movement: Movement): LastDay[] {
  const root = rootOf(stock, movement)
  return root ? knownAfter(stock, root) : asBefore(stock, movement)
}

/** Where the movement is no longer kept: as it found them, unless anybody has said them since. */
const asBefore = (stock: StockItem, { id, expiries = [] }: Movement): LastDay[] =>
  expiries.flatMap(({ lot, said, before }) => {
    const now = lotOf(stock, lot)
    return said === before || now?.expiresOn !== said || now?.lastDayBy !== id ? [] : [day(lot, before)]
  })

/** Where it is, all that was said of the lot since then is looked at, and what of it stands. */
function knownAfter(stock: StockItem, root: Movement): LastDay[] {
  const own = root.expiries?.[0]
  if (!own) return []
  const { lot, said } = own
  const stands = (each: Movement): boolean => {
    const by = each.reversedBy === undefined ? undefined : kept(stock, each.reversedBy)
    return each.reversedBy === undefined || (by !== undefined && !stands(by))
  }
  const saidBy = (each: Movement) => each.expiries?.find((expiry) => expiry.lot === lot)
  const sayers = stock.movements.filter((each) => each.reverses === undefined && saidBy(each))
  const at = sayers.indexOf(root)
  if (sayers.slice(at + 1).some(stands)) return []
  let without = own.before
  for (const each of sayers.slice(0, at).reverse()) {
    if (stands(each) || saidBy(each)?.said !== without) break
    without = saidBy(each)?.before
  }
  const [now, then] = stands(root) ? [said, without] : [without, said]
  return now === then || lotOf(stock, lot)?.expiresOn !== now ? [] : [day(lot, then)]
}

const day = (lot: string, expiresOn: string | undefined): LastDay =>
  expiresOn === undefined ? { lot } : { lot, expiresOn }

/** The movement that a chain of reversals began with, while all of the chain is kept. */
function rootOf(stock: StockItem, movement: Movement): Movement | undefined {
  let root: Movement | undefined = stock.movements.includes(movement) ? movement : undefined
  while (root?.reverses !== undefined) root = kept(stock, root.reverses)
  return root
}
