import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { UnitCode } from '../../quantity.ts'
import { RedistributedLine } from '../backorder-fields.ts'
import { LineState } from '../fields.ts'

export const PromisesRedistributed = event('inventory.PromisesRedistributed', {
  summary:
    'A run promised lines anew: those that it changed, and why. What was asked for stays; amounts are in `unit`.',
  data: z.object({
    run: Id,
    item: Id,
    reason: Text,
    unit: UnitCode,
    lines: z.array(RedistributedLine),
    /** The same lines, in the same order. */
    demand: z.array(LineState),
  }),
  example: {
    run: 'BOP-12',
    item: 'BRACKET',
    reason: 'SO-907 stops a line at the customer',
    unit: 'EA',
    lines: [
      {
        document: { type: 'salesOrder', id: 'SO-901', line: '10' },
        class: 'redistribute',
        requested: { date: '2026-03-05', amount: '80' },
        before: [{ date: '2026-03-05', amount: '80' }],
        after: [
          { date: '2026-03-05', amount: '50' },
          { date: '2026-03-06', amount: '20' },
        ],
        short: '10',
      },
    ],
    demand: [
      {
        kind: 'demand',
        document: { type: 'salesOrder', id: 'SO-901', line: '10' },
        fulfilled: '0',
        confirmed: true,
        open: [
          { date: '2026-03-05', amount: '50', of: '50' },
          { date: '2026-03-06', amount: '20', of: '20' },
        ],
      },
    ],
  },
})
