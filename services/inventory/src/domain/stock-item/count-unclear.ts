import { compare, isZero, StockCountApproved, StockCounted } from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import { type Ask, owned } from './ask.ts'
import { MAX_DIFFERING } from './count-serials.ts'
import type { Outcome } from './effects.ts'
import type { Matter } from './exceptions.ts'
import { openCountOf } from './open-count.ts'
import { rights } from './serial-checks.ts'
import type { OpenCount, StockItem } from './state.ts'

/** Why a count of an item that is kept by serial numbers cannot be posted as it is; nothing where it can. */
export function unclear(
  stock: StockItem,
  id: string,
  count: OpenCount,
  { item }: Ask,
): Rejection | undefined {
  if (!item.serialControlled) return undefined
  const { counted, difference, serials, missing } = count
  const named = `Count ${id} of ${item.item}`
  const details = { item: item.item, count: id, quantity: counted, unit: item.unit }
  if (!serials)
    return isZero(difference) || rights(stock, { ...count, heldFrom: undefined }, difference)
      ? undefined
      : reject(
          'serial-required',
          `${named} is off by ${difference} ${item.unit} and names no serial numbers: count again, and name all that are there.`,
          { ...details, difference },
        )
  if (compare(counted, String(serials.length)) !== 0)
    return reject(
      'serial-count',
      `${named} names ${serials.length} serial numbers for ${counted} ${item.unit}: count again, and name one for each.`,
      { ...details, serials: serials.length },
    )
  return missing
    ? undefined
    : reject(
        'too-many-serials',
        `${named} is off by more than ${MAX_DIFFERING} serial numbers: move or adjust some of them by name, and count again.`,
        { ...details, max: MAX_DIFFERING },
      )
}

/** A count that was reported and cannot be posted for its serial numbers: settled once it is counted again, and can be. */
export function countMatters(stock: StockItem, { events }: Outcome, ask: Ask): Matter[] {
  const matters = new Map<string, Matter>()
  for (const event of events) {
    if (!StockCounted.is(event) && !StockCountApproved.is(event)) continue
    const { count, location, lot, status, heldFrom, owner } = event.data
    const why = StockCounted.is(event) ? unclear(stock, count, openCountOf(event.data), ask) : undefined
    matters.set(count, {
      exception: `serial-count:${count}`,
      code: 'serial-count',
      stands: why !== undefined,
      sentence: why?.message ?? `Count ${count} of ${ask.item.item} adds up.`,
      details: { location, lot, status: heldFrom ?? status, ...owned(owner) },
    })
  }
  return [...matters.values()]
}
