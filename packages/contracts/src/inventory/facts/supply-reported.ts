import { fact } from '../../define.ts'
import { Supply } from '../fields.ts'

export const SupplyReported = fact('inventory.SupplyReported', {
  summary: 'A line of expected supply is new or changed; the data are its full state.',
  data: Supply,
  example: {
    item: 'STEEL',
    document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
    quantity: { amount: '500', unit: 'KGM' },
    date: '2026-03-04',
  },
})
