import { command } from '../../define.ts'
import { StockAdjustmentReported } from '../facts/stock-adjustment-reported.ts'
import { Adjustment } from '../fields.ts'

export const AdjustStock = command('inventory.AdjustStock', {
  summary: 'Asks to correct what is there by a difference.',
  data: Adjustment,
  example: StockAdjustmentReported.example.data,
})
