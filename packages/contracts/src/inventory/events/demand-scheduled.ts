import { z } from 'zod'
import { event } from '../../define.ts'
import { Day, Id, Instant } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { Pool } from '../allocation-fields.ts'
import { DocumentRef, LineState, Reported, ReportedAt } from '../fields.ts'

export const DemandScheduled = event('inventory.DemandScheduled', {
  summary: 'A line of demand is new or changed; `quantity` is the whole line, `lines` what is open of it.',
  data: z.object({
    item: Id,
    document: DocumentRef,
    quantity: Quantity,
    ...Reported.shape,
    date: Day,
    customer: Id.optional(),
    ...Pool.shape,
    /** A quote's last moment. */
    validUntil: Instant.optional(),
    ...ReportedAt.shape,
    lines: z.array(LineState),
  }),
  example: {
    item: 'BRACKET',
    document: { type: 'salesOrder', id: 'SO-900', line: '10' },
    quantity: { amount: '60', unit: 'EA' },
    date: '2026-03-09',
    customer: 'C-17',
    reportedAt: '2026-03-02T07:00:00Z',
    lines: [
      {
        kind: 'demand',
        document: { type: 'salesOrder', id: 'SO-900', line: '10' },
        fulfilled: '0',
        confirmed: false,
        customer: 'C-17',
        open: [{ date: '2026-03-09', amount: '60', of: '60' }],
      },
    ],
  },
})
