import {
  coverReservations,
  type Dated,
  type DocumentRef,
  type LineKind,
  negate,
  type Reserved,
} from '@takt/contracts'
import { allottedOf, countsFrom, isOfLots } from './allotments.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { kindOf, lineKey, lineOf, openOf, sumKey } from './ledger.ts'
import { addTo, type Reservation, type StockItem } from './state.ts'
import { lotOf } from './stock.ts'

/** In the place of the day in the keys of sums. */
const HARD = 'hard'

/** What is reserved as if some reservations did not exist, and others did. */
export interface Supposed {
  readonly without?: readonly string[]
  readonly made?: readonly Reservation[]
}

/** Reservation ids of one line of demand. */
export const reservedForLine = (stock: StockItem, document: DocumentRef): readonly string[] =>
  own(stock.reservedFor, lineKey(document)) ?? []

/** The reservations of a line that still count. */
export const liveForLine = (
  stock: StockItem,
  document: DocumentRef,
  { expired }: Pick<Ask, 'expired'>,
): Reservation[] =>
  liveOf(
    stock,
    reservedForLine(stock, document).filter((id) => !expired.includes(id)),
  )

/** Everything reserved, in sums: by its own day, and by the day of the open demand that covers it. */
export function* reservedSums(sums: Readonly<Record<string, string>>): Iterable<Reserved> {
  for (const [key, amount] of Object.entries(sums)) {
    const [from, demandDate, ...kind] = key.split('|')
    const counts = from === HARD ? { hard: true } : { date: from || undefined }
    yield { amount, ...counts, ...(demandDate ? demandOf(demandDate, kindOf(kind)) : {}) }
  }
}

/** The sums of what is supposed to be reserved. */
export function supposedSums(
  stock: StockItem,
  { without = [], made = [] }: Supposed,
): Record<string, string> {
  if (without.length === 0 && made.length === 0) return stock.reserved
  const sums = { ...stock.reserved }
  const gone = new Set(without)
  const lines = new Map<string, DocumentRef>()
  const change = (reservation: Reservation | undefined, sign: (amount: string) => string) => {
    if (reservation?.document) lines.set(lineKey(reservation.document), reservation.document)
    else if (reservation) addTo(sums, keyOf(reservation), sign(reservation.open))
  }
  for (const id of gone) change(own(stock.reservations, id), negate)
  for (const reservation of made) change(reservation, same)
  for (const [key, document] of lines) {
    const ids = reservedForLine(stock, document)
    const kept = ids.filter((id) => !gone.has(id))
    const more = made.filter((each) => each.document && lineKey(each.document) === key)
    addCovered(sums, stock, document, liveOf(stock, ids), negate)
    addCovered(sums, stock, document, [...liveOf(stock, kept), ...more], same)
  }
  return sums
}

/** What hard reservations are supposed to hold of lots that expire, by their last day. */
export function supposedAllotted(stock: StockItem, { without = [], made = [] }: Supposed): Dated[] {
  const days = { ...stock.allotted }
  const change = (reservation: Reservation | undefined, sign: (amount: string) => string) => {
    for (const { lot, quantity } of reservation ? allottedOf(reservation) : []) {
      const day = lotOf(stock, lot)?.expiresOn
      if (day !== undefined) addTo(days, day, sign(quantity))
    }
  }
  for (const id of new Set(without)) change(own(stock.reservations, id), negate)
  for (const reservation of made) change(reservation, same)
  return Object.entries(days).map(([date, amount]) => ({ date, amount }))
}

/** Changes what is reserved for a line of demand, or what is open of it, and keeps the sums, in place. */
export function withCover(stock: StockItem, document: DocumentRef | undefined, change: () => void): void {
  const sum = (sign: (amount: string) => string) => {
    if (document)
      addCovered(stock.reserved, stock, document, liveOf(stock, reservedForLine(stock, document)), sign)
  }
  sum(negate)
  change()
  sum(same)
}

function addCovered(
  sums: Record<string, string>,
  stock: StockItem,
  document: DocumentRef,
  reserved: readonly Reservation[],
  sign: (amount: string) => string,
): void {
  if (reserved.length === 0) return
  const entries = reserved.map((each) => ({
    ...{ amount: each.open, date: countsFrom(each), hard: isOfLots(each) },
  }))
  const line = lineOf(stock.demand, document)
  const open = openOf(line).map(({ unconfirmed, ...part }) => ({ ...part, confirmed: !unconfirmed }))
  for (const { amount, date, hard, demandDate, demandConfirmed } of coverReservations(entries, open)) {
    const of = { type: document.type, confirmed: demandConfirmed, validUntil: line?.validUntil }
    const demand = demandDate === undefined ? '' : sumKey({ date: demandDate, ...of })
    addTo(sums, `${hard ? HARD : (date ?? '')}|${demand}`, sign(amount))
  }
}

/** The key of one that is for no line of demand. */
export const keyOf = (reservation: Reservation): string =>
  `${isOfLots(reservation) ? HARD : (countsFrom(reservation) ?? '')}|`

const liveOf = (stock: StockItem, ids: readonly string[]): Reservation[] =>
  ids.map((id) => stock.reservations[id] as Reservation)

const demandOf = (demandDate: string, { type, confirmed, validUntil }: LineKind) => ({
  demandDate,
  ...{ demandType: type, demandConfirmed: confirmed, demandValidUntil: validUntil },
})

const same = (amount: string) => amount
