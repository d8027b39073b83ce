import type { AllocatedPool } from './allocation.ts'
import type { AtpScope, LineKind } from './scope.ts'

/** The most days ahead that can be asked for. */
export const MAX_HORIZON_DAYS = 365
export const DEFAULT_HORIZON_DAYS = 180

/**
 * cumulativeLookAhead: what can be promised on a day without breaking any later order (Takt's own rule).
 * cumulative: the APICS textbook's without look-ahead, all that came less all that went; may break later orders.
 * discrete: the APICS textbook's, what each supply leaves over its orders until the next supply.
 */
export type AtpRule = 'cumulativeLookAhead' | 'cumulative' | 'discrete'

export interface Dated {
  readonly date: string
  readonly amount: string
}

/** A day of a line of supply or demand, or of many lines of the same kind in sum. */
export interface DatedLine extends Dated, LineKind {}

/** Stock set aside. Exact decimals in base units, dates in the plant's zone, instants in UTC. */
export interface Reserved {
  readonly amount: string
  /** When it is needed; from stock on hand where left out. */
  readonly date?: string | undefined
  /** It holds stock that is named: `allotted` says what of it expires, and it uses up nothing else. */
  readonly hard?: boolean | undefined
  /** The date of the open demand it was made for: while that demand counts, this does not. */
  readonly demandDate?: string | undefined
  /** The kind of that demand. */
  readonly demandType?: LineKind['type']
  readonly demandConfirmed?: boolean | undefined
  readonly demandValidUntil?: string | undefined
  /** At and after it, it does not count; never expires where left out. */
  readonly expiresAt?: string | undefined
}

/**
 * What is late: left out after a grace (until then it counts today), or assumed to come `days` after today unless it
 * is later than a fence.
 */
export type LateRule =
  | { readonly kind: 'drop'; readonly graceDays: number }
  | { readonly kind: 'assume'; readonly days: number; readonly maxLateDays?: number | undefined }

/** All that available to promise depends on. Lines of the same date may be summed before, or not. */
export interface AtpInput {
  /** What is allocated to pools; left out of what anybody else may take. */
  readonly allocations?: readonly AllocatedPool[] | undefined
  /** The pool that asks, as `web/gold`; for everybody where left out. */
  readonly pool?: string | undefined
  readonly now: string
  readonly plant: {
    readonly timeZone: string
    readonly latePolicy: LateRule
    /** Late demand, where another policy holds for it. */
    readonly lateDemandPolicy?: LateRule | undefined
    readonly inspectionStockInAtp: boolean
    /** Of every answer and promise of the plant. */
    readonly atpScope?: AtpScope | undefined
  }
  readonly item?: {
    readonly leadTimeDays?: number | undefined
    readonly inspectionDays?: number | undefined
    /** The whole item is on hold: no supply can be promised. */
    readonly held?: boolean | undefined
  }
  readonly stock: {
    readonly unrestricted: string
    readonly inInspection: string
    /** Unrestricted stock (counted in `unrestricted` too) of lots that expire, by the last day of use. */
    readonly expiring?: readonly Dated[]
  }
  readonly supply: readonly DatedLine[]
  readonly demand: readonly DatedLine[]
  readonly reserved?: readonly Reserved[]
  /** What the hard ones hold of `stock.expiring`, by the last day of use. */
  readonly allotted?: readonly Dated[] | undefined
  readonly horizonDays?: number | undefined
  /** Instead of the plant's scope: for a question, never for a promise. */
  readonly scope?: AtpScope | undefined
}
