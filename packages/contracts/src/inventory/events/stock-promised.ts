import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Amount, UnitCode } from '../../quantity.ts'
import { Pool } from '../allocation-fields.ts'
import { DatedAmount, LineState, Reported, ReportedAt } from '../fields.ts'
import { Priority, PromisePolicy } from '../promise-fields.ts'

export const StockPromised = event('inventory.StockPromised', {
  summary: 'Lines were promised, and are demand of sales order `promise` from now on. Amounts are in `unit`.',
  data: z.object({
    promise: Id,
    item: Id,
    policy: PromisePolicy,
    /** Which attempt of the order asked, where a flow waits for the answer. */
    attempt: z.int().positive().optional(),
    customer: Id.optional(),
    ...Pool.shape,
    unit: UnitCode,
    lines: z.array(
      z.object({
        line: Id,
        /** Where it is another one than the order's. */
        policy: PromisePolicy.optional(),
        priority: Priority.optional(),
        requested: DatedAmount,
        ...Reported.shape,
        promised: z.array(DatedAmount),
        /** What of the requested amount could not be promised. */
        short: Amount,
      }),
    ),
    ...ReportedAt.shape,
    demand: z.array(LineState),
  }),
  example: {
    promise: 'SO-901',
    item: 'BRACKET',
    policy: 'split',
    customer: 'C-17',
    unit: 'EA',
    lines: [
      {
        line: '10',
        requested: { date: '2026-03-05', amount: '80' },
        promised: [
          { date: '2026-03-05', amount: '50' },
          { date: '2026-03-06', amount: '30' },
        ],
        short: '0',
      },
    ],
    reportedAt: '2026-03-02T08:00:00Z',
    demand: [
      {
        kind: 'demand',
        document: { type: 'salesOrder', id: 'SO-901', line: '10' },
        fulfilled: '0',
        confirmed: true,
        customer: 'C-17',
        open: [
          { date: '2026-03-05', amount: '50', of: '50' },
          { date: '2026-03-06', amount: '30', of: '30' },
        ],
      },
    ],
  },
})
