import { fact } from '../../define.ts'
import { Adjustment } from '../fields.ts'

export const StockAdjustmentReported = fact('inventory.StockAdjustmentReported', {
  summary: 'More or less was there than was known.',
  data: Adjustment,
  example: {
    item: 'BOLT',
    location: 'RAW-01',
    quantity: { amount: '-7', unit: 'EA' },
    reason: 'cycle count 2026-03',
  },
})
