import { dayOf } from './calendar.ts'
import { scopeOf } from './counting.ts'
import type { AtpInput, AtpRule } from './input.ts'
import { byRule, cumulative } from './rules.ts'
import { type Scaled, unscaled } from './scaled.ts'
import type { AtpScope } from './scope.ts'
import { type Timeline, timeline } from './timeline.ts'

/** One day. Exact decimals in base units. */
export interface AtpBucket {
  readonly date: string
  readonly supply: string
  /** Without that for which stock is set aside by its lots or serial numbers: that is out of `onHand`. */
  readonly demand: string
  /** Reserved for this day; what is reserved from stock on hand is out of the answer's `onHand` already. */
  readonly reserved: string
  /** Projected available balance at the end of the day. */
  readonly projected: string
  /** By the answer's rule, signed. */
  readonly atp: string
  /** `atp`, but never below zero. */
  readonly available: string
  /** At or after the answer's `replenishableFrom`: more could be had than is shown. */
  readonly beyondLeadTime: boolean
}

export interface AtpAnswer {
  readonly rule: AtpRule
  /** What counted. */
  readonly scope: AtpScope
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

/**
 * Available to promise over the horizon, by the named rule. The same function decides promises.
 * @param line the input's timeline, where it was made already
 */
export function availableToPromise(
  input: AtpInput,
  rule: AtpRule = 'cumulativeLookAhead',
  line: Timeline = timeline(input),
): AtpAnswer {
  const atp = byRule[rule](line)
  const balances = cumulative(line)
  const leadTimeDays = input.item?.leadTimeDays
  return {
    rule,
    scope: scopeOf(input),
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
    buckets: atp.slice(0, line.horizon + 1).map((value, t) => ({
      date: dayOf(line.today + t),
      supply: unscaled(line.supply[t] as Scaled),
      demand: unscaled(line.demand[t] as Scaled),
      reserved: unscaled(line.reserved[t] as Scaled),
      projected: unscaled(balances[t] as Scaled),
      atp: unscaled(value),
      available: unscaled(value > 0n ? value : 0n),
      beyondLeadTime: leadTimeDays !== undefined && t >= leadTimeDays,
    })),
  }
}
