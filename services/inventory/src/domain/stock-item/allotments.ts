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

export const isOfLots = ({ lot, allotments }: Held): boolean => lot !== undefined || allotments !== undefined

export const allottedIn = (reservation: Held, lot: string | undefined): string =>
  sum(allottedOf(reservation).flatMap((part) => (part.lot === lot ? part.quantity : [])))

/** What is left of allotments without an amount: that of one lot goes first, then the others in their order. */
export function without(allotments: readonly Allotment[], amount: string, first: string): Allotment[] {
  const isFirst = (part: Allotment) => part.lot === first
  const order = [...allotments.filter(isFirst), ...allotments.filter((part) => !isFirst(part))]
  const left = new Map<string, string>()
  let more = amount
  for (const { lot, quantity } of order) {
    const taken = min(quantity, more)
    left.set(lot, subtract(quantity, taken))
    more = subtract(more, taken)
  }
  return allotments.flatMap(({ lot }) => {
    const quantity = left.get(lot) ?? '0'
    return isPositive(quantity) ? [{ lot, quantity }] : []
  })
}

/** By lot, how much more there was before than after. */
export function difference(before: readonly Allotment[], after: readonly Allotment[]): Allotment[] {
  const sums = new Map<string, string>()
  const parts = [...before, ...after.map(({ lot, quantity }) => ({ lot, quantity: negate(quantity) }))]
  for (const { lot, quantity } of parts) sums.set(lot, add(sums.get(lot) ?? '0', quantity))
  return [...sums].flatMap(([lot, quantity]) => (quantity === '0' ? [] : [{ lot, quantity }]))
}

/** Allotments that change by an amount as a movement is undone: where it took them, it gives them back. */
export function restored(
  allotments: readonly Allotment[],
  change: string,
  used: readonly Allotment[],
): Allotment[] {
  if (!isPositive(change)) {
    const given = used.map(({ lot, quantity }) => ({ lot, quantity: negate(quantity) })).filter(isSome)
    let left = [...allotments]
    let less = negate(change)
    for (const { lot, quantity } of given) {
      const taken = min(allottedIn({ open: '0', allotments: left }, lot), min(quantity, less))
      left = without(left, taken, lot)
      less = subtract(less, taken)
    }
    return without(left, less, '')
  }
  const sums = new Map(allotments.map(({ lot, quantity }) => [lot, quantity]))
  let more = change
  for (const { lot, quantity } of used.filter(isSome)) {
    const back = min(quantity, more)
    if (isPositive(back)) sums.set(lot, add(sums.get(lot) ?? '0', back))
    more = subtract(more, back)
  }
  return [...sums].map(([lot, quantity]) => ({ lot, quantity }))
}

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
