import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Amount } from '../../quantity.ts'
import { DatedAmount, LineState } from '../fields.ts'
import { Recall, recallExample } from '../plant-transfer.ts'

export const TransferRecalled = event('inventory.TransferRecalled', {
  summary: 'What was in transit is awaited no more: the plant that shipped it took it back.',
  data: z.object({
    ...Recall,
    fromPlant: Id,
    shipped: Amount,
    /** The whole line of supply, by day. */
    schedule: z.array(DatedAmount),
    lines: z.array(LineState),
  }),
  example: {
    ...recallExample,
    fromPlant: 'P1',
    shipped: '0',
    schedule: [],
    lines: [
      {
        kind: 'supply',
        document: { type: 'transferOrder', id: 'TO-77', line: '10' },
        fulfilled: '0',
        confirmed: true,
        open: [{ date: '2026-03-05', amount: '0', of: '0' }],
      },
    ],
  },
})
