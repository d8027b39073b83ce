import { event } from '../../../define.ts'
import { Instant } from '../../../fields.ts'
import { RunItems } from '../../../inventory/backorder-run-fields.ts'
import { Run, RunBackorders } from '../commands/run-backorders.ts'

export const BackorderRunStarted = event('orchestration.BackorderRunStarted', {
  summary: 'A run that named no items knows them now, and asks each.',
  data: Run.extend({ items: RunItems, deadline: Instant }),
  example: {
    ...RunBackorders.example.data,
    items: ['BOLT', 'BRACKET'],
    deadline: '2026-03-02T08:01:00.000Z',
  },
})
