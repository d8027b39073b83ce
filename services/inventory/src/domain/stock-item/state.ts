import {
  type Allotment,
  add,
  type DatedAmount,
  type DocumentRef,
  type LotAbout,
  type ReservationStrategy,
  type ScheduledAmount,
  type StockExceptionCode,
} from '@takt/contracts'
import { type Allocations, noAllocations } from './allocation-state.ts'
import { type Bounded, bounded, own } from './bounded.ts'
import type { ExpiryQueue } from './expiry-queue.ts'
import type { Movement } from './movement.ts'

export interface Lot extends LotAbout {
  /** When it was described last, by its reporter's clock: an older word does not undo a newer one. */
  describedAt?: string
  /** By location, then by standing (`bucketOf`). What is zero is left out. */
  places: Record<string, Record<string, string>>
  /** Own and consignment stock over all locations, by status. */
  onHand: Record<string, string>
  /** The message that said its last day last. */
  lastDayBy?: string
  /** In which order lots first came in, counted from 1. */
  arrived?: number
  /** The message that brought it. */
  arrivedBy?: string
  /** By reservations of this very lot. */
  reserved: string
}

/** The place where it is (`placeOf`); '' where it is gone; how often it is at each place where that does not add up. */
export type Serial = string | Record<string, number>

/** A line of supply or demand. Its dates are in order, each with the whole amount wished or promised for it. */
export interface Line {
  schedule: ScheduledAmount[]
  /** All that was ever received or issued for it, earliest date first; may exceed the schedule. */
  fulfilled: string
  /** Of a transfer order's supply: all that the other plant has shipped for it. */
  shipped?: string
  /** What of its schedule was shipped beyond what had been planned. */
  beyond?: string
  /** Whose clock said it last. */
  reportedAt?: string
  cancelled?: boolean
  confirmed?: boolean
  customer?: string
  /** That it consumes from, as text. */
  pool?: string
  /** What was asked for when it was promised. */
  promised?: { date: string; amount: string; policy: string; priority?: number; attempt?: number }
  /** When its supplier answered, by the supplier's clock; the schedule is the answer then, */
  acknowledged?: { at: string; reference?: string }
  /** and this is what was ordered, once it is known. */
  requested?: DatedAmount
  /** A quote's last moment. */
  validUntil?: string
}

/** A count whose difference is not posted. */
export interface OpenCount {
  location: string
  lot: string
  /** The one it has without a hold. */
  status: string
  owner: string
  difference: string
  counted: string
  /** The serial numbers that were found there, where they were told, */
  serials?: string[]
  /** and those that differed from what was known. */
  missing?: string[]
  found?: string[]
  /** Of these, those that have come or gone there since, each as often as it did: what is known of them is newer. */
  moved?: string[]
  /** It is to be counted again. */
  recount?: boolean
}

export interface Ledger {
  /** By document type and id. */
  documents: Bounded<{ lines: Record<string, Line> }>
  /** Open amounts by `<day>|<document type>|<u where not confirmed, or promised>|<valid until, or nothing>`, */
  on: Record<string, string>
  /** and over all days; quotes left out. */
  open: string
}

export interface Reservation {
  quantity: string
  open: string
  lot?: string
  date?: string
  /** Stands until it is used or released where left out. */
  expiresAt?: string
  document?: DocumentRef
  pool?: string
  /** The day in whose period of the pool it consumes, where that is not `date`. */
  consumesOn?: string
  /** Of a hard one: how its lots were found, */
  strategy?: ReservationStrategy
  /** and what it still holds of them, in the order in which it is used. */
  allotments?: Allotment[]
  /** Where only part of it could be had. */
  requested?: string
}

/** All that is decided about one item at one plant. Amounts are exact decimals in the item's base unit. */
export interface StockItem {
  /** By lot, '' where there is none. */
  lots: Bounded<Lot>
  /** How many lots ever came in. */
  arrivals: number
  /** Lots of which something is reserved. */
  reservedLots: Record<string, true>
  /** Serial numbers that are set aside, each with its reservation. */
  reservedSerials: Record<string, string>
  /** Own and consignment stock by status, what holds blocked as blocked. */
  onHand: Record<string, string>
  /** What of it is in lots that expire, by status and their last day. */
  expiring: Record<string, Record<string, string>>
  /** Of items that are kept by serial numbers: those here, those that do not add up, and the latest that are gone. */
  serials: Bounded<Serial>
  /** How many serial numbers are at each place (`placeOf`), below zero where more left than came. */
  serialsAt: Record<string, number>
  /** How many of them do not add up. */
  unsettledSerials: number
  supply: Ledger
  demand: Ledger
  reservations: Record<string, Reservation>
  expiries: ExpiryQueue
  /** Lines of quotes, by their last moment. */
  quotes: ExpiryQueue
  /** Reservations by the line of demand they are for. */
  reservedFor: Record<string, string[]>
  /** Open amounts by `<own day, nothing, or hard>|<the key of the demand that covers them, or nothing>`. */
  reserved: Record<string, string>
  /** What hard reservations hold of lots that expire, by their last day. */
  allotted: Record<string, string>
  endedReservations: Bounded<'used' | 'released' | 'expired'>
  holds: Record<string, { lot?: string }>
  /** When each was released. */
  releasedHolds: Bounded<string>
  allocations: Allocations
  belowReorderPoint: boolean
  exceptions: Record<string, StockExceptionCode>
  counts: Record<string, OpenCount>
  closedCounts: Bounded<true>
  /** Reversals that came before their movements, by the movement. */
  awaitedReversals: Record<string, { reversal: string; reason: string }>
  /** Shipments that are to be reversed once the other plant has said that it can be, each with its reversal. */
  recalls: Record<string, string>
  /** The last ones, oldest first. */
  movements: Movement[]
}

export const initialState = (): StockItem => ({
  lots: bounded(),
  arrivals: 0,
  reservedLots: {},
  reservedSerials: {},
  onHand: {},
  expiring: {},
  serials: bounded(),
  serialsAt: {},
  unsettledSerials: 0,
  supply: { documents: bounded(), on: {}, open: '0' },
  demand: { documents: bounded(), on: {}, open: '0' },
  reservations: {},
  expiries: [],
  quotes: [],
  reservedFor: {},
  reserved: {},
  allotted: {},
  endedReservations: bounded(),
  holds: {},
  releasedHolds: bounded(),
  allocations: noAllocations(),
  belowReorderPoint: false,
  exceptions: {},
  counts: {},
  closedCounts: bounded(),
  awaitedReversals: {},
  recalls: {},
  movements: [],
})

/** Adds to one of many sums; a sum of zero is left out. */
export function addTo(sums: Record<string, string>, key: string, amount: string): void {
  const total = add(own(sums, key) ?? '0', amount)
  if (total === '0') delete sums[key]
  else sums[key] = total
}
