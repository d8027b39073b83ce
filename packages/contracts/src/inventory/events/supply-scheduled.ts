import { z } from 'zod'
import { event } from '../../define.ts'
import { Day, Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { DocumentRef, LineState, Reported, ReportedAt, ScheduledAmount } from '../fields.ts'

export const SupplyScheduled = event('inventory.SupplyScheduled', {
  summary: 'A line of supply is new or changed; `quantity` is the whole line, `lines` what is open of it.',
  data: z.object({
    item: Id,
    document: DocumentRef,
    quantity: Quantity,
    ...Reported.shape,
    date: Day,
    confirmed: z.boolean().optional(),
    /** What counts, where an acknowledgement of the line stands. */
    schedule: z.array(ScheduledAmount).optional(),
    ...ReportedAt.shape,
    lines: z.array(LineState),
  }),
  example: {
    item: 'STEEL',
    document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
    quantity: { amount: '500', unit: 'KGM' },
    date: '2026-03-04',
    reportedAt: '2026-03-02T07:00:00Z',
    lines: [
      {
        kind: 'supply',
        document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
        fulfilled: '0',
        confirmed: true,
        open: [{ date: '2026-03-04', amount: '500', of: '500' }],
      },
    ],
  },
})
