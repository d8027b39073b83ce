import { z } from 'zod'
import { event } from '../../../define.ts'
import { Id, Instant } from '../../../fields.ts'
import { Pool } from '../../../inventory/allocation-fields.ts'
import { AskedFor, PlannedLine } from '../fields.ts'

export const OrderPromiseRequested = event('orchestration.OrderPromiseRequested', {
  summary: 'An order is to be promised; `asks` go to its first sources.',
  data: z.object({
    order: Id,
    attempt: z.int().positive(),
    customer: Id.optional(),
    ...Pool.shape,
    allOrNothing: z.boolean(),
    lines: z.array(PlannedLine),
    asks: z.array(AskedFor),
    /** Who has not answered by then has refused. */
    deadline: Instant,
    requestedAt: Instant,
  }),
  example: {
    order: 'SO-950',
    attempt: 1,
    customer: 'C-17',
    allOrNothing: true,
    lines: [
      {
        line: '10',
        item: 'BRACKET',
        unit: 'EA',
        requested: { date: '2026-03-05', amount: '80' },
        policy: 'all',
        sources: [
          { plant: 'P1', item: 'BRACKET' },
          { plant: 'P2', item: 'BRACKET' },
        ],
        skipped: [],
      },
    ],
    asks: [
      {
        plant: 'P1',
        item: 'BRACKET',
        unit: 'EA',
        customer: 'C-17',
        lines: [{ line: '10', amount: '80', date: '2026-03-05', policy: 'all' }],
      },
    ],
    deadline: '2026-03-02T08:00:30.000Z',
    requestedAt: '2026-03-02T08:00:00.000Z',
  },
})
