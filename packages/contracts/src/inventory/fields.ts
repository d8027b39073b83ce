import { z } from 'zod'
import { Day, Id, Instant, Text } from '../fields.ts'
import { Amount, isZero, NotNegativeQuantity, PositiveQuantity, Quantity } from '../quantity.ts'
import { ConsumesOn, Pool } from './allocation-fields.ts'
import { Allotment, Hard } from './allotment.ts'
import { LotData } from './lot.ts'
import { Owner } from './owner.ts'
import { MovedSerials, Serials } from './serials.ts'
import { StockStatus, UsableStatus } from './stock-status.ts'

/** A quote is demand that nobody has ordered yet: it counts only where it is asked for. */
export const DocumentType = z.enum([
  'purchaseOrder',
  'workOrder',
  'salesOrder',
  'transferOrder',
  'inspection',
  'delivery',
  'quote',
])
export type DocumentType = z.output<typeof DocumentType>

export const DocumentRef = z.object({
  type: DocumentType,
  id: Id,
  line: Id.optional(),
})
export type DocumentRef = z.output<typeof DocumentRef>

/** A difference: above zero where more is there than was known, below where less. */
export const SignedQuantity = Quantity.refine((q) => !isZero(q.amount), {
  path: ['amount'],
  message: 'must not be zero',
})

export const DatedAmount = z.object({ date: Day, amount: Amount })
export type DatedAmount = z.output<typeof DatedAmount>

/** What is expected on a day; `unconfirmed` where its supplier has not answered for it. */
export const ScheduledAmount = DatedAmount.extend({ unconfirmed: z.literal(true).optional() })
export type ScheduledAmount = z.output<typeof ScheduledAmount>

/**
 * A line of supply or demand as an event leaves it, in base units. `open` holds each of its days, with what is open
 * of what was wished or promised for it (`of`), also those with nothing open ("0") and those the event took from it.
 * `fulfilled` is all that was ever received or issued for the line, also before the line was known.
 */
export const LineState = z.object({
  kind: z.enum(['supply', 'demand']),
  document: DocumentRef,
  fulfilled: Amount,
  /** Supply: its partner has confirmed it. Demand: it was promised. */
  confirmed: z.boolean(),
  customer: Id.optional(),
  /** Which attempt of an order promised it, where it was promised for a whole order: that follows what becomes of it. */
  attempt: z.int().positive().optional(),
  ...Pool.shape,
  /** Supply that its supplier acknowledged: what was ordered. What counts is what the supplier confirmed. */
  requested: DatedAmount.optional(),
  /** What was received or issued beyond the whole line; left out where nothing was. */
  over: Amount.optional(),
  /** From this moment on a quote's demand is over. */
  validUntil: Instant.optional(),
  cancelled: z.literal(true).optional(),
  open: z.array(
    DatedAmount.extend({
      of: Amount,
      /** What of `amount` an acknowledging supplier has not answered for yet; left out where nothing. */
      unconfirmed: Amount.optional(),
    }),
  ),
})
export type LineState = z.output<typeof LineState>

/** What an issue took from a reservation, and what is left of it; nothing left ends it. */
export const ReservationUse = z.object({
  reservation: Id,
  used: Amount,
  open: Amount,
  /** What is left of its lots, where it is of lots. */
  allotments: z.array(Allotment).optional(),
})
export type ReservationUse = z.output<typeof ReservationUse>

/** Whose stock it is; the plant's own where left out. */
export const Owned = { owner: Owner.optional() }

/** Where stock of an event lies. */
export const Stands = {
  status: StockStatus,
  /** Lies in blocked stock because of a hold; this is what it becomes on release. */
  heldFrom: UsableStatus.optional(),
  ...Owned,
  ...MovedSerials,
}
/** What an event adds to one place, lot and standing; below zero where it takes. */
export const StockEffect = z.object({
  location: Id,
  /** '' where there is none. */
  lot: z.string(),
  ...Stands,
  amount: Amount,
})
export type StockEffect = z.output<typeof StockEffect>

/** A reservation as an event leaves it; nothing open ends it. */
export const ReservationState = z.object({
  reservation: Id,
  quantity: Amount,
  open: Amount,
  lot: Id.optional(),
  date: Day.optional(),
  /** Stands until it is used or released where left out. */
  expiresAt: Instant.optional(),
  document: DocumentRef.optional(),
  ...Hard.shape,
  ...Pool.shape,
  ...ConsumesOn.shape,
})
export type ReservationState = z.output<typeof ReservationState>

