import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'

export const UsageDecided = event('quality.UsageDecided', {
  summary: 'An inspection decided how much may be used and how much may not.',
  data: z.object({
    inspection: Id,
    item: Id,
    lot: Id.optional(),
    location: Id.optional(),
    /** In the item's base unit; zero where there was none. */
    accepted: Quantity,
    /** In the item's base unit; zero where there was none. */
    rejected: Quantity,
    /** As they were named. */
    acceptedSerials: z.array(Id).optional(),
    /** As they were named. */
    rejectedSerials: z.array(Id).optional(),
    /** As reported, where that was another unit. */
    reported: z.object({ accepted: Quantity.optional(), rejected: Quantity.optional() }).optional(),
  }),
  example: {
    inspection: 'I-301',
    item: 'BRACKET',
    lot: 'B-2026-10',
    location: 'FG-01',
    accepted: { amount: '38', unit: 'EA' },
    rejected: { amount: '2', unit: 'EA' },
  },
})
