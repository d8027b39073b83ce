import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { DocumentRef, LineState, ReportedAt } from '../fields.ts'

export const DemandCancelled = event('inventory.DemandCancelled', {
  summary: 'What was still open of a line of demand is gone.',
  data: z.object({
    item: Id,
    document: DocumentRef,
    reason: Text.optional(),
    ...ReportedAt.shape,
    lines: z.array(LineState),
  }),
  example: {
    item: 'BRACKET',
    document: { type: 'salesOrder', id: 'SO-900', line: '10' },
    reason: 'customer cancelled',
    reportedAt: '2026-03-02T12:00:00Z',
    lines: [
      {
        kind: 'demand',
        document: { type: 'salesOrder', id: 'SO-900', line: '10' },
        fulfilled: '0',
        confirmed: false,
        customer: 'C-17',
        open: [{ date: '2026-03-09', amount: '0', of: '60' }],
      },
    ],
  },
})
