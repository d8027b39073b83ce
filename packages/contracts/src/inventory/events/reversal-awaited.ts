import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'

export const ReversalAwaited = event('inventory.ReversalAwaited', {
  summary: 'A movement was said to be reversed before it was said itself: it will be, as soon as it is.',
  data: z.object({
    item: Id,
    movement: Id,
    /** The message that said the reversal. */
    reversal: Id,
    reason: Text,
  }),
  example: { item: 'BRACKET', movement: 'wms-4711', reversal: 'wms-4712', reason: 'scanned twice' },
})
