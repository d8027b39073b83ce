import {
  type Alternative,
  compare,
  earliestDate,
  isPositive,
  partOn,
  spread,
  subtract,
  sum,
  type Timeline,
} from '@takt/contracts'

/**
 * What could be had instead of an amount on a day that has not got all of it: a part on the day, all of it on the
 * first day that has it, and spread over the days. What has nothing to offer, or says the same as another, is left out.
 */
export function alternatives(line: Timeline, amount: string, date: string, decimals: number): Alternative[] {
  const found: Alternative[] = []
  const part = partOn(line, amount, date, decimals)
  if (isPositive(part))
    found.push({ kind: 'part', promised: [{ date, amount: part }], short: subtract(amount, part) })
  const later = earliestDate(line, amount, date)
  if (later !== null) found.push({ kind: 'later', promised: [{ date: later, amount }], short: '0' })
  const days = spread(copyOf(line), amount, date, decimals)
  const total = sum(days.map((day) => day.amount))
  if (days.length > 1 || (days.length === 1 && compare(part, total) < 0 && later === null))
    found.push({ kind: 'split', promised: days, short: subtract(amount, total) })
  return found
}

/** To try something on. */
const copyOf = (line: Timeline): Timeline => ({
  ...line,
  demand: [...line.demand],
})
