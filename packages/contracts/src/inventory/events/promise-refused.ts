import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { UnitCode } from '../../quantity.ts'
import { LineRefusal } from '../promise-fields.ts'

export const PromiseRefused = event('inventory.PromiseRefused', {
  summary:
    'Lines that an order asked for cannot be promised; what could be had instead is said. Stock stays as it was.',
  data: z.object({
    /** The sales order. */
    promise: Id,
    attempt: z.int().positive(),
    item: Id,
    unit: UnitCode,
    refused: z.array(LineRefusal),
  }),
  example: {
    promise: 'SO-950',
    attempt: 1,
    item: 'BRACKET',
    unit: 'EA',
    refused: [
      {
        line: '10',
        requested: { date: '2026-03-05', amount: '80' },
        code: 'not-available',
        sentence: '50 EA of BRACKET can be promised for 2026-03-05, not 80; 80 EA can from 2026-03-09 on.',
        alternatives: [
          { kind: 'part', promised: [{ date: '2026-03-05', amount: '50' }], short: '30' },
          { kind: 'later', promised: [{ date: '2026-03-09', amount: '80' }], short: '0' },
          {
            kind: 'split',
            promised: [
              { date: '2026-03-05', amount: '50' },
              { date: '2026-03-06', amount: '30' },
            ],
            short: '0',
          },
        ],
      },
    ],
  },
})
