import { event } from '../../../define.ts'
import { Instant } from '../../../fields.ts'
import { Run, RunBackorders } from '../commands/run-backorders.ts'

export const BackorderRunRequested = event('orchestration.BackorderRunRequested', {
  summary:
    'Lines of several items are to be promised anew: of those named, else of those that inventory finds.',
  data: Run.extend({
    /** Who has not answered by then is waited for no more. */
    deadline: Instant,
    requestedAt: Instant,
  }),
  example: {
    ...RunBackorders.example.data,
    deadline: '2026-03-02T08:01:00.000Z',
    requestedAt: '2026-03-02T08:00:00.000Z',
  },
})
