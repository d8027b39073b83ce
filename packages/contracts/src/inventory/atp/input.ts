/** The most days ahead that can be asked for. */
export const MAX_HORIZON_DAYS = 365
export const DEFAULT_HORIZON_DAYS = 180

/**
 * cumulativeLookAhead: what can be promised on a day without breaking any later order (Takt's own rule).
 * discrete: the APICS textbook's, what each supply leaves over its orders until the next supply.
 */
export type AtpRule = 'cumulativeLookAhead' | 'discrete'

export interface Dated {
  readonly date: string
  readonly amount: string
}

/** Stock set aside. Exact decimals in base units, dates in the plant's zone, instants in UTC. */
export interface Reserved {
  readonly amount: string
  /** When it is needed; from stock on hand where left out. */
  readonly date?: string | undefined
  /** The date of the open demand it was made for: while that demand counts, this does not. */
  readonly demandDate?: string | undefined
  /** At and after it, it does not count; never expires where left out. */
  readonly expiresAt?: string | undefined
}

/** What is late: left out after a grace, or assumed to come `days` after today. */
export type LateRule =
  | { readonly kind: 'drop'; readonly graceDays: number }
  | { readonly kind: 'assume'; readonly days: number }

/** All that available to promise depends on. Lines of the same date may be summed before, or not. */
export interface AtpInput {
  readonly now: string
  readonly plant: {
    readonly timeZone: string
    readonly latePolicy: LateRule
    readonly inspectionStockInAtp: boolean
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
  readonly supply: readonly Dated[]
  readonly demand: readonly Dated[]
  readonly reserved?: readonly Reserved[]
  readonly horizonDays?: number | undefined
}
