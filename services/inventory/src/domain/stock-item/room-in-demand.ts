import {
  add,
  counting,
  type DocumentRef,
  isPositive,
  MAX_HORIZON_DAYS,
  min,
  subtract,
  sum,
} from '@takt/contracts'
import { lineOf, openOf } from './ledger.ts'
import { liveForLine } from './reserved-sums.ts'
import type { StockItem } from './state.ts'
import { type Reserving, takenFor } from './taken.ts'

/** A part of an order's open demand that nothing is reserved for yet, and whether it counts. */
interface Room {
  readonly amount: string
  readonly counts: boolean
}

/**
 * What an order wants and nothing is reserved for yet, the earliest day first. Reserving what counts takes nothing from
 * anybody; what does not (it is too late by the plant's policy, out of its scope, a quote) is taken from others.
 */
export function roomIn(stock: StockItem, document: DocumentRef | undefined, ask: Reserving): Room[] {
  if (!document) return []
  const line = lineOf(stock.demand, document)
  const parts = openOf(line)
  if (parts.length === 0) return []
  const count = counting({ plant: ask.plant, now: ask.now, horizonDays: MAX_HORIZON_DAYS })
  const live = liveForLine(stock, document, ask).map(({ open }) => open)
  let reserved = sum([...live, takenFor(ask, document)])
  return parts.flatMap(({ date, amount, unconfirmed }) => {
    const met = min(amount, reserved)
    reserved = subtract(reserved, met)
    const left = subtract(amount, met)
    if (!isPositive(left)) return []
    const demand = { demandDate: date, demandType: document.type, demandConfirmed: !unconfirmed }
    const covered = count.reservation({ amount, ...demand, demandValidUntil: line?.validUntil })
    return [{ amount: left, counts: covered === undefined }]
  })
}

/** What of a reservation is taken from others. */
export function beyondRoom(room: readonly Room[], amount: string): string {
  let left = amount
  let taken = '0'
  for (const part of room) {
    const met = min(part.amount, left)
    left = subtract(left, met)
    if (!part.counts) taken = add(taken, met)
  }
  return add(taken, left)
}

/** The most that a reservation may be of where others leave so much. */
export function mostWith(room: readonly Room[], promisable: string): string {
  let left = promisable
  let most = '0'
  for (const part of room) {
    const fits = part.counts ? part.amount : min(part.amount, left)
    most = add(most, fits)
    if (part.counts) continue
    left = subtract(left, fits)
    if (fits !== part.amount) return most
  }
  return add(most, left)
}
