/** A SQL view that analysts may rely on: what a row is, what identifies it, what each column means. */
export interface AnalystView {
  readonly schema: 'analytics'
  readonly name: string
  /** What one row stands for, in a few words. */
  readonly grain: string
  /** The columns that identify a row. */
  readonly keys: readonly string[]
  readonly comment: string
  /** Every column in the order of the select, with its meaning and unit. */
  readonly columns: Readonly<Record<string, string>>
  /** The select. Names its tables with their schema. */
  readonly sql: string
  /** A query that answers a real question with it; a test runs it. */
  readonly example: { readonly question: string; readonly sql: string }
}

/** Declares a view for analysts. Its `columns` must match the select's; a test holds that against real Postgres. */
export function analystView(view: AnalystView): AnalystView {
  const unknown = view.keys.filter((key) => !(key in view.columns))
  if (unknown.length > 0)
    throw new Error(`analytics.${view.name}: the key ${unknown.join(', ')} is not among its columns`)
  return view
}
