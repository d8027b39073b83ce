import type { DatedLine, Reserved } from './input.ts'
import { scaled, unscaled } from './scaled.ts'

/**
 * Splits the reservations made for one line of demand into what its open demand covers, earliest day first, and what
 * exceeds it: a reservation and its order are never both subtracted.
 * @param reserved the line's live reservations
 * @param open what is open of the line, by day
 */
export function coverReservations<R extends Reserved>(
  reserved: readonly R[],
  open: readonly DatedLine[],
): (R & Reserved)[] {
  // Sorted, so that the answer does not depend on the order in which they are read.
  const sorted = [...reserved].sort(byDay)
  const days = [...open].sort((a, b) => (a.date < b.date ? -1 : 1))
  const result: (R & Reserved)[] = []
  let day = 0
  let free = days[0] ? scaled(days[0].amount) : 0n
  for (const reservation of sorted) {
    let left = scaled(reservation.amount)
    while (left > 0n && day < days.length) {
      const covered = left < free ? left : free
      if (covered > 0n) {
        const { date, type, confirmed, validUntil } = days[day] as DatedLine
        const demand = {
          ...{ demandDate: date, demandType: type },
          ...{ demandConfirmed: confirmed, demandValidUntil: validUntil },
        }
        result.push({ ...reservation, amount: unscaled(covered), ...demand })
      }
      left -= covered
      free -= covered
      if (free === 0n) {
        day++
        free = days[day] ? scaled((days[day] as DatedLine).amount) : 0n
      }
    }
    if (left > 0n) result.push({ ...reservation, amount: unscaled(left) })
  }
  return result
}

/** What is of stock on hand first, and of that what is of lots. */
const byDay = ({ date: a = '', hard = false }: Reserved, { date: b = '', hard: other = false }: Reserved) =>
  a === b ? Number(other) - Number(hard) : a < b ? -1 : 1

/** What of each amount exceeds `open`, which covers one after the other: so much of a reservation consumes by itself. */
export function exceeding(open: string, amounts: readonly string[]): string[] {
  let left = scaled(open)
  return amounts.map((amount) => {
    const whole = scaled(amount)
    const met = whole < left ? whole : left
    left -= met
    return unscaled(whole - met)
  })
}
