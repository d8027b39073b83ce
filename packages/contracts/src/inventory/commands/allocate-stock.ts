import { command } from '../../define.ts'
import { Allocation } from '../allocation-fields.ts'

export const AllocateStock = command('inventory.AllocateStock', {
  summary:
    'Asks to set what a pool is guaranteed and may take at most; replaces what it had, and keeps what it consumed.',
  data: Allocation,
  example: {
    item: 'BRACKET',
    pool: ['web', 'gold'],
    guaranteed: { amount: '40', unit: 'EA' },
    max: { amount: '100', unit: 'EA' },
    from: '2026-03-01',
    until: '2026-03-31',
    reason: 'spring sale',
  },
})
