import { isPromisable } from '../owner.ts'
import { type StatusSettings, statusUse } from '../stock-status.ts'
import { dayNumber } from './calendar.ts'
import { type Counting, counting } from './counting.ts'
import { type AtpInput, type DatedLine, MAX_HORIZON_DAYS, type Reserved } from './input.ts'
import { withReleases } from './releases.ts'
import { type Scaled, scaled } from './scaled.ts'
import { inScope } from './scope.ts'

/** Stock of one status and owner, or of a part of it such as a place or a lot. */
export interface StockPiece {
  readonly kind: 'stock'
  readonly amount: string
  readonly status: string
  /** As `ownerKey` writes it: '' for the plant's own. */
  readonly owner: string
  /** The last day it may be used. */
  readonly lastDay?: string | undefined
}

/** A day of a line, its confirmed and its unconfirmed part each by itself. */
export interface LinePiece extends DatedLine {
  readonly kind: 'supply' | 'demand'
}

/** A reservation, or the part of one that its demand covers, as `coverReservations` gives them. */
export interface ReservationPiece extends Reserved {
  readonly kind: 'reservation'
}

export type AtpPiece = StockPiece | LinePiece | ReservationPiece

/**
 * Why a piece does not count.
 * status, blocked, inInspection: stock that is not good for it; what is expected of inspection counts as a release.
 * customerOwned: here, but a customer's. itemHeld: no supply can be promised while the whole item is on hold.
 * expired: stock after its last day, a reservation after its hour. lapsed: a quote that is valid no more.
 * late: overdue by more than the plant's policy takes. outOfScope: a kind of document, or an unconfirmed part, that the
 * scope leaves out. notWaiting: expected of an inspection for which no stock waits. covered: a reservation whose own
 * order counts instead (of a hard one the lots are taken today, so its order needs less on its day). beforeFirstDay: it
 * counts in the discrete figure of an earlier day. afterLimitingDay: it counts, but only on later days. beyondHorizon:
 * after the last day asked.
 */
export type NotCounted =
  | 'status'
  | 'blocked'
  | 'inInspection'
  | 'customerOwned'
  | 'itemHeld'
  | 'expired'
  | 'lapsed'
  | 'late'
  | 'outOfScope'
  | 'notWaiting'
  | 'covered'
  | 'beforeFirstDay'
  | 'afterLimitingDay'
  | 'beyondHorizon'

/** Where a piece counts: signed in its bucket, or not at all. */
export type Placed = Counted | { readonly reason: NotCounted }

export interface Counted {
  readonly bucket: number
  readonly counted: Scaled
  /** In this bucket its order needs so much less. */
  readonly back?: number
}

export type ExplainInput = AtpInput & { readonly plant: AtpInput['plant'] & StatusSettings }

/** Where each piece counts, by the same scope and policies as the sums; in the order of the pieces. */
export function placePieces(input: ExplainInput, pieces: readonly AtpPiece[]): Placed[] {
  const counts = counting({ ...input, horizonDays: MAX_HORIZON_DAYS })
  const released = releases(input, pieces)
  return pieces.map((piece, i) => {
    if (piece.kind === 'stock') return placeStock(piece, input, counts)
    if (piece.kind === 'reservation') return placeReservation(piece, input, counts)
    return placeLine(piece, released.get(i) ?? piece.amount, input, counts)
  })
}

function placeStock(
  { status, owner, lastDay, amount }: StockPiece,
  input: ExplainInput,
  { today }: Counting,
): Placed {
  if (!isPromisable(owner)) return { reason: 'customerOwned' }
  const good = input.scope?.statuses?.includes(status) ?? statusUse(status, input.plant)?.atp
  if (!good) return { reason: status === 'blocked' || status === 'inInspection' ? status : 'status' }
  if (lastDay !== undefined && dayNumber(lastDay) < today) return { reason: 'expired' }
  return { bucket: 0, counted: scaled(amount) }
}

function placeLine(line: LinePiece, amount: string, input: AtpInput, counts: Counting): Placed {
  const { kind, date } = line
  const scope = counts.scope[kind]
  if (kind === 'supply' && input.item?.held) return { reason: 'itemHeld' }
  if (line.type === 'inspection' && kind === 'supply' && !counts.scope.inspectionStock)
    return { reason: 'outOfScope' }
  if (!counts.counts(kind, line)) return { reason: inScope(line, scope) ? 'lapsed' : 'outOfScope' }
  const days = dayNumber(date) - counts.today
  const bucket = counts.bucket(kind, days)
  const value = scaled(amount)
  if (bucket === undefined) return { reason: days < 0 ? 'late' : 'beyondHorizon' }
  if (value === 0n && amount !== line.amount) return { reason: 'notWaiting' }
  return { bucket, counted: kind === 'supply' ? value : -value }
}

function placeReservation(piece: ReservationPiece, { now }: AtpInput, counts: Counting): Placed {
  const at = counts.reservation(piece)
  if (at !== undefined) return { bucket: at === 'onHand' ? 0 : at, counted: -scaled(piece.amount) }
  const { expiresAt, date } = piece
  if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now)) return { reason: 'expired' }
  const covering = counts.covering(piece)
  if (piece.hard && covering !== undefined)
    return { bucket: 0, counted: -scaled(piece.amount), back: covering }
  // Without its demand it would count, or be too far ahead: so that is what keeps it out.
  const alone = counts.reservation({ amount: piece.amount, date, expiresAt })
  return { reason: alone === undefined ? 'beyondHorizon' : 'covered' }
}

/** What of each line that is expected of an inspection waits for it, by the place of the piece. */
function releases(input: AtpInput, pieces: readonly AtpPiece[]): Map<number, string> {
  const supply = pieces.flatMap((piece, place) =>
    piece.kind === 'supply' && piece.type === 'inspection' ? [{ ...piece, place }] : [],
  )
  return new Map(withReleases({ ...input, supply }).supply.map(({ place, amount }) => [place, amount]))
}
