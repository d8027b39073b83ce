import type { DocumentType } from '../fields.ts'

/** Which lines of one side count. */
export interface LineScope {
  /** Of documents of these types only; of all but quotes where left out. */
  readonly documents?: readonly DocumentType[] | undefined
  /** Only what its partner confirmed (supply) or Takt promised (demand). */
  readonly confirmedOnly?: boolean | undefined
}

/** The scope of check: what counts. What is left out counts by the plant's own settings, and all lines do. */
export interface AtpScope {
  /** The statuses whose stock is on hand; those the plant flags for ATP where left out. */
  readonly statuses?: readonly string[] | undefined
  readonly supply?: LineScope | undefined
  readonly demand?: LineScope | undefined
  /** Whether stock in inspection counts from its expected release on. */
  readonly inspectionStock?: boolean | undefined
}

/** A line's kind, as far as a scope asks for it; a line without a type counts in every scope. */
export interface LineKind {
  readonly type?: DocumentType | undefined
  /** Yes where left out. */
  readonly confirmed?: boolean | undefined
  /** At and after it, a quote's demand does not count. */
  readonly validUntil?: string | undefined
}

/** Whether a line counts. A quote is nobody's order yet: it counts only where its type is named. */
export const inScope = ({ type, confirmed }: LineKind, scope: LineScope | undefined): boolean =>
  (type === undefined || (scope?.documents?.includes(type) ?? type !== 'quote')) &&
  (confirmed !== false || scope?.confirmedOnly !== true)
