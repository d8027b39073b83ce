import { MAX_CLOCK_AHEAD_MS } from '../limits.ts'

type Moment = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string }

const RFC3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/
const hours = MAX_CLOCK_AHEAD_MS / 3_600_000

/**
 * The source's clock as ISO 8601 in UTC, to the millisecond. A clock a little ahead of ours counts as ours: nothing
 * happens after it was recorded. `now` is ISO 8601 in UTC.
 */
export function readMoment(text: string, now: string): Moment {
  const shown = `"${text.slice(0, 40)}"`
  const ms = RFC3339.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN
  if (Number.isNaN(ms) || ms < 0)
    return { ok: false, message: `${shown} is not a moment with its offset, such as 2026-03-02T08:00:00Z` }
  const aheadMs = ms - Date.parse(now)
  if (aheadMs > MAX_CLOCK_AHEAD_MS)
    return {
      ok: false,
      message: `${shown} is more than ${hours} h ahead of Takt's clock (${now}): set the source's clock`,
    }
  return { ok: true, value: aheadMs > 0 ? now : new Date(ms).toISOString() }
}
