import { z } from 'zod'
import { command } from '../../../define.ts'
import { Id } from '../../../fields.ts'

export const EndOrderPromise = command('orchestration.EndOrderPromise', {
  summary: 'The time is over in which everybody should have answered an order.',
  audience: 'internal',
  data: z.object({ order: Id, attempt: z.int().positive() }),
  example: { order: 'SO-950', attempt: 1 },
})
