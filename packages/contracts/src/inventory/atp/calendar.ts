import { remembering } from '../../remembering.ts'

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The number of a calendar day, counted from 1970-01-01. Days have no zone, so daylight saving cannot shift them. */
export const dayNumber = remembering((day: string): number => Date.parse(day) / DAY_MS)

/** The inverse of {@link dayNumber}. */
export const dayOf = remembering((number: number): string =>
  new Date(number * DAY_MS).toISOString().slice(0, 10),
)

/** The calendar day on which an instant falls in a time zone of the IANA database. */
export const dayIn = (timeZone: string, instant: string): string =>
  // No zone's day has begun within a minute of UTC since 1972: all instants of one share their day.
  instant.endsWith('Z')
    ? dayOfMinute(`${timeZone} ${instant.slice(0, UTC_MINUTE.length)}`)
    : zoned(timeZone, instant)

const UTC_MINUTE = '2026-03-02T08:15'
const dayOfMinute = remembering((key: string): string => {
  const blank = key.lastIndexOf(' ')
  return zoned(key.slice(0, blank), `${key.slice(blank + 1)}Z`)
})

function zoned(timeZone: string, instant: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
    format = new Intl.DateTimeFormat('en-CA', { timeZone, calendar: 'iso8601', ...parts })
    formats.set(timeZone, format)
  }
  return format.format(Date.parse(instant))
}

/** An instant in UTC to the millisecond, so that two of them compare as text. */
export const utc = (instant: string): string => new Date(instant).toISOString()
