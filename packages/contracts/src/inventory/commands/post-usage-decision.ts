import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { NotNegativeQuantity } from '../../quantity.ts'
import { Serials } from '../serials.ts'

export const PostUsageDecision = command('inventory.PostUsageDecision', {
  summary: 'An inspection decided: what was accepted becomes unrestricted, what was rejected blocked.',
  audience: 'internal',
  data: z.object({
    inspection: Id,
    item: Id,
    lot: Id.optional(),
    location: Id.optional(),
    accepted: NotNegativeQuantity.optional(),
    rejected: NotNegativeQuantity.optional(),
    acceptedSerials: Serials.optional(),
    rejectedSerials: Serials.optional(),
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
