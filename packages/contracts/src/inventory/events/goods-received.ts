import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { DocumentRef, LineState, Reported, Stands } from '../fields.ts'
import { LotData } from '../lot.ts'

export const GoodsReceived = event('inventory.GoodsReceived', {
  summary: 'Stock went up by goods that came in.',
  data: z.object({
    item: Id,
    location: Id,
    /** '' where there is none. */
    lot: z.string(),
    ...LotData,
    ...Stands,
    quantity: Quantity,
    ...Reported.shape,
    document: DocumentRef.optional(),
    reason: Text.optional(),
    lines: z.array(LineState).optional(),
  }),
  example: {
    item: 'STEEL',
    location: 'RAW-01',
    lot: 'S-77',
    status: 'unrestricted',
    quantity: { amount: '500', unit: 'KGM' },
    document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
    lines: [
      {
        kind: 'supply',
        document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
        fulfilled: '500',
        confirmed: true,
        open: [{ date: '2026-03-04', amount: '0', of: '500' }],
      },
    ],
  },
})
