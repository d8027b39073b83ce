import { dayIn, dayNumber } from './calendar.ts'
import {
  type AtpInput,
  DEFAULT_HORIZON_DAYS,
  type LateRule,
  MAX_HORIZON_DAYS,
  type Reserved,
} from './input.ts'
import { type AtpScope, inScope, type LineKind } from './scope.ts'

/** What counts of an input, and in which day bucket: the one place where scope and policies are read. */
export interface Counting {
  readonly today: number
  readonly horizon: number
  readonly scope: AtpScope
  /** Whether a line is in scope, and not over by itself. */
  counts(kind: 'supply' | 'demand', line: LineKind): boolean
  /** The bucket of a line by the days from today to its date; undefined where it does not count. */
  bucket(kind: 'supply' | 'demand', days: number): number | undefined
  /** The bucket in which stock in inspection is released; undefined where it does not count. */
  readonly released: number | undefined
  /** The bucket a reservation counts in; `onHand` where it is from stock on hand; undefined where it does not count. */
  reservation(reserved: Reserved): number | 'onHand' | undefined
  /** The bucket of the demand that counts in its stead; undefined where it does not count, or by itself. */
  covering(reserved: Reserved): number | undefined
}

export function counting(
  input: Pick<AtpInput, 'now' | 'plant' | 'item' | 'horizonDays' | 'scope'>,
): Counting {
  const { plant, item = {}, horizonDays: horizon = DEFAULT_HORIZON_DAYS } = input
  checkHorizon(horizon)
  const today = dayNumber(dayIn(plant.timeZone, input.now))
  const now = Date.parse(input.now)
  const scope = scopeOf(input)
  const bucket = {
    supply: bucketing(horizon, plant.latePolicy),
    demand: bucketing(horizon, plant.lateDemandPolicy ?? plant.latePolicy),
  }
  const released = scope.inspectionStock && !item.held ? (item.inspectionDays ?? 0) : undefined
  const counts: Counting['counts'] = (kind, line) =>
    inScope(line, scope[kind]) && (line.validUntil === undefined || Date.parse(line.validUntil) > now)
  const isOver = ({ expiresAt }: Reserved) => expiresAt !== undefined && Date.parse(expiresAt) <= now
  /** The bucket of the demand it was made for, while that counts. */
  const demandOf = ({ demandDate, demandType: type, demandConfirmed, demandValidUntil }: Reserved) =>
    demandDate !== undefined &&
    counts('demand', { type, confirmed: demandConfirmed, validUntil: demandValidUntil })
      ? bucket.demand(dayNumber(demandDate) - today)
      : undefined
  return {
    today,
    horizon,
    scope,
    counts,
    bucket: (kind, days) => bucket[kind](days),
    released: released !== undefined && released <= horizon ? released : undefined,
    reservation(reserved) {
      const { date } = reserved
      if (isOver(reserved) || demandOf(reserved) !== undefined) return undefined
      if (date === undefined) return 'onHand'
      const at = Math.max(0, dayNumber(date) - today)
      return at <= horizon ? at : undefined
    },
    covering: (reserved) => (isOver(reserved) ? undefined : demandOf(reserved)),
  }
}

/** What counts: as the question says, else as the plant does. */
export const scopeOf = ({ plant, scope }: Pick<AtpInput, 'plant' | 'scope'>): AtpScope => {
  const chosen = scope ?? plant.atpScope
  return { ...chosen, inspectionStock: chosen?.inspectionStock ?? plant.inspectionStockInAtp }
}

/** The bucket of a line by the plant's policy for what is late. */
function bucketing(horizon: number, policy: LateRule): (days: number) => number | undefined {
  const within = (bucket: number) => (bucket <= horizon ? bucket : undefined)
  return (days) => {
    if (days >= 0) return within(days)
    if (policy.kind === 'assume')
      return -days <= (policy.maxLateDays ?? Number.POSITIVE_INFINITY) ? within(policy.days) : undefined
    return -days <= policy.graceDays ? 0 : undefined
  }
}

function checkHorizon(days: number): void {
  if (!Number.isInteger(days) || days < 0 || days > MAX_HORIZON_DAYS)
    throw new RangeError(
      `the horizon must be a whole number of days from 0 to ${MAX_HORIZON_DAYS}, not ${days}`,
    )
}
