import { z } from 'zod'
import { event } from '../../define.ts'
import { Amount, Quantity } from '../../quantity.ts'
import { DatedAmount, LineState, Reported } from '../fields.ts'
import { Awaited } from '../plant-transfer.ts'

export const TransferAwaited = event('inventory.TransferAwaited', {
  summary:
    'Goods of another plant are in transit; `quantity` is this shipment, `shipped` all of the line so far.',
  data: z.object({
    ...Awaited,
    quantity: Quantity,
    ...Reported.shape,
    shipped: Amount,
    /** The whole line of supply, by day. */
    schedule: z.array(DatedAmount),
    lines: z.array(LineState),
  }),
  example: {
    item: 'BRACKET',
    transfer: 'TO-77',
    line: '10',
    fromPlant: 'P1',
    expectedOn: '2026-03-05',
    lot: 'B-2026-10',
    quantity: { amount: '40', unit: 'EA' },
    shipped: '40',
    schedule: [{ date: '2026-03-05', amount: '40' }],
    lines: [
      {
        kind: 'supply',
        document: { type: 'transferOrder', id: 'TO-77', line: '10' },
        fulfilled: '0',
        confirmed: true,
        open: [{ date: '2026-03-05', amount: '40', of: '40' }],
      },
    ],
  },
})
