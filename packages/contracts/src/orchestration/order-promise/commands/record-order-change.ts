import { z } from 'zod'
import { command } from '../../../define.ts'
import { Id } from '../../../fields.ts'
import { DatedAmount } from '../../../inventory/fields.ts'
import { OrderChange } from '../fields.ts'

export const RecordOrderChange = command('orchestration.RecordOrderChange', {
  summary: 'Something else is promised for lines of an order at an item of a plant than it was told.',
  audience: 'internal',
  data: OrderChange.extend({
    /** What is promised there now, by day, with what was issued. */
    lines: z.array(z.object({ line: Id, promised: z.array(DatedAmount) })),
  }),
  example: {
    ...{ order: 'SO-950', attempt: 1, plant: 'P1', item: 'BRACKET', cause: 'run', run: 'BOP-13' },
    reason: 'a press is down until Friday',
    changedAt: '2026-03-03T08:00:00.000Z',
    lines: [{ line: '10', promised: [{ date: '2026-03-09', amount: '80' }] }],
  },
})
