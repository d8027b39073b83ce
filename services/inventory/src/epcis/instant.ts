const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d)(?::?(\d\d))?)$/

/**
 * The UTC instant, to the millisecond (nearer digits are rounded), of an ISO 8601 / XML Schema dateTimeStamp:
 * `2026-07-22T06:45:00+02:00`, with any number of digits after the second and the zone as `Z`, `+02:00`, `+0200` or
 * `+02`. Undefined where it is none, has no zone, or names a day or time that does not exist.
 */
export function parseInstant(text: unknown): string | undefined {
  const match = typeof text === 'string' ? INSTANT.exec(text) : null
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as Six
  const [zoneHour, zoneMinute] = [Number(match[10] ?? 0), Number(match[11] ?? 0)]
  if (year === 0 || hour > 23 || minute > 59 || second > 60 || zoneHour > 14 || zoneMinute > 59)
    return undefined
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  const offset = (match[9] === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute)
  const millis = Math.round(Number(`0.${match[7] ?? '0'}`) * 1000)
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute - offset, Math.min(second, 59), second === 60 ? 999 : millis)
  const utc = date.toISOString()
  return /^(?!0000)\d{4}-/.test(utc) ? utc : undefined
}

type Six = [number, number, number, number, number, number]

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
