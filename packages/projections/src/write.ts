import type { Row, Table } from '@takt/read-models'

/** The values of a row's primary key, all of them and nothing else; anything else is refused when it is written. */
export type Key<T extends Table> = Partial<Row<T>>

/** What to add: exact decimal strings or whole numbers to numeric columns, further elements to jsonb lists. */
export type Sums<T extends Table> = { readonly [C in keyof Row<T>]?: string | number | readonly unknown[] }

/**
 * What a view may do to one of its tables. Each is a statement about one row; the engine folds those of a batch in
 * memory, in the order of the events, and writes each table once.
 * In `set` and `patch`, `undefined` leaves a column as it is and `null` empties it.
 */
export interface TableWriter<T extends Table> {
  /** Adds to columns (from 0 or an empty list where there is nothing yet) and sets others; makes the row where there is
   * none, and what is not named gets its default. */
  add(key: Key<T>, sums: Sums<T>, set?: Partial<Row<T>>): void
  /** The row is now exactly this, whatever it was (what is not named gets its default). */
  put<const K extends Key<T>>(key: K, row: Omit<Row<T>, keyof K>): void
  /** Sets columns of a row that is there; nothing where it is not. */
  patch(key: Key<T>, set: Partial<Row<T>>): void
  /** Inserts the row (its key included); nothing where one with its key is there already. */
  append(row: Row<T>): void
  remove(key: Key<T>): void
}

/** `write(table)` gives the operations on one of the view's tables. */
export type Write = <T extends Table>(table: T) => TableWriter<T>
