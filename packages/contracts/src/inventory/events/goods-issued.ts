import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { ReservationUse } from '../fields.ts'
import { For, Moved, Settled } from '../moved.ts'

export const GoodsIssued = event('inventory.GoodsIssued', {
  summary: 'Stock went down by goods that went out or were used.',
  data: z.object({
    item: Id,
    ...Moved,
    ...For,
    operation: Id.optional(),
    ...Settled,
    reservations: z.array(ReservationUse).optional(),
  }),
  example: {
    item: 'BRACKET',
    location: 'FG-01',
    lot: 'B-2026-10',
    status: 'unrestricted',
    quantity: { amount: '20', unit: 'EA' },
    document: { type: 'salesOrder', id: 'SO-900', line: '10' },
    lines: [
      {
        kind: 'demand',
        document: { type: 'salesOrder', id: 'SO-900', line: '10' },
        fulfilled: '20',
        confirmed: false,
        customer: 'C-17',
        open: [{ date: '2026-03-09', amount: '40', of: '60' }],
      },
    ],
  },
})
