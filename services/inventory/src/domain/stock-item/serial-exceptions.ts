import { add, isZero, ownerOf, subtract } from '@takt/contracts'
import { type Ask, owned } from './ask.ts'
import { own } from './bounded.ts'
import type { Effect, Outcome } from './effects.ts'
import type { Matter } from './exceptions.ts'
import { unnamed } from './serial-checks.ts'
import { type Counts, countsOf, isUnsettled, placeIn, placeOf, serialChanges } from './serials.ts'
import type { StockItem } from './state.ts'
import { ofOwner } from './stock-checks.ts'

/** What of an item that is kept by serial numbers is not known by them, and which of them do not add up. */
export function serialMatters(stock: StockItem, { effects }: Outcome, ask: Ask): Matter[] {
  if (!ask.item.serialControlled || effects.length === 0) return []
  const changes = serialChanges(stock, effects)
  const counted: Record<string, number> = {}
  for (const { moved } of changes.values())
    for (const [place, by] of Object.entries(moved)) counted[place] = (own(counted, place) ?? 0) + by
  const conflicts = [...changes].map(([serial, { after }]) =>
    conflict(serial, isUnsettled(after) ? countsOf(after) : undefined, ask),
  )
  return [...missing(stock, effects, counted, ask), ...conflicts]
}

/** As many as there are base units must be known by their serial numbers, in every place that was touched. */
function missing(stock: StockItem, effects: readonly Effect[], counted: Counts, { item }: Ask): Matter[] {
  const touched = new Map<string, { at: Effect; amount: string }>()
  for (const at of effects) {
    const place = placeOf(at)
    const before = touched.get(place)?.amount ?? '0'
    touched.set(place, { at, amount: add(before, at.amount) })
  }
  return [...touched].map(([place, { at, amount }]) => {
    const left = subtract(add(unnamed(stock, at), amount), String(own(counted, place) ?? 0))
    const { location, lot, status, owner } = placeIn(place)
    const named = `${item.item}${lot === '' ? '' : ` lot ${lot}`} at ${location}, ${status}${ofOwner(owner)}`
    const stands = !isZero(left)
    return {
      exception: `serial-missing:${location}:${lot}:${status}${owner === '' ? '' : `:${owner}`}`,
      code: 'serial-missing' as const,
      stands,
      sentence: !stands
        ? `${named}: every unit is known by its serial number.`
        : left.startsWith('-')
          ? `${named}: ${left.slice(1)} ${item.unit} left without their serial numbers. Adjust by as many without, and back with them.`
          : `${named}: ${left} ${item.unit} are there without a serial number. Adjust by as many without, and back with them.`,
      details: {
        location,
        lot,
        status,
        ...owned(ownerOf(owner)),
        quantity: { amount: left, unit: item.unit },
      },
    }
  })
}

/** Received though it is here, or gone from where it is not: it settles when what is missing arrives, in any order. */
function conflict(serial: string, counts: Counts | undefined, { item }: Ask): Matter {
  const where = Object.entries(counts ?? {}).map(([key, count]) => {
    const { location, lot, status, owner } = placeIn(key)
    const times = count < 0 ? `left ${location} without having come` : `is at ${location}`
    const often = Math.abs(count) === 1 ? '' : ` ${Math.abs(count)} times`
    return `${times}${often} (${status}${lot === '' ? '' : `, lot ${lot}`}${ofOwner(owner)})`
  })
  return {
    exception: `serial-conflict:${serial}`,
    code: 'serial-conflict',
    stands: counts !== undefined,
    sentence: counts
      ? `Serial number ${serial} of ${item.item} ${where.join(' and ')}: a message is missing, or one is wrong.`
      : `Serial number ${serial} of ${item.item} adds up.`,
    details: { serial },
  }
}
