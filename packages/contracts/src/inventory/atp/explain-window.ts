import type { AtpRule } from './input.ts'
import { expiryLoss, projected } from './rules.ts'
import type { Scaled } from './scaled.ts'
import type { Timeline } from './timeline.ts'

/** The buckets whose stock, supply, demand and reservations make the figure of one bucket; none where `until` < `from`. */
export interface Window {
  readonly from: number
  readonly until: number
  /** All that counts in them. */
  readonly balance: Scaled
  /** What of today's stock is lost by expiry to this figure, and to none before it. */
  readonly lost: Scaled
}

/**
 * By look-ahead all that counts by the leanest bucket from `at` on; by the cumulative rule all by `at` itself. Discrete
 * figures share the buckets between them, so that each counts once: from a supply (or today) to the one before the next;
 * where stock is allocated, what the look-ahead figure has more than that of the day before.
 */
export function windowOf(line: Timeline, rule: AtpRule, at: number): Window {
  const balances = projected(line)
  const lost = expiryLoss(line)
  const of = (from: number, until: number, lostFrom: number, lostUntil: number): Window => ({
    ...{ from, until },
    balance: until < from ? 0n : (balances[until] as Scaled) - (balances[from - 1] ?? 0n),
    lost: (lost[lostUntil] ?? 0n) - (lost[lostFrom] ?? 0n),
  })
  if (rule === 'cumulative') return of(0, at, -1, at)
  if (rule === 'cumulativeLookAhead') return of(0, leanest(balances, at), -1, at)
  if (line.share) {
    const before = at === 0 ? -1 : leanest(balances, at - 1)
    return of(before + 1, leanest(balances, at), at - 1, at)
  }
  const isStart = (t: number) => t === 0 || line.supply[t] !== 0n
  if (!isStart(at)) return of(at, at - 1, at, at)
  let until = at
  while (until + 1 < line.supply.length && !isStart(until + 1)) until++
  return of(at, until, at - 1, until)
}

/** The first bucket from `at` on in which the balance is least. */
function leanest(balances: readonly Scaled[], at: number): number {
  let least = at
  for (let t = at + 1; t < balances.length; t++)
    if ((balances[t] as Scaled) < (balances[least] as Scaled)) least = t
  return least
}
