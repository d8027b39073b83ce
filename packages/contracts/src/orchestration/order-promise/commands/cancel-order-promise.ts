import { z } from 'zod'
import { command } from '../../../define.ts'
import { Id, Text } from '../../../fields.ts'

export const CancelOrderPromise = command('orchestration.CancelOrderPromise', {
  summary: 'Asks to give back all that was promised for an order, or to stop asking for it.',
  data: z.object({ order: Id, reason: Text }),
  example: { order: 'SO-950', reason: 'customer cancelled' },
})
