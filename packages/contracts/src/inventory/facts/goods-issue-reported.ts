import { fact } from '../../define.ts'
import { Issue } from '../fields.ts'

export const GoodsIssueReported = fact('inventory.GoodsIssueReported', {
  summary: 'Goods went out.',
  data: Issue,
  example: {
    item: 'BRACKET',
    location: 'FG-01',
    lot: 'B-2026-10',
    quantity: { amount: '20', unit: 'EA' },
    document: { type: 'salesOrder', id: 'SO-900', line: '10' },
  },
})
