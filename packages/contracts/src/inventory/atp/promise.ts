import { AMOUNT_DIGITS } from '../../quantity.ts'
import { dayNumber, dayOf } from './calendar.ts'
import type { Dated } from './input.ts'
import { byRule } from './rules.ts'
import { type Scaled, scaled, unscaled } from './scaled.ts'
import { taken } from './share.ts'
import type { Timeline } from './timeline.ts'

/** What was worked out of timelines as they stand: {@link take} and {@link consume} are all that change one. */
const worked = new WeakMap<Timeline, Partial<Record<WholeRule, Scaled[]>>>()

function atpOf(line: Timeline, rule: WholeRule = 'cumulativeLookAhead'): Scaled[] {
  let known = worked.get(line)
  if (!known) {
    known = {}
    worked.set(line, known)
  }
  known[rule] ??= byRule[rule](line)
  return known[rule]
}

/** What a rule says of a whole day. Of discrete ATP no day stands alone; its sum after borrowing is look-ahead. */
type WholeRule = 'cumulativeLookAhead' | 'cumulative'

/** Whether a day lies within the horizon; a past one does. */
export const isWithin = (line: Timeline, date: string): boolean => bucketAt(line, date) !== undefined

/** What can be promised on a day, by look-ahead unless said otherwise: below zero where orders are short; null beyond the horizon. */
export function atpOn(line: Timeline, date: string, rule: WholeRule = 'cumulativeLookAhead'): string | null {
  const at = bucketAt(line, date)
  return at === undefined ? null : unscaled(atpOf(line, rule)[at] as Scaled)
}

/**
 * The first day, from `date` on, on which the whole amount can be promised, by look-ahead unless said otherwise; null
 * where there is none within the horizon.
 */
export function earliestDate(
  line: Timeline,
  amount: string,
  date: string,
  rule: WholeRule = 'cumulativeLookAhead',
): string | null {
  const at = bucketAt(line, date)
  if (at === undefined) return null
  const wanted = scaled(amount)
  const found = atpOf(line, rule).findIndex((value, t) => t >= at && t <= line.horizon && value >= wanted)
  return found < 0 ? null : dayOf(line.today + found)
}

/**
 * Adds an amount to a day's demand, in place.
 * @param consumedOn the day whose period its pool consumes in, where that is another one
 */
export function take(line: Timeline, date: string, amount: string, consumedOn: string = date): void {
  const at = bucketAt(line, date)
  if (at !== undefined) takeAt(line, at, scaled(amount), bucketAt(line, consumedOn) ?? at)
}

/** Its pool has consumed an amount of what it is allocated for a day, in place. */
export function consume(line: Timeline, date: string, amount: string): void {
  const at = bucketAt(line, date)
  if (at !== undefined) consumeAt(line, at, scaled(amount))
}

function takeAt(line: Timeline, at: number, amount: Scaled, consumedAt = at): void {
  line.demand[at] = (line.demand[at] as Scaled) + amount
  consumeAt(line, consumedAt, amount)
}

function consumeAt(line: Timeline, at: number, amount: Scaled): void {
  if (line.share) line.share = taken(line.share, at, amount)
  worked.delete(line)
}

/**
 * Spreads an amount over the days from `date` on, as much on each as can be promised then, in whole parts of
 * `decimals` digits except for the last; takes it from the timeline, in place. What no day has is left out.
 */
export function spread(line: Timeline, amount: string, date: string, decimals: number): Dated[] {
  const parts: Dated[] = []
  const from = bucketAt(line, date)
  let left = scaled(amount)
  let free = atpOf(line)
  for (let t = from ?? line.horizon + 1; t <= line.horizon && left > 0n; t++) {
    const part = wholeParts(left, free[t] as Scaled, decimals)
    if (part <= 0n) continue
    parts.push({ date: dayOf(line.today + t), amount: unscaled(part) })
    takeAt(line, t, part)
    left -= part
    free = atpOf(line)
  }
  return parts
}

/** What of an amount a day has, in whole parts of `decimals` digits unless it has all. */
export const partOn = (line: Timeline, amount: string, date: string, decimals: number): string => {
  const at = bucketAt(line, date)
  if (at === undefined) return '0'
  const part = wholeParts(scaled(amount), atpOf(line)[at] as Scaled, decimals)
  return unscaled(part > 0n ? part : 0n)
}

function wholeParts(left: Scaled, free: Scaled, decimals: number): Scaled {
  if (left <= free) return left
  const step = 10n ** BigInt(AMOUNT_DIGITS.fraction - decimals)
  return free > 0n ? free - (free % step) : 0n
}

/** A day's bucket; a past day counts as today; undefined beyond the horizon. */
export function bucketAt(line: Timeline, date: string): number | undefined {
  const at = Math.max(0, dayNumber(date) - line.today)
  return at <= line.horizon ? at : undefined
}