/** Where a movement happens. Left out, the location is the plant's default one. */
export const Place = { item: Id, location: Id.optional(), lot: Id.optional(), ...Owned }
const Why = { document: DocumentRef.optional(), reason: Text.optional() }

/** Goods that came in. Without a status it is what the item says of its receipts. */
export const Receipt = z.object({
  ...Place,
  ...LotData,
  status: StockStatus.optional(),
  quantity: PositiveQuantity,
  serials: Serials.optional(),
  ...Why,
})

/**
 * Goods that went out, from unrestricted stock unless said otherwise. For an order it meets the order's demand and
 * uses what was reserved for it; a reservation may be named too.
 */
export const Issue = z.object({
  ...Place,
  status: StockStatus.optional(),
  quantity: PositiveQuantity,
  serials: Serials.optional(),
  reservation: Id.optional(),
  ...Why,
})

/** Goods that moved between two locations of a plant. */
export const Transfer = z.object({
  item: Id,
  fromLocation: Id,
  toLocation: Id,
  lot: Id.optional(),
  ...Owned,
  status: StockStatus.optional(),
  quantity: PositiveQuantity,
  serials: Serials.optional(),
  ...Why,
})

/**
 * A difference found between what is there and what was known. For an order it takes back what was received (below
 * zero) or issued (above zero) for it: the order is open again by as much.
 */
export const Adjustment = z.object({
  ...Place,
  status: StockStatus.optional(),
  quantity: SignedQuantity,
  serials: Serials.optional(),
  reason: Text,
  document: DocumentRef.optional(),
})

/** A movement to undo, by the id of the message that said it. */
export const Reversal = z.object({ item: Id, movement: Id, reason: Text })

export const StatusChange = z.object({
  ...Place,
  from: StockStatus,
  to: StockStatus,
  quantity: PositiveQuantity,
  serials: Serials.optional(),
  ...Why,
})

/** Stock that changed hands where it lies, from unrestricted stock unless said otherwise. */
export const OwnerChange = z.object({
  item: Id,
  location: Id.optional(),
  lot: Id.optional(),
  status: StockStatus.optional(),
  /** The plant's own where left out. */
  fromOwner: Owner.optional(),
  toOwner: Owner.optional(),
  quantity: PositiveQuantity,
  serials: Serials.optional(),
  ...Why,
})

/** A line of expected supply in full: its whole quantity, also what was received already. Zero ends it. */
export const Supply = z.object({
  item: Id,
  document: DocumentRef,
  quantity: NotNegativeQuantity,
  date: Day,
  /** Whether the partner has confirmed quantity and date; yes where left out. */
  confirmed: z.boolean().optional(),
})

/** A line of demand in full: its whole quantity, also what was issued already. Zero ends it. */
export const Demand = z.object({
  item: Id,
  document: DocumentRef,
  quantity: NotNegativeQuantity,
  date: Day,
  customer: Id.optional(),
  ...Pool.shape,
  /** A quote's last moment: from then on its demand is over by itself. */
  validUntil: Instant.optional(),
})

const ACKNOWLEDGED_DAYS = 100

/**
 * A supplier's whole answer to a line: what it delivers, and when. What it does not confirm will not come; an empty
 * answer confirms nothing.
 */
export const Acknowledgement = z.object({
  item: Id,
  document: DocumentRef,
  confirmed: z
    .array(z.object({ date: Day, quantity: PositiveQuantity }))
    .max(ACKNOWLEDGED_DAYS, `must have at most ${ACKNOWLEDGED_DAYS} days`),
  /** The supplier's own number of it. */
  reference: Id.optional(),
})

export const LineCancellation = z.object({ item: Id, document: DocumentRef, reason: Text.optional() })

/** Whose clock said it: an older report of the same line, arriving later, must not undo it. */
export const ReportedAt = z.object({ reportedAt: Instant })

/** A quantity in the unit its reporter used, where that is another one than the base unit or was rounded. */
export const Reported = z.object({ reported: Quantity.optional() })

export const StockExceptionCode = z.enum([
  'negative-stock',
  'lot-missing',
  'held-lot-used',
  'expired-lot-used',
  'reserved-stock-missing',
  'rounded-to-zero',
  'unknown-movement',
  'reversal-awaited',
  'transfer-over-received',
  'transfer-not-recalled',
  'serial-missing',
  'serial-conflict',
  'reserved-serial-missing',
  'serial-count',
])
export type StockExceptionCode = z.output<typeof StockExceptionCode>
