import { parseInstant } from './instant.ts'

/** `2027-03-31` of a date or of a moment with its zone; undefined where it is neither, or no day that exists. */
export function dayOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const day = value.slice(0, 10)
  if (value.length > 10 && parseInstant(value) === undefined) return undefined
  return parseInstant(`${day}T00:00:00Z`) === undefined ? undefined : day
}

/**
 * The day of an AI (17), `YYMMDD`; day 00 is the month's last. The century is the one that puts it within 50 years of
 * the event (GS1 General Specifications, 7.12).
 */
export function dayOfAi17(digits: string, eventYear: number): string | undefined {
  const [year, month, day] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)]
  const away = Number(year) - (eventYear % 100)
  const century = Math.floor(eventYear / 100) + (away > 50 ? -1 : away <= -50 ? 1 : 0)
  const yearText = String(century).padStart(2, '0') + year
  if (day !== '00') return dayOf(`${yearText}-${month}-${day}`)
  for (const last of ['31', '30', '29', '28']) {
    const found = dayOf(`${yearText}-${month}-${last}`)
    if (found) return found
  }
  return undefined
}
