import { sum } from '../../quantity.ts'
import type { DocumentRef } from '../fields.ts'
import { dayOf } from './calendar.ts'
import { counting } from './counting.ts'
import type { AtpInput, DatedLine, Reserved } from './input.ts'
import { held, type Part } from './peg-held.ts'
import { type Need, needsOf } from './peg-needs.ts'
import { type Source, sourcesOf } from './peg-sources.ts'
import { withReleases } from './releases.ts'
import { type Scaled, unscaled } from './scaled.ts'

/** A day of one line of supply or demand. */
export interface PegLine extends DatedLine {
  readonly document: DocumentRef
  readonly customer?: string | undefined
}

/** As `coverReservations` gives them, so that an order and its reservation are never both covered. */
export interface PegReservation extends Reserved {
  readonly reservation: string
  /** The line of demand it was made for. */
  readonly document?: DocumentRef | undefined
  /** What a hard one holds of lots, in the order in which it is used; of its parts each has what the one before left. */
  readonly lots?: readonly HeldLot[] | undefined
}

/** An amount of a lot, by its last day of use; no end where left out. */
export interface HeldLot {
  readonly lastDay?: string | undefined
  readonly amount: string
}

/** All that ATP depends on, by line. */
export interface PegInput extends AtpInput {
  readonly supply: readonly PegLine[]
  readonly demand: readonly PegLine[]
  readonly reserved?: readonly PegReservation[]
}

/** What covers: stock on hand (by its last day of use), stock in inspection, or a day of a line of supply. */
export interface PegSource {
  readonly kind: 'stock' | 'inspection' | 'supply'
  readonly document?: DocumentRef | undefined
  readonly confirmed?: boolean | undefined
  /** The day it counts from, by the plant's policy for what is late. */
  readonly date: string
  /** The last day of its use; no end where left out. */
  readonly lastDay?: string | undefined
  readonly amount: string
  /** What of it covers a need. */
  readonly pegged: string
}

export interface PegCoverage {
  readonly source: PegSource
  readonly amount: string
  /** How many days after the need its source comes; 0 where it is in time. */
  readonly lateDays: number
}

/** What is needed: a day of a line of demand, a reservation that counts by itself, or stock that is below zero. */
export interface PegNeed {
  readonly kind: 'demand' | 'reservation' | 'negativeStock'
  readonly document?: DocumentRef | undefined
  readonly reservation?: string | undefined
  readonly customer?: string | undefined
  /** The day it counts on. */
  readonly date: string
  readonly amount: string
  readonly coverage: readonly PegCoverage[]
  /** What comes too late for it. */
  readonly late: string
  /** What nothing within the horizon covers. */
  readonly uncovered: string
}

export interface Pegging {
  readonly needs: readonly PegNeed[]
  readonly sources: readonly PegSource[]
}

/**
 * Which supply covers which need, for the lines that ATP counts: what is reserved of lots from these; then the earliest
 * need first, from stock that expires first, then from supply in the order of its days (FIFO). No unit covers two needs,
 * and what comes after its need is told as late. Ties go by document, so the answer does not depend on the order of the
 * lines.
 */
export function peg(asked: PegInput): Pegging {
  const input = withReleases(asked)
  const counts = counting(input)
  const day = (bucket: number) => dayOf(counts.today + bucket)
  const { sources: found, below } = sourcesOf(input, counts)
  const needs = needsOf(input, counts, below)
  const free = found.map((source) => source.amount)
  const parts = covered(needs, found, free, held(input.reserved ?? [], needs, found, free))
  const sources = found.map(({ bucket, goneIn: _, order: __, amount, ...source }, i) => ({
    ...source,
    date: day(bucket),
    amount: unscaled(amount),
    pegged: unscaled(amount - (free[i] as Scaled)),
  }))
  return {
    sources,
    needs: needs.map(({ bucket, amount, order: _, of: __, ...need }, n) => {
      const coverage = (parts[n] as Part[]).map((part) => ({
        source: sources[part.source] as PegSource,
        amount: unscaled(part.amount),
        lateDays: Math.max(0, (found[part.source] as Source).bucket - bucket),
      }))
      const late = sum(coverage.filter(({ lateDays }) => lateDays > 0).map((part) => part.amount))
      const uncovered = unscaled((parts[n] as Part[]).reduce((open, part) => open - part.amount, amount))
      return { ...need, date: day(bucket), amount: unscaled(amount), coverage, late, uncovered }
    }),
  }
}

/**
 * Gives each need what it lacks of the first sources that are free and still good; `free` is what is left of each, and
 * `given` what each need has already.
 */
function covered(
  needs: readonly Need[],
  sources: readonly Source[],
  free: Scaled[],
  given: readonly (readonly Part[])[],
): Part[][] {
  let first = 0
  return needs.map(({ bucket, amount }, n) => {
    const parts = [...(given[n] as Part[])]
    let open = parts.reduce((left, part) => left - part.amount, amount)
    const isOver = (at: number) => free[at] === 0n || (sources[at] as Source).goneIn <= bucket
    // Later needs ask for later days: what is used up or gone for this one is so for them.
    while (first < sources.length && isOver(first)) first++
    for (let at = first; at < sources.length && open > 0n; at++) {
      if (isOver(at)) continue
      const left = free[at] as Scaled
      const part = left < open ? left : open
      parts.push({ source: at, amount: part })
      free[at] = left - part
      open -= part
    }
    return parts
  })
}
