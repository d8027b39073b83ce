import { z } from 'zod'
import { event } from '../../../define.ts'
import { Id, Instant, Text } from '../../../fields.ts'

const count = z.int().nonnegative()

export const BackorderRunEnded = event('orchestration.BackorderRunEnded', {
  summary: 'A run is over: every item has answered, or too much time has passed without an answer.',
  data: z.object({
    run: Id,
    /** too-many-items: nothing was asked, as there are more than a run can take. */
    outcome: z.enum(['completed', 'no-answer', 'too-many-items']),
    /** Why it is not completed. */
    sentence: Text.optional(),
    items: count,
    /** Items of which it changed a line. */
    changed: count,
    refused: count,
    /** Lines that it changed. */
    lines: count,
    /** Items that have not answered. */
    unanswered: z.array(Id),
    endedAt: Instant,
  }),
  example: {
    ...{ run: 'BOP-13', outcome: 'completed', items: 2, changed: 1, refused: 0, lines: 3, unanswered: [] },
    endedAt: '2026-03-02T08:00:02.000Z',
  },
})
