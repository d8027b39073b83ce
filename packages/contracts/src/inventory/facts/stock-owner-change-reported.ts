import { fact } from '../../define.ts'
import { OwnerChange } from '../fields.ts'

export const StockOwnerChangeReported = fact('inventory.StockOwnerChangeReported', {
  summary: 'Stock changed hands where it lies, such as consignment goods that were taken over.',
  data: OwnerChange,
  example: {
    item: 'STEEL',
    location: 'RAW-01',
    lot: 'S-77',
    fromOwner: { kind: 'consignment', party: 'ACME-STEEL' },
    quantity: { amount: '120', unit: 'KGM' },
    reason: 'taken over for WO-1001',
  },
})
