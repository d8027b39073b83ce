import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { DocumentRef, LineState, Reported, Stands } from '../fields.ts'

export const StockAdjusted = event('inventory.StockAdjusted', {
  summary: 'Stock was corrected by a difference, above or below zero.',
  data: z.object({
    item: Id,
    location: Id,
    /** '' where there is none. */
    lot: z.string(),
    ...Stands,
    quantity: Quantity,
    ...Reported.shape,
    document: DocumentRef.optional(),
    reason: Text,
    lines: z.array(LineState).optional(),
  }),
  example: {
    item: 'BOLT',
    location: 'RAW-01',
    lot: '',
    status: 'unrestricted',
    quantity: { amount: '-7', unit: 'EA' },
    reason: 'cycle count 2026-03',
  },
})
