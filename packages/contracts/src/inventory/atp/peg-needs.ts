import type { DocumentRef } from '../fields.ts'
import { dayNumber } from './calendar.ts'
import type { Counting } from './counting.ts'
import type { PegInput, PegReservation } from './peg.ts'
import { documentText } from './peg-sources.ts'
import { type Scaled, scaled } from './scaled.ts'

export interface Need {
  readonly kind: 'demand' | 'reservation' | 'negativeStock'
  readonly bucket: number
  readonly document?: DocumentRef | undefined
  readonly reservation?: string | undefined
  readonly customer?: string | undefined
  readonly amount: Scaled
  /** Of needs of the same day. */
  readonly order: string
  /** Whose it is: a day of a line of demand, or a part of a reservation that counts by itself. */
  readonly of?: string | PegReservation
}

/** A day of a line of demand. */
export const demandDay = (document: DocumentRef, date: string): string => `${date} ${documentText(document)}`

/** Everything that must be covered, in the order in which it is. */
export function needsOf(input: PegInput, counts: Counting, below: Scaled): Need[] {
  const needs = [...demands(input, counts), ...reservations(input, counts)]
  // What is below zero is gone already, and what is set aside from stock on hand comes before the orders of the day.
  if (below > 0n) needs.push({ kind: 'negativeStock', bucket: 0, amount: below, order: '0' })
  return needs.sort((a, b) => a.bucket - b.bucket || (a.order < b.order ? -1 : 1))
}

function demands({ demand }: PegInput, { today, counts, bucket }: Counting): Need[] {
  return demand.flatMap((line) => {
    const { date, document, customer } = line
    const at = counts('demand', line) ? bucket('demand', dayNumber(date) - today) : undefined
    const amount = scaled(line.amount)
    if (at === undefined || amount <= 0n) return []
    return {
      ...{ kind: 'demand' as const, bucket: at, document, amount },
      ...(customer === undefined ? {} : { customer }),
      order: `2 ${demandDay(document, date)}`,
      of: demandDay(document, date),
    }
  })
}

function reservations({ reserved = [] }: PegInput, counts: Counting): Need[] {
  return reserved.flatMap((entry) => {
    const { reservation, date = '' } = entry
    const at = counts.reservation(entry)
    const amount = scaled(entry.amount)
    if (at === undefined || amount <= 0n) return []
    const fromHand = at === 'onHand'
    const order = fromHand ? `1 ${reservation}` : `2 ${date} ${reservation}`
    return { kind: 'reservation' as const, bucket: fromHand ? 0 : at, reservation, amount, order, of: entry }
  })
}
