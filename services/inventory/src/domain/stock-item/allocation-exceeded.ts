import { atpOn, compare, earliestDate, shareNumbers, type Timeline } from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import type { Ask } from './ask.ts'
import { shortage } from './availability.ts'

/** Refuses what is there, but not for whoever asks: it is guaranteed to other pools, or above the asker's maximum. */
export function allocationExceeded(
  line: Timeline,
  amount: string,
  date: string,
  ask: Ask,
): Rejection | undefined {
  if (!line.share) return undefined
  const unshared = { ...line, share: undefined }
  const there = atpOn(unshared, date) ?? '0'
  const short = shortage(line, amount, date, ask)
  const isThere =
    compare(there, amount) >= 0 || (short.from === null && earliestDate(unshared, amount, date) !== null)
  if (!isThere) return undefined
  const { item } = ask
  const { pool } = line.share
  const numbers = shareNumbers(line, date)
  if (!numbers) return undefined
  const who = pool === undefined ? 'who names no pool' : `the pool ${pool}`
  const limit =
    numbers.limitedBy === undefined
      ? ''
      : `; ${numbers.limitedBy} may take ${numbers.max} ${item.unit}${daysOf(numbers)} and has taken ${numbers.consumed}`
  return reject(
    'allocation-exceeded',
    `${short.available} ${item.unit} of ${item.item} can be promised for ${date} to ${who}, not ${amount}: ${numbers.guaranteedLeft} are guaranteed to it, and ${numbers.free} are free for everybody${limit}. Ask for less, or reallocate.`,
    {
      item: item.item,
      unit: item.unit,
      ...(pool === undefined ? {} : { pool }),
      ...short,
      ...numbers,
    },
  )
}

function daysOf({ limitedFrom, limitedUntil }: { limitedFrom?: string; limitedUntil?: string }): string {
  if (limitedFrom === undefined && limitedUntil === undefined) return ''
  return ` from ${limitedFrom ?? 'the start'} to ${limitedUntil ?? 'the end'}`
}
