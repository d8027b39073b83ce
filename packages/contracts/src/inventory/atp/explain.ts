import { dayNumber, dayOf } from './calendar.ts'
import { counting } from './counting.ts'
import {
  type AtpPiece,
  type ExplainInput,
  type NotCounted,
  type Placed,
  placePieces,
} from './explain-pieces.ts'
import { type Window, windowOf } from './explain-window.ts'
import { type AtpRule, MAX_HORIZON_DAYS } from './input.ts'
import { withReleases } from './releases.ts'
import { byRule } from './rules.ts'
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
  readonly rule: AtpRule
  /** By the rule, signed. */
  readonly atp: string
  /** The first day that makes the figure: today, but for discrete figures. */
  readonly firstDay: string
  /**
   * The last day that makes the figure. By look-ahead the day from `date` on whose projected balance is least, by the
   * cumulative rule `date`, and of discrete figures the last before the next supply.
   */
  readonly limitingDay: string
  /** Those that count sum to `atp` exactly. */
  readonly pieces: readonly Explained<P>[]
}

/**
 * What available to promise on a day is made of, by a rule; null where the day is not in the horizon.
 * @param input all that the figure depends on
 * @param pieces what `input` sums, one by one: all of it, or some
 */
export function explainAtp<P extends AtpPiece>(
  input: ExplainInput,
  pieces: readonly P[],
  date: string,
  rule: AtpRule = 'cumulativeLookAhead',
): AtpExplanation<P> | null {
  const line = timeline(input)
  const at = dayNumber(date) - line.today
  if (!Number.isInteger(at) || at < 0 || at > line.horizon) return null
  const window = windowOf(line, rule, at)
  const { balance, lost, from, until } = window
  const atp = byRule[rule](line)[at] as Scaled
  const placed = placePieces(input, pieces)
  const release = releaseOf(input)
  const known = [...placed, ...(release ? [release] : [])].map((one) => countedBy(one, window))
  const explain = (one: Placed) => explained(one, window, line)
  const day = (bucket: number) => dayOf(line.today + bucket)
  return {
    ...{ date, rule, atp: unscaled(atp), firstDay: day(from), limitingDay: day(Math.max(from, until)) },
    pieces: [
      ...placed.map((one, i) => ({ ...explain(one), kind: (pieces[i] as P).kind, piece: pieces[i] })),
      ...(release ? [{ ...explain(release), kind: 'inspection' as const }] : []),
      ...extra('others', balance - known.reduce((sum, counted) => sum + counted, 0n), day(from)),
      ...extra('expiry', -lost, date),
      ...extra('allocation', atp - (balance - lost), date),
    ],
  }
}

/** Stock in inspection that no inspection names a day for; undefined where there is none, or it is not in scope. */
function releaseOf(input: ExplainInput): Placed | undefined {
  const counted = scaled(withReleases(input).stock.inInspection)
  const { released: bucket, scope } = counting({ ...input, horizonDays: MAX_HORIZON_DAYS })
  if (counted === 0n || !scope.inspectionStock) return undefined
  if (bucket === undefined) return { reason: input.item?.held ? 'itemHeld' : 'beyondHorizon' }
  return { bucket, counted }
}

function countedBy(placed: Placed, window: Window): Scaled {
  if ('reason' in placed) return 0n
  const { bucket, counted, back } = placed
  const taken = isIn(bucket, window) ? counted : 0n
  return back !== undefined && isIn(back, window) ? taken - counted : taken
}

const isIn = (bucket: number, { from, until }: Window): boolean => from <= bucket && bucket <= until

function explained(placed: Placed, window: Window, { today }: Timeline) {
  if ('reason' in placed) return { counted: '0', date: null, reason: placed.reason }
  const { bucket, back } = placed
  const counted = unscaled(countedBy(placed, window))
  if (back === undefined) return { counted, date: dayOf(today + bucket), reason: outside(bucket, window) }
  if (isIn(bucket, window) === isIn(back, window)) return { counted, date: null, reason: 'covered' as const }
  return { counted, date: dayOf(today + (isIn(bucket, window) ? bucket : back)), reason: null }
}

function outside(bucket: number, { from, until }: Window): NotCounted | null {
  if (bucket < from) return 'beforeFirstDay'
  return bucket > until ? 'afterLimitingDay' : null
}

const extra = (kind: ExplainedKind, counted: Scaled, date: string) =>
  counted === 0n ? [] : [{ kind, counted: unscaled(counted), date, reason: null }]
