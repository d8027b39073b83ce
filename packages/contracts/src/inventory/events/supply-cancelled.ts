import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { DocumentRef, LineState, ReportedAt } from '../fields.ts'

export const SupplyCancelled = event('inventory.SupplyCancelled', {
  summary: 'What was still open of a line of supply is gone.',
  data: z.object({
    item: Id,
    document: DocumentRef,
    reason: Text.optional(),
    ...ReportedAt.shape,
    lines: z.array(LineState),
  }),
  example: {
    item: 'STEEL',
    document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
    reason: 'supplier cannot deliver',
    reportedAt: '2026-03-02T12:00:00Z',
    lines: [
      {
        kind: 'supply',
        document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
        fulfilled: '0',
        confirmed: true,
        open: [{ date: '2026-03-04', amount: '0', of: '500' }],
      },
    ],
  },
})
