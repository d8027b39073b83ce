import { dayNumber, dayOf } from './calendar.ts'
import type { AtpInput, AtpRule } from './input.ts'
import { discrete, expiryLoss, lookAhead, projected } from './rules.ts'
import { type Scaled, scaled, unscaled } from './scaled.ts'
import { type Timeline, timeline } from './timeline.ts'

/** One day. Exact decimals in base units. */
export interface AtpBucket {
  readonly date: string
  readonly supply: string
  readonly demand: string
  /** Reserved for this day; what is reserved from stock on hand is out of the answer's `onHand` already. */
  readonly reserved: string
  /** Projected available balance at the end of the day. */
  readonly projected: string
  /** By the answer's rule, signed. */
  readonly atp: string
  /** `atp`, but never below zero. */
  readonly available: string
}

export interface AtpAnswer {
  readonly rule: AtpRule
  readonly today: string
  /** The last bucket's day. */
  readonly until: string
  /** Unrestricted stock that is neither expired nor set aside from stock on hand. */
  readonly onHand: string
  /** From this day on the item could be replenished, so that any quantity can be had; null where its lead time is not known. */
  readonly replenishableFrom: string | null
  /** Late lines that count (as the plant's policy says), and those left out. */
  readonly late: {
    readonly supply: string
    readonly demand: string
    readonly supplyLeftOut: string
    readonly demandLeftOut: string
  }
  readonly buckets: readonly AtpBucket[]
}

/** Available to promise over the horizon, by the named rule. The same function decides promises. */
export function availableToPromise(input: AtpInput, rule: AtpRule = 'cumulativeLookAhead'): AtpAnswer {
  const line = timeline(input)
  const atp = rule === 'discrete' ? discrete(line) : lookAhead(line)
  const balances = projected(line)
  const lost = expiryLoss(line)
  const leadTimeDays = input.item?.leadTimeDays
  return {
    rule,
    today: dayOf(line.today),
    until: dayOf(line.today + line.horizon),
    onHand: unscaled(line.onHand),
    replenishableFrom: leadTimeDays === undefined ? null : dayOf(line.today + leadTimeDays),
    late: {
      supply: unscaled(line.late.supply),
      demand: unscaled(line.late.demand),
      supplyLeftOut: unscaled(line.late.supplyLeftOut),
      demandLeftOut: unscaled(line.late.demandLeftOut),
    },
    buckets: atp.map((value, t) => ({
      date: dayOf(line.today + t),
      supply: unscaled(line.supply[t] as Scaled),
      demand: unscaled(line.demand[t] as Scaled),
      reserved: unscaled(line.reserved[t] as Scaled),
      projected: unscaled((balances[t] as Scaled) - (lost[t] as Scaled)),
      atp: unscaled(value),
      available: unscaled(value > 0n ? value : 0n),
    })),
  }
}

/** What can be promised on a day by look-ahead: below zero where orders are short; null beyond the horizon. */
export function atpOn(line: Timeline, date: string): string | null {
  const at = bucketAt(line, date)
  return at === undefined ? null : unscaled(lookAhead(line)[at] as Scaled)
}

/** The first day, from `date` on, on which the whole amount can be promised by look-ahead; null where there is none within the horizon. */
export function earliestDate(line: Timeline, amount: string, date: string): string | null {
  const at = bucketAt(line, date)
  if (at === undefined) return null
  const wanted = scaled(amount)
  const found = lookAhead(line).findIndex((value, t) => t >= at && value >= wanted)
  return found < 0 ? null : dayOf(line.today + found)
}

/** Adds an amount to a day's demand, in place. */
export function take(line: Timeline, date: string, amount: string): void {
  const at = bucketAt(line, date)
  if (at !== undefined) line.demand[at] = (line.demand[at] as Scaled) + scaled(amount)
}

/** A day's bucket; a past day counts as today; undefined beyond the horizon. */
function bucketAt(line: Timeline, date: string): number | undefined {
  const at = Math.max(0, dayNumber(date) - line.today)
  return at <= line.horizon ? at : undefined
}
