import { dayOf } from './calendar.ts'
import type { Dated } from './input.ts'
import { unshared } from './rules.ts'
import { type Scaled, unscaled } from './scaled.ts'
import type { Timeline } from './timeline.ts'

/** What somebody would lack, and has now; on the first day that does not suffice. */
export type Lacking = Dated

/**
 * What orders, or pools that are guaranteed something, would lack when one timeline becomes another of the same days,
 * though they have it now. Undefined where nobody lacks anything.
 */
export function lackingAfter(before: Timeline, after: Timeline): Lacking | undefined {
  const [had, has] = [unshared(before), unshared(after)]
  const lacks = (a: Scaled[], b: Scaled[], t: number) => below(a[t] as Scaled) - (b[t] as Scaled)
  const days = [...had.all.keys()]
  for (const [sums, byDay] of [
    ['all', 'balances'],
    ['free', 'kept'],
  ] as const) {
    const worst = days.reduce((most, t) => max(most, lacks(had[sums], has[sums], t)), 0n)
    if (worst === 0n) continue
    const left = (of: typeof had) => of[byDay].map((balance, t) => balance - (of.lost[t] as Scaled))
    const [then, now] = [left(had), left(has)]
    const on = days.find((t) => lacks(then, now, t) > 0n) ?? 0
    return { date: dayOf(before.today + on), amount: unscaled(worst) }
  }
  return undefined
}

const below = (value: Scaled): Scaled => (value < 0n ? value : 0n)
const max = (a: Scaled, b: Scaled): Scaled => (a > b ? a : b)
