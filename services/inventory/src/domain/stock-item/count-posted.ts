import { isNegative, isZero, max, min, negate, subtract, sum } from '@takt/contracts'
import { own } from './bounded.ts'
import { type CountedAt, countedPlaces, type Differing, differing } from './count-serials.ts'
import type { Effect } from './effects.ts'
import { unnamed } from './serial-checks.ts'
import { countsOf, placeIn } from './serials.ts'
import type { Standing } from './standing.ts'
import type { OpenCount, StockItem } from './state.ts'
import { isHeld, source, standing, standings } from './stock.ts'

interface Posted extends Differing {
  readonly effects: readonly Effect[]
}

/**
 * What is posted of a count by serial numbers: those that differed and still do, so that what moved since stays as it
 * is. Nothing of one that names none.
 */
export function postedByNumber(stock: StockItem, count: OpenCount): Posted | undefined {
  const { location, lot, owner } = count
  if (!count.serials || !count.missing || !count.found) return undefined
  const now = differing(stock, count, count.serials)
  const { moved = [] } = count
  const missing = inBoth(without(count.missing, moved), now.missing)
  const found = inBoth(without(count.found, moved), now.found)
  const rest = withoutNumbers(stock, count)
  const effect = (at: Standing, amount: string, serials: readonly string[] = []) =>
    isZero(amount) ? [] : [{ location, lot, ...at, serials, amount }]
  const effects = [
    ...[...byStatus(stock, count, missing)].flatMap(([status, serials]) =>
      effect(standing(stock, lot, status, owner), `-${serials.length}`, serials),
    ),
    ...effect(standing(stock, lot, count.status, owner), String(found.length), found),
    ...effect(placedAt(stock, { ...count, difference: rest }), rest),
  ]
  return { missing, found, effects }
}

/** Where a difference is posted: a hold may have come or gone since the count. */
export function placedAt(
  stock: StockItem,
  { lot, location, status, owner, difference }: Omit<OpenCount, 'counted'>,
): Standing {
  return isNegative(difference)
    ? source(stock, lot, location, status, negate(difference), owner)
    : standing(stock, lot, status, owner)
}

/** What two lists have both, each as often as the one that has it less often. */
const inBoth = (some: readonly string[], others: readonly string[]): string[] => some.filter(isAmong(others))

/** What one list has beyond another, each so much less often. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const isOther = isAmong(others)
  return some.filter((each) => !isOther(each))
}

/** Whether each is in a list, asked as often as it is there. */
function isAmong(list: readonly string[]): (each: string) => boolean {
  const left = new Map<string, number>()
  for (const each of list) left.set(each, (left.get(each) ?? 0) + 1)
  return (each) => {
    const often = left.get(each) ?? 0
    left.set(each, often - 1)
    return often > 0
  }
}

/** What is missing goes out from where it is known. */
function byStatus(stock: StockItem, at: CountedAt, missing: readonly string[]): Map<string, string[]> {
  const isCounted = countedPlaces(stock, at)
  const left = new Map<string, string[]>()
  const by = new Map<string, string[]>()
  for (const serial of missing) {
    const places =
      left.get(serial) ??
      Object.entries(countsOf(own(stock.serials.entries, serial))).flatMap(([place, often]) =>
        isCounted(place) && often > 0 ? Array<string>(often).fill(place) : [],
      )
    left.set(serial, places)
    const { status } = placeIn(places.pop() ?? '')
    by.set(status, [...(by.get(status) ?? []), serial])
  }
  return by
}

/** What the books had there without serial numbers goes as those come, as far as it is there so still. */
function withoutNumbers(stock: StockItem, count: OpenCount): string {
  const { difference, missing = [], found = [] } = count
  const then = subtract(difference, String(found.length - missing.length))
  const open = sum(
    statusesAt(stock, count).map((status) => unnamed(stock, { ...count, status, heldFrom: undefined })),
  )
  return isNegative(then) ? negate(min(negate(then), max('0', open))) : min(then, max('0', negate(open)))
}

function statusesAt(stock: StockItem, { location, lot, status, owner }: CountedAt): string[] {
  if (status !== 'blocked' || !isHeld(stock, lot)) return [status]
  const there = [...standings(stock, lot)].filter((at) => at.location === location && at.owner === owner)
  return [...new Set([status, ...there.map((at) => at.heldFrom ?? at.status)])]
}
