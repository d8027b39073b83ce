import { z } from 'zod'
import { Day, Id, Text } from '../fields.ts'
import { Amount } from '../quantity.ts'
import { DatedAmount } from './fields.ts'

/**
 * all: whole on its date, or nothing. part: what there is on the date. split: whole, over the dates from the wished
 * one on. earliest: whole, on the first date that has it.
 */
export const PromisePolicy = z.enum(['all', 'part', 'split', 'earliest'])
export type PromisePolicy = z.output<typeof PromisePolicy>

/** How urgent a line is: 1 the most, 99 the least. */
export const Priority = z.int().min(1, 'must be 1 or more').max(99, 'must be 99 or less')

/**
 * What could be had instead, in base units. part: what there is on the wished date. later: all of it on the first
 * day that has it. split: over several days, `short` where no day has the rest.
 */
export const Alternative = z.object({
  kind: z.enum(['part', 'later', 'split']),
  promised: z.array(DatedAmount),
  short: Amount,
})
export type Alternative = z.output<typeof Alternative>

/** Why a line could not be promised, in a code, a sentence and what could be had instead. */
export const LineRefusal = z.object({
  line: Id,
  requested: z.object({ date: Day, amount: Amount }),
  code: z.string(),
  sentence: Text,
  alternatives: z.array(Alternative),
})
export type LineRefusal = z.output<typeof LineRefusal>
