import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { UnitCode } from '../../quantity.ts'
import { Acknowledgement, DatedAmount, DocumentRef, LineState, ReportedAt } from '../fields.ts'

export const SupplyAcknowledged = event('inventory.SupplyAcknowledged', {
  summary:
    'A supplier confirmed a line of supply, in whole or in part: what it confirmed is what counts from now on.',
  data: z.object({
    item: Id,
    document: DocumentRef,
    /** In base units, earliest day first. */
    confirmed: z.array(DatedAmount),
    unit: UnitCode,
    /** As the supplier said it, where that is another unit. */
    reported: Acknowledgement.shape.confirmed.optional(),
    reference: Id.optional(),
    ...ReportedAt.shape,
    lines: z.array(LineState),
  }),
  example: {
    item: 'STEEL',
    document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
    confirmed: [
      { date: '2026-03-04', amount: '300' },
      { date: '2026-03-11', amount: '150' },
    ],
    unit: 'KGM',
    reference: 'AB-77120',
    reportedAt: '2026-03-02T10:00:00Z',
    lines: [
      {
        kind: 'supply',
        document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
        fulfilled: '0',
        confirmed: true,
        requested: { date: '2026-03-04', amount: '500' },
        open: [
          { date: '2026-03-04', amount: '300', of: '300' },
          { date: '2026-03-11', amount: '150', of: '150' },
        ],
      },
    ],
  },
})
