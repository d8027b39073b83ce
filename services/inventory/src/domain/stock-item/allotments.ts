import {
  type Allotment,
  add,
  isPositive,
  min,
  negate,
  type ReservationState,
  subtract,
  sum,
} from '@takt/contracts'
import type { Reservation } from './state.ts'

type Held = Pick<Reservation, 'lot' | 'open' | 'allotments'>
const NONE: readonly Allotment[] = []

/** What a reservation holds of lots; nothing where any stock of the item will do. */
export function allottedOf({ lot, open, allotments }: Held): readonly Allotment[] {
  if (allotments) return allotments
  return lot === undefined || open === '0' ? NONE : [{ lot, quantity: open }]
}

export const isOfLots = ({ lot, allotments }: Pick<ReservationState, 'lot' | 'allotments'>): boolean =>
  lot !== undefined || allotments !== undefined

/** The day from which a reservation counts: what is of lots is taken from stock on hand, whenever it is needed. */
export const countsFrom = (
  reservation: Pick<ReservationState, 'lot' | 'allotments' | 'date'>,
): string | undefined => (isOfLots(reservation) ? undefined : reservation.date)

export const allottedIn = (reservation: Held, lot: string | undefined): string =>
  sum(allottedOf(reservation).flatMap((part) => (part.lot === lot ? part.quantity : [])))

export const serialsOf = (allotments: readonly Allotment[] = NONE): string[] =>
  allotments.flatMap(({ serials = [] }) => serials)

/** How many serial numbers an amount takes: what was booked in parts of a unit still takes the whole of it. */
export const serialCount = (amount: string): number => Math.ceil(Number(amount))

/**
 * What is left of allotments without an amount: serial numbers that are named go first, then what is of one lot, then
 * the others in their order.
 */
export function without(
  allotments: readonly Allotment[],
  amount: string,
  first: string,
  named: readonly string[] = [],
): Allotment[] {
  const going = new Set(named)
  const isFirst = (part: Allotment) => part.lot === first
  const left = new Map(allotments.map((part) => [part.lot, part]))
  let more = amount
  const take = (lot: string, most: (part: Allotment) => string) => {
    const part = left.get(lot) as Allotment
    const taken = min(min(most(part), part.quantity), more)
    left.set(lot, less(part, taken, going))
    more = subtract(more, taken)
  }
  for (const { lot, serials = [] } of allotments)
    take(lot, () => String(serials.filter((serial) => going.has(serial)).length))
  for (const { lot } of [...allotments.filter(isFirst), ...allotments.filter((part) => !isFirst(part))])
    take(lot, ({ quantity }) => quantity)
  return allotments.flatMap(({ lot }) => left.get(lot) ?? []).filter(isSome)
}

/** A part with less in it; of its serial numbers those that are `going` go first. */
function less(part: Allotment, amount: string, going: ReadonlySet<string>): Allotment {
  const quantity = subtract(part.quantity, amount)
  if (!part.serials) return { ...part, quantity }
  const last = part.serials.filter((serial) => !going.has(serial))
  const order = [...part.serials.filter((serial) => going.has(serial)), ...last]
  const kept = new Set(order.slice(order.length - serialCount(quantity)))
  return { ...part, quantity, serials: part.serials.filter((serial) => kept.has(serial)) }
}

/** By lot, how much more there was before than after, and by which serial numbers they differ. */
export function difference(before: readonly Allotment[], after: readonly Allotment[]): Allotment[] {
  const sums = new Map<string, string>()
  const parts = [...before, ...after.map(({ lot, quantity }) => ({ lot, quantity: negate(quantity) }))]
  for (const { lot, quantity } of parts) sums.set(lot, add(sums.get(lot) ?? '0', quantity))
  return [...sums].flatMap(([lot, quantity]) => {
    if (quantity === '0') return []
    const serials = differing(inLot(before, lot), inLot(after, lot))
    return [{ lot, quantity, ...(serials.length > 0 ? { serials } : {}) }]
  })
}

const inLot = (allotments: readonly Allotment[], lot: string) =>
  serialsOf(allotments.filter((part) => part.lot === lot))

const differing = (a: readonly string[], b: readonly string[]): string[] => {
  const [inA, inB] = [new Set(a), new Set(b)]
  return [...a.filter((serial) => !inB.has(serial)), ...b.filter((serial) => !inA.has(serial))]
}

/**
 * Allotments that change by an amount as a movement is undone: where it took them, it gives them back, without the
 * serial numbers that others have by now.
 */
export function restored(
  allotments: readonly Allotment[],
  change: string,
  used: readonly Allotment[],
  isFree: (serial: string) => boolean,
): Allotment[] {
  if (!isPositive(change)) {
    const given = used.map((part) => ({ ...part, quantity: negate(part.quantity) })).filter(isSome)
    let left = [...allotments]
    let gone = negate(change)
    for (const { lot, quantity, serials } of given) {
      const taken = min(allottedIn({ open: '0', allotments: left }, lot), min(quantity, gone))
      left = without(left, taken, lot, serials)
      gone = subtract(gone, taken)
    }
    return without(left, gone, '')
  }
  const parts = new Map(allotments.map((part) => [part.lot, part]))
  let more = change
  for (const { lot, quantity, serials } of used.filter(isSome)) {
    const free = serials?.filter(isFree)
    const most = subtract(quantity, String((serials?.length ?? 0) - (free?.length ?? 0)))
    const back = min(most, more)
    if (isPositive(back)) parts.set(lot, plus(parts.get(lot), { lot, quantity: back, ...serialsIn(free) }))
    more = subtract(more, min(quantity, more))
  }
  return [...parts.values()]
}

function plus(before: Allotment | undefined, more: Allotment): Allotment {
  const quantity = add(before?.quantity ?? '0', more.quantity)
  const serials = [...(before?.serials ?? []), ...(more.serials ?? [])].slice(0, serialCount(quantity))
  return { lot: more.lot, quantity, ...serialsIn(before?.serials || more.serials ? serials : undefined) }
}

const serialsIn = (serials: string[] | undefined) => (serials ? { serials } : {})

const isSome = ({ quantity }: Allotment): boolean => isPositive(quantity)

/** What an event says of a hard reservation, as the state keeps it. */
export const hardOf = ({
  strategy,
  allotments,
  requested,
}: Pick<ReservationState, 'strategy' | 'allotments' | 'requested'>): Pick<
  Reservation,
  'strategy' | 'allotments' | 'requested'
> => ({
  ...(strategy === undefined ? {} : { strategy }),
  ...(allotments === undefined ? {} : { allotments }),
  ...(requested === undefined ? {} : { requested }),
})
