import { z } from 'zod'
import { event } from '../../../define.ts'
import { Id, Instant } from '../../../fields.ts'
import { LineOutcome } from '../fields.ts'

export const OrderPromised = event('orchestration.OrderPromised', {
  summary: 'An order is promised; each line says where it comes from and when.',
  data: z.object({
    order: Id,
    attempt: z.int().positive(),
    customer: Id.optional(),
    lines: z.array(LineOutcome),
    promisedAt: Instant,
  }),
  example: {
    order: 'SO-950',
    attempt: 1,
    customer: 'C-17',
    lines: [
      {
        line: '10',
        item: 'BRACKET',
        unit: 'EA',
        requested: { date: '2026-03-05', amount: '80' },
        from: [{ plant: 'P1', item: 'BRACKET', promised: [{ date: '2026-03-05', amount: '80' }] }],
        short: '0',
        refusals: [],
      },
    ],
    promisedAt: '2026-03-02T08:00:00.000Z',
  },
})
