import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Stands } from '../fields.ts'
import { LotData } from '../lot.ts'
import { At, For, Measured, Settled } from '../moved.ts'

export const GoodsReceived = event('inventory.GoodsReceived', {
  summary: 'Stock went up by goods that came in.',
  data: z.object({
    item: Id,
    ...At,
    ...LotData,
    ...Stands,
    ...Measured,
    ...For,
    ...Settled,
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
