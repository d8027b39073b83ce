import { fact } from '../../define.ts'
import { Return } from '../scrap-and-return.ts'

export const GoodsReturnReported = fact('inventory.GoodsReturnReported', {
  summary: 'Goods came back from a customer, or went back to a supplier.',
  data: Return,
  example: {
    item: 'BRACKET',
    direction: 'fromCustomer',
    lot: 'B-2026-10',
    quantity: { amount: '5', unit: 'EA' },
    document: { type: 'salesOrder', id: 'SO-900', line: '10' },
    reason: 'wrong bore',
  },
})
