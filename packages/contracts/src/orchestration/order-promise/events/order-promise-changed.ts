import { z } from 'zod'
import { event } from '../../../define.ts'
import { Id } from '../../../fields.ts'
import { DatedAmount } from '../../../inventory/fields.ts'
import { Amount } from '../../../quantity.ts'
import { OrderChange, Source } from '../fields.ts'

export const OrderPromiseChanged = event('orchestration.OrderPromiseChanged', {
  summary: 'Lines of an order are promised otherwise than they were, and why.',
  data: OrderChange.extend({
    lines: z.array(
      z.object({
        line: Id,
        /** What was promised at that item of that plant, */
        before: z.array(DatedAmount),
        /** and all places that the line comes from now. */
        from: z.array(Source.extend({ promised: z.array(DatedAmount) })),
        short: Amount,
      }),
    ),
  }),
  example: {
    ...{ order: 'SO-950', attempt: 1, plant: 'P1', item: 'BRACKET', cause: 'run', run: 'BOP-13' },
    reason: 'a press is down until Friday',
    changedAt: '2026-03-03T08:00:00.000Z',
    lines: [
      {
        line: '10',
        before: [{ date: '2026-03-05', amount: '80' }],
        from: [{ plant: 'P1', item: 'BRACKET', promised: [{ date: '2026-03-09', amount: '80' }] }],
        short: '0',
      },
    ],
  },
})
