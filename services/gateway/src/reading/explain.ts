import {
  type AtpExplanation,
  type AtpScope,
  explainAtp,
  isZero,
  type LinePiece,
  MAX_HORIZON_DAYS,
  type PegReservation,
  type ReservationPiece,
  type StockPiece,
  scopeOf,
  subtract,
} from '@takt/contracts'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { GraphQLError } from 'graphql'
import { type Atp, type AtpQuestion, answerAtp, inputOf, knownOf } from './atp.ts'
import { factsOf } from './atp-facts.ts'
import { readAtpRows } from './atp-rows.ts'
import { withScope } from './atp-wants.ts'
import {
  type ExplainRows,
  type LineRow,
  type ReservationRow,
  readExplainRows,
  type StockRow,
} from './explain-rows.ts'

export interface ExplainQuestion extends Omit<AtpQuestion, 'wants'> {
  readonly date: string
}

/** What a read model holds of a piece. */
interface Rows {
  readonly stock?: StockRow
  readonly line?: LineRow
  readonly reservation?: ReservationRow
}
export type RowPiece = (StockPiece | LinePiece | ReservationPiece) & Rows

export interface ExplainedAtp extends AtpExplanation<RowPiece> {
  readonly of: Pick<Atp, 'plant' | 'item' | 'unit' | 'asOf'>
  /** What counted. */
  readonly scope: AtpScope
  /** Of each list how many there are, and how many of them are pieces. */
  readonly read: { readonly [List in keyof ExplainRows]: { readonly total: number; readonly given: number } }
}

/** An ATP figure and the rows behind it, as they were at the same moment. */
export async function answerExplain(
  db: PostgresJsDatabase,
  question: ExplainQuestion,
  now: string,
): Promise<ExplainedAtp> {
  const { plant, item, date, rule, scope } = question
  const { facts, rows } = await db.transaction(
    async (tx) => {
      const [row] = await readAtpRows(tx, [{ plant, item, wants: withScope(undefined, scope) }])
      if (!row) throw new Error(`no row came back for ${item} at ${plant}`)
      return { facts: factsOf(row, plant), rows: await readExplainRows(tx, { plant, item }) }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
  const known = knownOf(facts, scope, now)
  const of = answerAtp(question, known, now)
  const input = inputOf(question, known, now)
  const answer = explainAtp(input, pieces(rows, facts.reservedAt(now).reserved), date, rule ?? undefined)
  if (!answer)
    throw new GraphQLError(
      `date must be from ${of.today}, the plant's today, on for at most ${of.horizonDays} days (horizonDays, up to ${MAX_HORIZON_DAYS}), not ${date}`,
      { extensions: { code: 'beyond-horizon' } },
    )
  const { stock, lines, reservations } = rows
  const read = { stock: counted(stock), lines: counted(lines), reservations: counted(reservations) }
  return { ...answer, of, scope: scopeOf(input), read }
}

const counted = ({ rows, total }: { readonly rows: readonly unknown[]; readonly total: number }) => ({
  total,
  given: rows.length,
})

function pieces(
  { stock, lines, reservations }: ExplainRows,
  reserved: readonly PegReservation[],
): RowPiece[] {
  const parts = new Map<string, PegReservation[]>()
  for (const part of reserved) parts.set(part.reservation, [...(parts.get(part.reservation) ?? []), part])
  return [
    ...stock.rows.map(
      ({ row, lastDay }): RowPiece => ({
        ...{ kind: 'stock', amount: row.quantity, status: row.status, owner: row.owner },
        ...{ lastDay: lastDay ?? undefined, stock: row },
      }),
    ),
    ...lines.rows.flatMap(({ row }) => linePieces(row)),
    ...reservations.rows.flatMap(({ row }) => reservationPieces(row, parts.get(row.reservation))),
  ]
}

/** The confirmed and the unconfirmed part of a day of a line: a scope may tell them apart. */
function linePieces(row: LineRow): RowPiece[] {
  const { kind, date, documentType, validUntil, quantity, unconfirmed } = row
  const type = documentType as LinePiece['type']
  return [
    { amount: subtract(quantity, unconfirmed), confirmed: true },
    { amount: unconfirmed, confirmed: false },
  ]
    .filter(({ amount }) => !isZero(amount))
    .map((part) => ({ ...part, kind, date, type, validUntil: validUntil ?? undefined, line: row }))
}

/** The parts that its demand covers and does not; the whole of it where it has expired. */
function reservationPieces(row: ReservationRow, parts: readonly PegReservation[] | undefined): RowPiece[] {
  const whole = { amount: row.open, date: row.date ?? undefined, expiresAt: row.expiresAt ?? undefined }
  return (parts ?? [whole]).map((part) => ({ ...part, kind: 'reservation', reservation: row }))
}
