import { z } from 'zod'
import { Day, Id } from '../fields.ts'
import { Amount } from '../quantity.ts'
import { PROMISE_LINES } from './commands/promise-stock.ts'
import { DatedAmount, DocumentRef } from './fields.ts'

/**
 * How a line takes part in a run, in the order of their turns. win: all of it on its date. gain: at least what it has,
 * on every day. redistribute: by its policy, more or less. fill: at most what it has, on every day. lose: nothing but
 * what was issued for it.
 */
export const BackorderClass = z.enum(['win', 'gain', 'redistribute', 'fill', 'lose'])
export type BackorderClass = z.output<typeof BackorderClass>

const keyOf = ({ document: { type, id, line } }: { document: DocumentRef }) =>
  JSON.stringify([type, id, line ?? ''])

/** The promised lines of a run; those of a class have their turns in this order. */
export const BackorderLines = z
  .array(z.object({ document: DocumentRef, class: BackorderClass }))
  .min(1, 'must have a line')
  .max(PROMISE_LINES, `must have at most ${PROMISE_LINES} lines`)
  .refine((lines) => new Set(lines.map(keyOf)).size === lines.length, 'must name each line once')

/** What a line was promised before and after a run, by day, with what was issued for it. */
export const RedistributedLine = z.object({
  document: DocumentRef,
  class: BackorderClass,
  /** The segment it was selected by, where that has a name. */
  segment: Id.optional(),
  requested: z.object({ date: Day, amount: Amount }),
  before: z.array(DatedAmount),
  after: z.array(DatedAmount),
  /** What of the requested amount is not promised after it. */
  short: Amount,
})
export type RedistributedLine = z.output<typeof RedistributedLine>
