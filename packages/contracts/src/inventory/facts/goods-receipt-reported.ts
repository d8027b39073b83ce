import { fact } from '../../define.ts'
import { Receipt } from '../fields.ts'

export const GoodsReceiptReported = fact('inventory.GoodsReceiptReported', {
  summary: 'Goods came in.',
  data: Receipt,
  example: {
    item: 'STEEL',
    location: 'RAW-01',
    lot: 'S-77',
    quantity: { amount: '500', unit: 'KGM' },
    document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
  },
})
