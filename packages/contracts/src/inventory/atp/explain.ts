import { dayNumber, dayOf } from './calendar.ts'
import { counting } from './counting.ts'
import {
  type AtpPiece,
  type ExplainInput,
  type NotCounted,
  type Placed,
  placePieces,
} from './explain-pieces.ts'
import { withReleases } from './releases.ts'
import { expiryLoss, lookAhead, projected } from './rules.ts'
import { type Scaled, scaled, unscaled } from './scaled.ts'
import { type Timeline, timeline } from './timeline.ts'

/**
 * What an amount is made of. `inspection` is stock in inspection that comes free after the item's usual days;
 * `expiry` what of today's stock is lost by the day asked, if what expires first is used first; `allocation` what is
 * set aside for pools, or beyond the asker's maximum. `others` are those that were not given as pieces, in sum.
 */
export type ExplainedKind = AtpPiece['kind'] | 'inspection' | 'expiry' | 'allocation' | 'others'

export interface Explained<P extends AtpPiece = AtpPiece> {
  readonly kind: ExplainedKind
  /** Left out where it is worked out, and not read. */
  readonly piece?: P | undefined
  /** Signed, in base units; `0` where it does not count. */
  readonly counted: string
  /** The day it counts from; null where it does not count on any. */
  readonly date: string | null
  readonly reason: NotCounted | null
}

export interface AtpExplanation<P extends AtpPiece = AtpPiece> {
  readonly date: string
  /** By look-ahead, signed. */
  readonly atp: string
  /** The day from `date` on whose projected balance is least: only what counts by then makes the figure. */
  readonly limitingDay: string
  /** Those that count sum to `atp` exactly. */
  readonly pieces: readonly Explained<P>[]
}

/**
 * What available to promise on a day, by look-ahead, is made of; null where the day is not in the horizon.
 * @param input all that the figure depends on
 * @param pieces what `input` sums, one by one: all of it, or some
 */
export function explainAtp<P extends AtpPiece>(
  input: ExplainInput,
  pieces: readonly P[],
  date: string,
): AtpExplanation<P> | null {
  const line = timeline(input)
  const at = dayNumber(date) - line.today
  if (!Number.isInteger(at) || at < 0 || at > line.horizon) return null
  const balances = projected(line)
  const limiting = leastFrom(balances, at)
  const least = balances[limiting] as Scaled
  const lost = expiryLoss(line)[at] as Scaled
  const atp = lookAhead(line)[at] as Scaled
  const placed = placePieces(input, pieces)
  const release = releaseOf(input)
  const known = [...placed, ...(release ? [release] : [])].map((one) => countedBy(one, limiting))
  const explain = (one: Placed) => explained(one, limiting, line)
  return {
    date,
    atp: unscaled(atp),
    limitingDay: dayOf(line.today + limiting),
    pieces: [
      ...placed.map((one, i) => ({ ...explain(one), kind: (pieces[i] as P).kind, piece: pieces[i] })),
      ...(release ? [{ ...explain(release), kind: 'inspection' as const }] : []),
      ...extra('others', least - known.reduce((sum, counted) => sum + counted, 0n), dayOf(line.today)),
      ...extra('expiry', -lost, date),
      ...extra('allocation', atp - (least - lost), date),
    ],
  }
}

/** The first bucket from `at` on in which the balance is least. */
function leastFrom(balances: readonly Scaled[], at: number): number {
  let limiting = at
  for (let t = at + 1; t < balances.length; t++)
    if ((balances[t] as Scaled) < (balances[limiting] as Scaled)) limiting = t
  return limiting
}

/** Stock in inspection that no inspection names a day for; undefined where there is none, or it is not in scope. */
function releaseOf(input: ExplainInput): Placed | undefined {
  const counted = scaled(withReleases(input).stock.inInspection)
  const { released: bucket, scope } = counting(input)
  if (counted === 0n || !scope.inspectionStock) return undefined
  if (bucket === undefined) return { reason: input.item?.held ? 'itemHeld' : 'beyondHorizon' }
  return { bucket, counted }
}

const countedBy = (placed: Placed, limiting: number): Scaled =>
  'counted' in placed && placed.bucket <= limiting ? placed.counted : 0n

function explained(placed: Placed, limiting: number, { today }: Timeline) {
  if ('reason' in placed) return { counted: '0', date: null, reason: placed.reason }
  const reason = placed.bucket <= limiting ? null : ('afterLimitingDay' as const)
  return { counted: unscaled(countedBy(placed, limiting)), date: dayOf(today + placed.bucket), reason }
}

const extra = (kind: ExplainedKind, counted: Scaled, date: string) =>
  counted === 0n ? [] : [{ kind, counted: unscaled(counted), date, reason: null }]
