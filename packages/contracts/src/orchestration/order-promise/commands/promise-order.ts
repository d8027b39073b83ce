import { command } from '../../../define.ts'
import { WantedOrder } from '../fields.ts'

export const PromiseOrder = command('orchestration.PromiseOrder', {
  summary:
    'Asks for a promise of a whole order: several items, plants in order of preference, substitutes; all of it or nothing.',
  data: WantedOrder,
  example: {
    order: 'SO-950',
    customer: 'C-17',
    lines: [
      {
        line: '10',
        item: 'BRACKET',
        quantity: { amount: '80', unit: 'EA' },
        date: '2026-03-05',
        policy: 'all',
        plants: ['P1', 'P2'],
        substitutes: true,
      },
    ],
  },
})
