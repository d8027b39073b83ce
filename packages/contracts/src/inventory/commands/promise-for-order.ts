import { z } from 'zod'
import { command } from '../../define.ts'
import { Day, Id } from '../../fields.ts'
import { PositiveQuantity } from '../../quantity.ts'
import { Pool } from '../allocation-fields.ts'
import { Priority, PromisePolicy } from '../promise-fields.ts'
import { PROMISE_LINES } from './promise-stock.ts'

export const PromiseForOrder = command('inventory.PromiseForOrder', {
  summary:
    'An order asks an item for its lines: each is promised or refused by an event, so that the order hears of it.',
  audience: 'internal',
  data: z.object({
    /** The sales order. */
    promise: Id,
    /** Counts how often the order as a whole was asked for; the answer names it. */
    attempt: z.int().positive(),
    item: Id,
    customer: Id.optional(),
    ...Pool.shape,
    lines: z
      .array(
        z.object({
          line: Id,
          quantity: PositiveQuantity,
          date: Day,
          policy: PromisePolicy,
          priority: Priority.optional(),
        }),
      )
      .min(1, 'must have a line')
      .max(PROMISE_LINES, `must have at most ${PROMISE_LINES} lines`),
  }),
  example: {
    promise: 'SO-950',
    attempt: 1,
    item: 'BRACKET',
    customer: 'C-17',
    lines: [{ line: '10', quantity: { amount: '80', unit: 'EA' }, date: '2026-03-05', policy: 'all' }],
  },
})
