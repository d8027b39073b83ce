import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { LineState } from '../fields.ts'

export const TransferClosed = event('inventory.TransferClosed', {
  summary: 'What was in transit of a transfer is lost: nothing more of it is awaited.',
  data: z.object({
    item: Id,
    transfer: Id,
    line: Id.optional(),
    lost: Quantity,
    reason: Text,
    lines: z.array(LineState),
  }),
  example: {
    item: 'BRACKET',
    transfer: 'TO-77',
    line: '10',
    lost: { amount: '2', unit: 'EA' },
    reason: 'two crates fell off the lorry',
    lines: [
      {
        kind: 'supply',
        document: { type: 'transferOrder', id: 'TO-77', line: '10' },
        fulfilled: '40',
        confirmed: true,
        open: [{ date: '2026-03-05', amount: '0', of: '40' }],
      },
    ],
  },
})
