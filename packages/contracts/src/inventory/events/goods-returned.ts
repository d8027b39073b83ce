import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { DocumentRef } from '../fields.ts'
import { Moved, Settled } from '../moved.ts'

export const GoodsReturned = event('inventory.GoodsReturned', {
  summary: 'Goods came back from a customer (stock went up), or went back to a supplier (stock went down).',
  data: z.object({
    item: Id,
    direction: z.enum(['fromCustomer', 'toSupplier']),
    ...Moved,
    document: DocumentRef.optional(),
    reason: Text,
    /** The order's lines, where they are open again. */
    ...Settled,
  }),
  example: {
    item: 'BRACKET',
    direction: 'fromCustomer',
    location: 'FG-01',
    lot: 'B-2026-10',
    status: 'inInspection',
    quantity: { amount: '5', unit: 'EA' },
    document: { type: 'salesOrder', id: 'SO-900', line: '10' },
    reason: 'wrong bore',
  },
})
