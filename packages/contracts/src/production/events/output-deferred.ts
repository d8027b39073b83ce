import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Instant } from '../../fields.ts'
import { OutputReported } from '../facts/output-reported.ts'
import { Output } from '../fields.ts'

export const OutputDeferred = event('production.OutputDeferred', {
  summary:
    'Output was reported before the release of its order; it counts as soon as the release says of what.',
  data: z.object({
    ...Output.shape,
    /** The id of the message that reported it. */
    report: Id,
    producedAt: Instant,
  }),
  example: { ...OutputReported.example.data, report: 'mes-0815', producedAt: '2026-03-02T08:00:00.000Z' },
})
