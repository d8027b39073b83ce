import { coverReservations, type DocumentRef, isPositive, subtract } from '@takt/contracts'
import { countsFrom, isOfLots, without } from './allotments.ts'
import type { Ask } from './ask.ts'
import { liveForLine } from './reserved-sums.ts'
import type { Reservation, StockItem } from './state.ts'
import { todayOf } from './stock-checks.ts'

/**
 * What is reserved for a line beyond an amount: that stays set aside beside whatever the line is promised, as
 * reservations of no line.
 */
export function reservedBeyond(
  stock: StockItem,
  document: DocumentRef,
  amount: string,
  ask: Ask,
): Reservation[] {
  const entries = liveForLine(stock, document, ask).map((of) => ({
    of,
    amount: of.open,
    date: countsFrom(of),
    hard: isOfLots(of),
  }))
  const covered = isPositive(amount) ? [{ date: todayOf(ask), amount }] : []
  return coverReservations(entries, covered).flatMap(({ of, amount: open, demandDate }) =>
    demandDate === undefined ? [partOf(of, open)] : [],
  )
}

function partOf({ document: _, ...reservation }: Reservation, open: string): Reservation {
  const { allotments } = reservation
  const used = subtract(reservation.open, open)
  return { ...reservation, open, ...(allotments ? { allotments: without(allotments, used, '') } : {}) }
}
