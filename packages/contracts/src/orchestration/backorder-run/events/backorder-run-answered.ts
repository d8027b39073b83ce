import { event } from '../../../define.ts'
import { Instant } from '../../../fields.ts'
import { DecidedItem } from '../../../inventory/backorder-run-fields.ts'
import { BackordersDecided } from '../../../inventory/events/backorders-decided.ts'

export const BackorderRunAnswered = event('orchestration.BackorderRunAnswered', {
  summary: 'An item of a run was decided, also where the run had stopped to wait for it.',
  data: DecidedItem.extend({
    answeredAt: Instant,
    /** The others have so long again. */
    deadline: Instant,
  }),
  example: {
    ...BackordersDecided.example.data,
    answeredAt: '2026-03-02T08:00:01.000Z',
    deadline: '2026-03-02T08:01:01.000Z',
  },
})
