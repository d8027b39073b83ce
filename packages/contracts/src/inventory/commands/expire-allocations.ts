import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'

export const ExpireAllocations = command('inventory.ExpireAllocations', {
  summary: 'Records which allocations of an item are past their last day.',
  audience: 'internal',
  data: z.object({ item: Id }),
  example: { item: 'BRACKET' },
})
