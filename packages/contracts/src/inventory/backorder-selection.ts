import { z } from 'zod'
import { Day, Id } from '../fields.ts'
import { PoolPath } from './allocation-fields.ts'
import { BackorderClass, BackorderLines } from './backorder-fields.ts'
import { DocumentRef } from './fields.ts'
import { Priority } from './promise-fields.ts'

const SEGMENTS = 20
const VALUES = 200
const ALL_VALUES = 500
const SORTS = 5

const listOf = <Value extends z.ZodType>(value: Value) =>
  z.array(value).min(1, 'must name one').max(VALUES, `must have at most ${VALUES}`).optional()

/** Which promised lines: those that all of it holds for. A list holds where one of its values does; {} is every line. */
export const BackorderFilter = z.object({
  customers: listOf(Id),
  /** Sales orders, or lines of them; without a line every line of the order. */
  documents: listOf(DocumentRef),
  /** That the line consumes from, or a pool above it. */
  pool: PoolPath.optional(),
  priorities: listOf(Priority),
  /** The day that was asked for, first and last. */
  requiredFrom: Day.optional(),
  requiredUntil: Day.optional(),
  /** The last day on which something of it is promised and open; a line that has nothing is not meant. */
  promisedFrom: Day.optional(),
  promisedUntil: Day.optional(),
  /** Whether something of what was asked for is not promised. */
  short: z.boolean().optional(),
  /** Whether something of it is promised after the day that was asked for. */
  late: z.boolean().optional(),
})
export type BackorderFilter = z.output<typeof BackorderFilter>

/**
 * By what lines have their turns. priority: 1 first, those without one last. requiredDate: the day asked for.
 * promisedDate: the last day promised, those that have nothing last. askedAt: when it was asked for, by its source's
 * clock. quantity: all that is still to be issued. short: what of it is not promised.
 */
export const BackorderSort = z.object({
  by: z.enum(['priority', 'requiredDate', 'promisedDate', 'askedAt', 'quantity', 'short']),
  /** The last or greatest first. */
  descending: z.boolean().optional(),
})
export type BackorderSort = z.output<typeof BackorderSort>

const Order = z.array(BackorderSort).max(SORTS, `must have at most ${SORTS} keys`).optional()

const Segment = z.object({
  /** Named with every change that it leads to. */
  name: Id.optional(),
  class: BackorderClass,
  where: BackorderFilter,
  /** Of its lines; the selection's where left out. */
  order: Order,
})

const valuesOf = ({ customers = [], documents = [], priorities = [] }: BackorderFilter): number =>
  customers.length + documents.length + priorities.length
const sumOf = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)

/**
 * Which lines take part in a run and how, by rules that an item's own stream applies at the moment of the decision.
 * Of the lines that were promised and are not all issued, each belongs to the first segment that it fits. Lines of one
 * class have their turns segment by segment, in a segment by its order, and by order and line where that is equal.
 */
export const BackorderSelection = z.object({
  segments: z
    .array(Segment)
    .min(1, 'must have a segment')
    .max(SEGMENTS, `must have at most ${SEGMENTS} segments`)
    .refine(
      (segments) => sumOf(segments.map(({ where }) => valuesOf(where))) <= ALL_VALUES,
      `must name at most ${ALL_VALUES} customers, documents and priorities in all: it is sent to every item of a run`,
    ),
  /** The class of lines that fit no segment; left out, they stay as they are. */
  rest: BackorderClass.optional(),
  /** priority, requiredDate, askedAt where left out. */
  order: Order,
})
export type BackorderSelection = z.output<typeof BackorderSelection>

/** The most lines of one item that a run by rules may take. */
export const SELECTED_LINES = 1000

/** The lines that take part in a run: named one by one, or found by rules. */
export const WhichLines = z.object({
  lines: BackorderLines.optional(),
  selection: BackorderSelection.optional(),
})
export type WhichLines = z.output<typeof WhichLines>

export const namesOrRules = ({ lines, selection }: WhichLines): boolean =>
  (lines === undefined) !== (selection === undefined)
export const NAMES_OR_RULES = { path: ['lines'], message: 'name either lines or a selection' }
