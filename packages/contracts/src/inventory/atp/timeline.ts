import { type Share, shareOf } from './allocation.ts'
import { dayIn, dayNumber, dayOf } from './calendar.ts'
import {
  type AtpInput,
  DEFAULT_HORIZON_DAYS,
  type LateRule,
  MAX_HORIZON_DAYS,
  type Reserved,
} from './input.ts'
import { type Scaled, scaled } from './scaled.ts'
import { type AtpScope, inScope } from './scope.ts'

/** Supply and demand in day buckets 0…horizon; bucket 0 is today in the plant's zone. */
export interface Timeline {
  readonly today: number
  readonly horizon: number
  /** Unrestricted stock that is neither expired nor set aside from stock on hand. */
  readonly onHand: Scaled
  /** Taken from stock on hand before bucket 0. */
  readonly setAside: Scaled
  readonly supply: Scaled[]
  readonly demand: Scaled[]
  /** Reserved for a day, by the day; what is reserved from stock on hand is out of `onHand` already. */
  readonly reserved: Scaled[]
  /** Good stock whose last day of use was the day before the bucket's. */
  readonly expiring: Scaled[]
  /** What of it whoever asks may take; all of it where nothing is allocated. */
  readonly share?: Share | undefined
  readonly late: { supply: Scaled; demand: Scaled; supplyLeftOut: Scaled; demandLeftOut: Scaled }
}

/** Puts everything into its day bucket, by the plant's policies (DESIGN: available to promise). */
export function timeline(input: AtpInput): Timeline {
  const { plant, item = {}, stock, reserved = [], horizonDays: horizon = DEFAULT_HORIZON_DAYS } = input
  checkHorizon(horizon)
  const today = dayNumber(dayIn(plant.timeZone, input.now))
  const scope = scopeOf(input)
  const bucketOf = {
    supply: bucketing(today, horizon, plant.latePolicy),
    demand: bucketing(today, horizon, plant.lateDemandPolicy ?? plant.latePolicy),
  }
  const buckets = () => new Array<Scaled>(horizon + 1).fill(0n)
  const late = { supply: 0n, demand: 0n, supplyLeftOut: 0n, demandLeftOut: 0n }
  const out = { supply: buckets(), demand: buckets(), reserved: buckets(), expiring: buckets() }
  const now = Date.parse(input.now)
  let expired = 0n
  let setAside = 0n
  /** The demand it was made for counts, so the reservation does not. */
  const isCovered = ({ demandDate, demandType: type, demandConfirmed: confirmed }: Reserved) =>
    demandDate !== undefined &&
    inScope({ type, confirmed }, scope.demand) &&
    bucketOf.demand(demandDate) !== undefined

  for (const kind of ['supply', 'demand'] as const) {
    if (kind === 'supply' && item.held) continue
    for (const line of input[kind]) {
      if (!inScope(line, scope[kind])) continue
      const at = bucketOf[kind](line.date)
      const value = scaled(line.amount)
      const isLate = dayNumber(line.date) < today
      if (isLate) late[kind] += value
      if (at !== undefined) out[kind][at] = (out[kind][at] as Scaled) + value
      else if (isLate) late[`${kind}LeftOut`] += value
    }
  }
  const released = scope.inspectionStock && !item.held ? (item.inspectionDays ?? 0) : undefined
  if (released !== undefined && released <= horizon)
    out.supply[released] = (out.supply[released] as Scaled) + scaled(stock.inInspection)

  for (const reservation of reserved) {
    const { amount, date, expiresAt } = reservation
    if (expiresAt !== undefined && Date.parse(expiresAt) <= now) continue
    if (isCovered(reservation)) continue
    const at = date === undefined ? undefined : Math.max(0, dayNumber(date) - today)
    if (at === undefined) setAside += scaled(amount)
    else if (at <= horizon) out.reserved[at] = (out.reserved[at] as Scaled) + scaled(amount)
  }
  for (const { date, amount } of stock.expiring ?? []) {
    const gone = dayNumber(date) + 1 - today
    if (gone <= 0) expired += scaled(amount)
    else if (gone <= horizon) out.expiring[gone] = (out.expiring[gone] as Scaled) + scaled(amount)
  }
  const share = input.allocations && shareOf(input.allocations, dayOf(today), input.pool)
  const onHand = scaled(stock.unrestricted) - expired - setAside
  return { today, horizon, onHand, setAside, late, share, ...out }
}

/** What counts: as the question says, else as the plant does. */
export const scopeOf = ({ plant, scope }: Pick<AtpInput, 'plant' | 'scope'>): AtpScope => {
  const chosen = scope ?? plant.atpScope
  return { ...chosen, inspectionStock: chosen?.inspectionStock ?? plant.inspectionStockInAtp }
}

/** The bucket of a date by the plant's policy for what is late; undefined where it does not count. */
function bucketing(today: number, horizon: number, policy: LateRule): (date: string) => number | undefined {
  const within = (bucket: number) => (bucket <= horizon ? bucket : undefined)
  return (date) => {
    const days = dayNumber(date) - today
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
