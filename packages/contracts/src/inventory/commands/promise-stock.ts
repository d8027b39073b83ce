import { z } from 'zod'
import { command } from '../../define.ts'
import { Day, Id } from '../../fields.ts'
import { PositiveQuantity } from '../../quantity.ts'
import { Pool } from '../allocation-fields.ts'
import { Priority, PromisePolicy } from '../promise-fields.ts'

export const PROMISE_LINES = 200

export const PromiseStock = command('inventory.PromiseStock', {
  summary:
    'Asks for a promise: lines that become demand of sales order `promise`, decided by available to promise.',
  data: z.object({
    /** The sales order it is for. */
    promise: Id,
    item: Id,
    lines: z
      .array(
        z.object({
          line: Id,
          quantity: PositiveQuantity,
          date: Day,
          /** Where it is another one than the order's. */
          policy: PromisePolicy.optional(),
          priority: Priority.optional(),
        }),
      )
      .min(1, 'must have a line')
      .max(PROMISE_LINES, `must have at most ${PROMISE_LINES} lines`)
      .refine((lines) => new Set(lines.map((l) => l.line)).size === lines.length, 'must name each line once'),
    policy: PromisePolicy,
    customer: Id.optional(),
    ...Pool.shape,
  }),
  example: {
    promise: 'SO-901',
    item: 'BRACKET',
    lines: [{ line: '10', quantity: { amount: '80', unit: 'EA' }, date: '2026-03-05' }],
    policy: 'split',
    customer: 'C-17',
  },
})
