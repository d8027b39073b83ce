import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Amount, UnitCode } from '../../quantity.ts'
import { DatedAmount, LineState } from '../fields.ts'

export const PromiseSettled = event('inventory.PromiseSettled', {
  summary:
    'Lines of an order are wanted here no more than says `requested`, as it has the rest from elsewhere. Amounts are in `unit`.',
  data: z.object({
    promise: Id,
    attempt: z.int().positive(),
    item: Id,
    unit: UnitCode,
    lines: z.array(
      z.object({
        line: Id,
        requested: DatedAmount,
        /** As before, unless more was promised meanwhile. */
        promised: z.array(DatedAmount),
        short: Amount,
      }),
    ),
    /** The same lines, in the same order. */
    demand: z.array(LineState),
  }),
  example: {
    promise: 'SO-950',
    attempt: 1,
    item: 'BRACKET',
    unit: 'EA',
    lines: [
      {
        line: '10',
        requested: { date: '2026-03-05', amount: '50' },
        promised: [{ date: '2026-03-05', amount: '50' }],
        short: '0',
      },
    ],
    demand: [
      {
        kind: 'demand',
        document: { type: 'salesOrder', id: 'SO-950', line: '10' },
        fulfilled: '0',
        confirmed: true,
        attempt: 1,
        open: [{ date: '2026-03-05', amount: '50', of: '50' }],
      },
    ],
  },
})
