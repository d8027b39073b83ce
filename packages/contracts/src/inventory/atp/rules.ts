import type { AtpRule } from './input.ts'
import type { Scaled } from './scaled.ts'
import { sharedAtp, shareOn } from './share.ts'
import type { Timeline } from './timeline.ts'

/** Projected available balance: PAB(t) = OH0 + Σ_{k≤t}(supply_k − demand_k), expiry left out. */
export function projected(line: Timeline): Scaled[] {
  let balance = line.onHand
  return line.supply.map((supply, t) => {
    balance = less(plus(balance, supply), wanted(line, t))
    return balance
  })
}

/**
 * What of today's good stock is lost to expiry up to each bucket, if what expires first is used first: the running
 * maximum of (expired by then − used by the day before). What hard reservations hold of lots is in neither.
 */
export function expiryLoss(line: Timeline): Scaled[] {
  if (line.expiring.every((amount) => amount === 0n)) return line.expiring
  let expired = 0n
  let used = line.setAside
  let lost = 0n
  return line.expiring.map((expiring, t) => {
    expired += expiring
    if (expired - used > lost) lost = expired - used
    used += wanted(line, t)
    return lost
  })
}

/**
 * Cumulative with look-ahead: ATP(t) = min_{t≤k≤H} PAB(k), less what has expired by t. Signed. A unit promised on
 * day t is missing on every later day, so the leanest of them decides. Where stock is allocated, only the asker's share.
 */
export function lookAhead(line: Timeline): Scaled[] {
  const { share } = line
  const { all, free } = unshared(line)
  if (!share) return all
  return all.map((value, t) => sharedAtp(shareOn(share, t), value, free[t] as Scaled))
}

/** What there is in all, and what of it is guaranteed to nobody: by day, and by look-ahead. */
export function unshared(line: Timeline) {
  const balances = projected(line)
  const lost = expiryLoss(line)
  const { share } = line
  // A guarantee is kept like an order of its pool's.
  const kept = share ? balances.map((balance, t) => balance - (share.guaranteed[t] as Scaled)) : balances
  const all = leastFrom(balances, lost)
  return { balances, kept, lost, all, free: share ? leastFrom(kept, lost) : all }
}

function leastFrom(balances: readonly Scaled[], lost: readonly Scaled[]): Scaled[] {
  let least = balances.at(-1) as Scaled
  const answer = new Array<Scaled>(balances.length)
  for (let t = balances.length - 1; t >= 0; t--) {
    const balance = balances[t] as Scaled
    if (balance < least) least = balance
    answer[t] = less(least, lost[t] as Scaled)
  }
  return answer
}

/**
 * Cumulative without look-ahead: ATP(t) = PAB(t), less what has expired by t. Signed. A later order may break: what
 * it needs is promised to whoever asks before. Source: APICS Dictionary, "cumulative available-to-promise" (the ATP of
 * the period before, plus the master schedule, minus the backlog of the period).
 */
export function cumulative(line: Timeline): Scaled[] {
  const lost = expiryLoss(line)
  return projected(line).map((balance, t) => less(balance, lost[t] as Scaled))
}

/**
 * Discrete ATP (APICS): in bucket 0 and in each bucket with supply, that supply (and stock on hand, in bucket 0) less
 * the demand until the next supply; nothing in other buckets. Below zero where demand exceeds it.
 */
export function discrete(line: Timeline): Scaled[] {
  // A share is of what is there in sum: a day has what the sum grows by.
  if (line.share) return lookAhead(line).map((value, t, all) => value - (all[t - 1] ?? 0n))
  const lost = expiryLoss(line)
  let left = 0n
  const answer = new Array<Scaled>(line.supply.length).fill(0n)
  for (let t = line.supply.length - 1; t >= 0; t--) {
    const supply = (line.supply[t] as Scaled) + (t === 0 ? line.onHand : 0n)
    left -= wanted(line, t) + (lost[t] as Scaled) - (lost[t - 1] ?? 0n)
    if (t > 0 && line.supply[t] === 0n) continue
    answer[t] = supply + left
    left = 0n
  }
  return answer
}

/** By a rule, a bucket each. */
export const byRule: Readonly<Record<AtpRule, (line: Timeline) => Scaled[]>> = {
  cumulativeLookAhead: lookAhead,
  cumulative: sharedCumulative,
  discrete,
}

function sharedCumulative(line: Timeline): Scaled[] {
  const { share } = line
  const atp = cumulative(line)
  if (!share) return atp
  return atp.map((value, t) => sharedAtp(shareOn(share, t), value, value - (share.guaranteed[t] as Scaled)))
}

const wanted = (line: Timeline, t: number): Scaled =>
  plus(line.demand[t] as Scaled, line.reserved[t] as Scaled)

// Most days have nothing of most kinds, and each sum is a new object.
const plus = (a: Scaled, b: Scaled): Scaled => (b === 0n ? a : a + b)
const less = (a: Scaled, b: Scaled): Scaled => (b === 0n ? a : a - b)
