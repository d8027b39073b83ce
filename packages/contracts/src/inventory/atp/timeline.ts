import { dayNumber } from './calendar.ts'
import { type Counting, counting } from './counting.ts'
import { type AtpInput, MAX_HORIZON_DAYS } from './input.ts'
import { withReleases } from './releases.ts'
import { type Scaled, scaled } from './scaled.ts'
import { lastBegin, type Share, shareOf } from './share.ts'

/**
 * Supply and demand in day buckets; bucket 0 is today in the plant's zone. They go on for as long as anything is known
 * of, within the longest horizon: what is promised must break no order behind the days that are asked for.
 */
export interface Timeline {
  readonly today: number
  /** The last bucket that is asked for; there are at least as many. */
  readonly horizon: number
  /** Unrestricted stock that is neither expired nor set aside from stock on hand. */
  readonly onHand: Scaled
  /** Taken from stock on hand before bucket 0, of whatever expires first. */
  readonly setAside: Scaled
  readonly supply: Scaled[]
  /** Without that for which stock is set aside by its lots. */
  readonly demand: Scaled[]
  /** Reserved for a day, by the day; what is reserved from stock on hand is out of `onHand` already. */
  readonly reserved: Scaled[]
  /** Good stock whose last day of use was the day before the bucket's, and which is not set aside by its lots. */
  readonly expiring: Scaled[]
  /** What of it whoever asks may take; all of it where nothing is allocated. */
  share?: Share | undefined
  readonly late: { supply: Scaled; demand: Scaled; supplyLeftOut: Scaled; demandLeftOut: Scaled }
}

/** Puts everything into its day bucket, by the plant's policies (DESIGN: available to promise). */
export function timeline(asked: AtpInput): Timeline {
  const input = withReleases(asked)
  const { item, stock, reserved = [] } = input
  const { horizon } = counting(input)
  const counts = counting({ ...input, horizonDays: MAX_HORIZON_DAYS })
  const { today, released } = counts
  const share = input.allocations && shareOf(input.allocations, today, input.pool)
  const buckets = () => new Array<Scaled>(MAX_HORIZON_DAYS + 1).fill(0n)
  const late = { supply: 0n, demand: 0n, supplyLeftOut: 0n, demandLeftOut: 0n }
  const out = { supply: buckets(), demand: buckets(), reserved: buckets() }
  let fromHand = 0n
  let setAside = 0n

  for (const kind of ['supply', 'demand'] as const) {
    if (kind === 'supply' && item?.held) continue
    for (const line of input[kind]) {
      if (!counts.counts(kind, line)) continue
      const days = dayNumber(line.date) - today
      const at = counts.bucket(kind, days)
      const value = scaled(line.amount)
      if (days < 0) late[kind] += value
      if (at !== undefined) out[kind][at] = (out[kind][at] as Scaled) + value
      else if (days < 0) late[`${kind}LeftOut`] += value
    }
  }
  if (released !== undefined)
    out.supply[released] = (out.supply[released] as Scaled) + scaled(stock.inInspection)

  for (const reservation of reserved) {
    const at = counts.reservation(reservation)
    const amount = scaled(reservation.amount)
    if (at === 'onHand') {
      fromHand += amount
      if (!reservation.hard) setAside += amount
    } else if (at !== undefined) out.reserved[at] = (out.reserved[at] as Scaled) + amount
    const covering = reservation.hard ? counts.covering(reservation) : undefined
    if (covering === undefined) continue
    // Its lots are nobody else's until then: so they leave stock on hand now, and its order needs nothing more.
    fromHand += amount
    out.demand[covering] = (out.demand[covering] as Scaled) - amount
  }
  const { expired, expiring } = lastDays(input, counts)
  const onHand = scaled(stock.unrestricted) - expired - fromHand
  const line = { today, horizon, onHand, setAside, late, share, expiring, ...out }
  const length = lengthOf(line)
  for (const days of [expiring, out.supply, out.demand, out.reserved]) days.length = length
  return line
}

/** As many days as are asked for, and no fewer than there is something of. */
function lengthOf({ horizon, supply, demand, reserved, expiring, share }: Timeline): number {
  const last = Math.max(
    ...[supply, demand, reserved, expiring].map((days) => days.findLastIndex((amount) => amount !== 0n)),
    share ? lastBegin(share) : 0,
  )
  return Math.max(horizon, last) + 1
}

/** What has expired, and what will by which bucket; of that, without what is allotted: it is used up in time. */
function lastDays({ stock, allotted = [] }: AtpInput, { today, horizon }: Counting) {
  const expiring = new Array<Scaled>(horizon + 1).fill(0n)
  let expired = 0n
  for (const { date, amount } of stock.expiring ?? []) {
    const gone = dayNumber(date) + 1 - today
    if (gone <= 0) expired += scaled(amount)
    else if (gone <= horizon) expiring[gone] = (expiring[gone] as Scaled) + scaled(amount)
  }
  const held = new Map<number, Scaled>()
  for (const { date, amount } of allotted) {
    const gone = dayNumber(date) + 1 - today
    if (gone > 0 && gone <= horizon) held.set(gone, (held.get(gone) ?? 0n) + scaled(amount))
  }
  for (const [gone, amount] of held) {
    const there = expiring[gone] as Scaled
    // Of what is not there it holds nothing that could be kept.
    if (there > 0n) expiring[gone] = there > amount ? there - amount : 0n
  }
  return { expired, expiring }
}
