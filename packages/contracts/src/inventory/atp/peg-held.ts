import type { HeldLot, PegReservation } from './peg.ts'
import { demandDay, type Need } from './peg-needs.ts'
import type { Source } from './peg-sources.ts'
import { type Scaled, scaled } from './scaled.ts'

/** What a need has of a source, by its place. */
export interface Part {
  readonly source: number
  readonly amount: Scaled
}

/**
 * What needs have of the lots that are reserved for them: a reservation that counts by itself, or the day of its line
 * that counts in its stead. Takes it from `free`. What a lot lacks, or has no more on its day, is not in it.
 */
export function held(
  reserved: readonly PegReservation[],
  needs: readonly Need[],
  sources: readonly Source[],
  free: Scaled[],
): Part[][] {
  const given: Part[][] = needs.map(() => [])
  const hard = reserved
    .filter(({ lots }) => lots !== undefined)
    .sort((a, b) => (a.reservation === b.reservation ? 0 : a.reservation < b.reservation ? -1 : 1))
  if (hard.length === 0) return given
  // A day of a line may be two needs: what is confirmed of it, and what is not.
  const places = new Map<string | PegReservation, number[]>()
  for (const [n, { of }] of needs.entries()) if (of) places.set(of, [...(places.get(of) ?? []), n])
  const open = needs.map(({ amount }) => amount)
  const stock = new Map(sources.flatMap(({ kind, lastDay }, i) => (kind === 'stock' ? [[lastDay, i]] : [])))
  const left = new Map<string, Lot[]>()
  for (const entry of hard) {
    const { reservation, document, demandDate, lots = [] } = entry
    const day = document && demandDate !== undefined ? demandDay(document, demandDate) : entry
    const mine = places.get(entry) ?? places.get(day) ?? []
    const lotsLeft = left.get(reservation) ?? lots.map(lotOf)
    left.set(reservation, lotsLeft)
    for (const { lastDay, amount } of taken(lotsLeft, scaled(entry.amount))) {
      const source = stock.get(lastDay)
      if (source === undefined) continue
      let more = amount
      for (const n of mine) {
        const part = least(least(more, open[n] as Scaled), free[source] as Scaled)
        if (part <= 0n) continue
        ;(given[n] as Part[]).push({ source, amount: part })
        free[source] = (free[source] as Scaled) - part
        open[n] = (open[n] as Scaled) - part
        more -= part
      }
    }
  }
  return given
}

interface Lot {
  readonly lastDay: string | undefined
  amount: Scaled
}

const lotOf = ({ lastDay, amount }: HeldLot): Lot => ({ lastDay, amount: scaled(amount) })

/** The first so many of the lots, in place. */
function taken(lots: readonly Lot[], amount: Scaled): Lot[] {
  let open = amount
  return lots.flatMap((lot) => {
    const part = least(lot.amount, open)
    if (part <= 0n) return []
    lot.amount -= part
    open -= part
    return [{ lastDay: lot.lastDay, amount: part }]
  })
}

const least = (a: Scaled, b: Scaled): Scaled => (a < b ? a : b)
