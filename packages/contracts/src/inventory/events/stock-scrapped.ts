import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { DocumentRef } from '../fields.ts'
import { Moved } from '../moved.ts'

export const StockScrapped = event('inventory.StockScrapped', {
  summary: 'Stock went down by goods that were thrown away.',
  data: z.object({
    item: Id,
    ...Moved,
    /** The plant's own code for why. */
    reasonCode: Id,
    reason: Text.optional(),
    document: DocumentRef.optional(),
  }),
  example: {
    item: 'BRACKET',
    location: 'FG-01',
    lot: 'B-2026-10',
    status: 'blocked',
    quantity: { amount: '3', unit: 'EA' },
    reasonCode: 'RUST',
  },
})
