import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { DocumentRef } from '../fields.ts'
import { Moved, Settled } from '../moved.ts'

export const StockAdjusted = event('inventory.StockAdjusted', {
  summary: 'Stock was corrected by a difference, above or below zero.',
  data: z.object({
    item: Id,
    ...Moved,
    document: DocumentRef.optional(),
    reason: Text,
    ...Settled,
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
