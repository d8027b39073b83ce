import { fact } from '../../define.ts'
import { StatusChange } from '../fields.ts'

export const StockStatusChangeReported = fact('inventory.StockStatusChangeReported', {
  summary: 'Stock took another status.',
  data: StatusChange,
  example: {
    item: 'BRACKET',
    location: 'FG-01',
    lot: 'B-2026-10',
    from: 'unrestricted',
    to: 'blocked',
    quantity: { amount: '3', unit: 'EA' },
    reason: 'dented in the aisle',
  },
})
