import { command } from '../../define.ts'
import { Allocation } from '../allocation-fields.ts'

export const AllocateStock = command('inventory.AllocateStock', {
  summary:
    'Asks to set what a pool is guaranteed and may take at most, for one period or several; replaces what it had, and keeps what it consumed.',
  data: Allocation,
  example: {
    item: 'BRACKET',
    pool: ['web', 'gold'],
    periods: [
      {
        ...{ from: '2026-03-01', until: '2026-03-31' },
        ...{ guaranteed: { amount: '40', unit: 'EA' }, max: { amount: '100', unit: 'EA' } },
      },
      {
        ...{ from: '2026-04-01', until: '2026-04-30', releaseOn: '2026-04-20' },
        ...{ guaranteed: { amount: '60', unit: 'EA' } },
      },
    ],
    carryOver: 'nextPeriod',
    reason: 'spring sale',
  },
})
