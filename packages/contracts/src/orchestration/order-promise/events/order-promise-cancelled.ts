import { z } from 'zod'
import { event } from '../../../define.ts'
import { Id, Instant, Text } from '../../../fields.ts'
import { GivenBack } from '../fields.ts'

export const OrderPromiseCancelled = event('orchestration.OrderPromiseCancelled', {
  summary: 'An order is not wanted any more; what was promised for it is given back.',
  data: z.object({
    order: Id,
    attempt: z.int().positive(),
    reason: Text,
    givenBack: z.array(GivenBack),
    cancelledAt: Instant,
  }),
  example: {
    order: 'SO-950',
    attempt: 1,
    reason: 'customer cancelled',
    givenBack: [{ plant: 'P1', item: 'BRACKET', lines: ['10'] }],
    cancelledAt: '2026-03-02T09:00:00.000Z',
  },
})
