import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Amount } from '../../quantity.ts'
import { PROMISE_LINES } from './promise-stock.ts'

export const SettlePromise = command('inventory.SettlePromise', {
  summary:
    'An order has the rest of these lines from elsewhere: they are asked for here no more than they were promised here.',
  audience: 'internal',
  data: z.object({
    /** The sales order. */
    promise: Id,
    attempt: z.int().positive(),
    item: Id,
    lines: z
      .array(
        z.object({
          line: Id,
          /** All that is wanted here from now on, in base units. */
          amount: Amount,
        }),
      )
      .min(1, 'must have a line')
      .max(PROMISE_LINES, `must have at most ${PROMISE_LINES} lines`),
  }),
  example: { promise: 'SO-950', attempt: 1, item: 'BRACKET', lines: [{ line: '10', amount: '50' }] },
})
