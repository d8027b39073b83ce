import type { AtpInput } from './input.ts'

/**
 * Until when the same input says the same on the same day, in ms since 1970: the first moment at which a reservation
 * or a quote ends by itself; Infinity where none will.
 */
export function standsUntil({ now, supply, demand, reserved = [] }: AtpInput): number {
  const from = Date.parse(now)
  let until = Number.POSITIVE_INFINITY
  const ends = (instant: string | undefined) => {
    if (instant === undefined) return
    const at = Date.parse(instant)
    if (at > from && at < until) until = at
  }
  for (const { validUntil } of supply) ends(validUntil)
  for (const { validUntil } of demand) ends(validUntil)
  for (const { expiresAt, demandValidUntil } of reserved) {
    ends(expiresAt)
    ends(demandValidUntil)
  }
  return until
}
