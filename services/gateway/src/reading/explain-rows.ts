import { inventory } from '@takt/read-models'
import { and, asc, desc, eq, getTableColumns, ne, type SQL, sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { LIMITS } from '../limits.ts'
import type { AtpKey } from './atp-rows.ts'

const { stockOnHand, atpLine, reservation, lot } = inventory

export type StockRow = typeof stockOnHand.$inferSelect
export type LineRow = typeof atpLine.$inferSelect
export type ReservationRow = typeof reservation.$inferSelect

/** The first rows of a list, and how many there are. */
export interface Listed<Row> {
  readonly rows: readonly Row[]
  readonly total: number
}

export interface ExplainRows {
  readonly stock: Listed<{ readonly row: StockRow; readonly lastDay: string | null }>
  /** By date: what is nearest first. */
  readonly lines: Listed<{ readonly row: LineRow }>
  /** Open ones, those whose hour is over too. */
  readonly reservations: Listed<{ readonly row: ReservationRow }>
}

const count = sql<string>`count(*) over ()`

/** Everything by itself that an item's ATP sums, each list in one statement by its key's index. */
export async function readExplainRows(db: PostgresJsDatabase, { plant, item }: AtpKey): Promise<ExplainRows> {
  const of = (table: typeof stockOnHand | typeof atpLine | typeof reservation, more?: SQL) =>
    and(eq(table.plant, plant), eq(table.item, item), more)
  const stock = await db
    .select({ row: getTableColumns(stockOnHand), lastDay: lot.expiresOn, count })
    .from(stockOnHand)
    .leftJoin(
      lot,
      and(eq(lot.plant, stockOnHand.plant), eq(lot.item, stockOnHand.item), eq(lot.lot, stockOnHand.lot)),
    )
    .where(of(stockOnHand, ne(stockOnHand.quantity, '0')))
    .orderBy(desc(stockOnHand.position), asc(stockOnHand.location), asc(stockOnHand.lot))
    .limit(LIMITS.explained)
  const lines = await db
    .select({ row: getTableColumns(atpLine), count })
    .from(atpLine)
    .where(of(atpLine))
    .orderBy(asc(atpLine.date), asc(atpLine.kind), asc(atpLine.documentId), asc(atpLine.documentLine))
    .limit(LIMITS.explained)
  const reservations = await db
    .select({ row: getTableColumns(reservation), count })
    .from(reservation)
    .where(of(reservation, eq(reservation.state, 'open')))
    .orderBy(asc(reservation.expiresAt), asc(reservation.reservation))
    .limit(LIMITS.explained)
  return { stock: listed(stock), lines: listed(lines), reservations: listed(reservations) }
}

const listed = <Row extends { readonly count: string }>(rows: readonly Row[]): Listed<Row> => ({
  rows,
  total: Number(rows[0]?.count ?? 0),
})
