import {
  add,
  atpOn,
  type BackorderClass,
  compare,
  type DatedAmount,
  earliestDate,
  isPositive,
  negate,
  type PromisePolicy,
  partOn,
  spread,
  sum,
  type Timeline,
  take,
} from '@takt/contracts'

/** A line whose turn it is. Amounts in base units; no day is past. */
export interface Turn {
  /** What it may have, while it holds nothing. */
  readonly line: Timeline
  readonly had: readonly DatedAmount[]
  /** All that is still to be issued for it, */
  readonly wanted: string
  /** and from when on. */
  readonly date: string
  readonly policy: PromisePolicy
  readonly decimals: number
}

/** What a line of each class is given when it is its turn; undefined where it cannot be what its class demands. */
export const given: { readonly [C in BackorderClass]: (turn: Turn) => DatedAmount[] | undefined } = {
  win: ({ line, wanted, date }) => (has(line, date, wanted) ? whole(date, wanted) : undefined),
  gain: (turn) => {
    const more = byPolicy(turn)
    return isAtLeast(more, turn.had) ? more : [...turn.had]
  },
  redistribute: byPolicy,
  fill: atMost,
  lose: () => [],
}

/** By the policy that it was promised with; a split may fall short here. */
function byPolicy({ line, wanted, date, policy, decimals }: Turn): DatedAmount[] {
  if (policy === 'part') return whole(date, partOn(line, wanted, date, decimals))
  if (policy === 'split') return untaken(line, spread(line, wanted, date, decimals))
  const on = policy === 'all' ? date : earliestDate(line, wanted, date)
  return on !== null && has(line, on, wanted) ? whole(on, wanted) : []
}

/** What it has where that is still there; else what is left of it by its policy, no day of it earlier. */
function atMost({ line, had, policy, decimals }: Turn): DatedAmount[] {
  const kept: DatedAmount[] = []
  for (const day of had) {
    if (!has(line, day.date, day.amount)) break
    take(line, day.date, day.amount)
    kept.push(day)
  }
  untaken(line, kept)
  const last = had.at(-1)
  if (kept.length === had.length || last === undefined) return kept
  if (policy === 'all') return []
  if (policy === 'earliest') {
    const amount = sum(had.map((day) => day.amount))
    const on = earliestDate(line, amount, last.date)
    return on === null ? [] : whole(on, amount)
  }
  const parts: DatedAmount[] = []
  for (const { date, amount } of had) {
    if (policy === 'split') parts.push(...spread(line, amount, date, decimals))
    else {
      const part = whole(date, partOn(line, amount, date, decimals))
      for (const each of part) take(line, each.date, each.amount)
      parts.push(...part)
    }
  }
  return byDay(untaken(line, parts))
}

const has = (line: Timeline, date: string, amount: string): boolean =>
  !isPositive(amount) || compare(atpOn(line, date) ?? '0', amount) >= 0

const whole = (date: string, amount: string): DatedAmount[] => (isPositive(amount) ? [{ date, amount }] : [])

/** Gives back to the timeline what was taken to find out. */
function untaken<Days extends readonly DatedAmount[]>(line: Timeline, days: Days): Days {
  for (const { date, amount } of days) take(line, date, negate(amount))
  return days
}

function byDay(days: readonly DatedAmount[]): DatedAmount[] {
  const sums = new Map<string, string>()
  for (const { date, amount } of days) sums.set(date, add(sums.get(date) ?? '0', amount))
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, amount]) => ({ date, amount }))
}

const until = (days: readonly DatedAmount[], date: string): string =>
  sum(days.filter((day) => day.date <= date).map((day) => day.amount))

/** By every day as much as the other or more. */
const isAtLeast = (days: readonly DatedAmount[], other: readonly DatedAmount[]): boolean =>
  other.every(({ date }) => compare(until(days, date), until(other, date)) >= 0)
