import { command } from '../../define.ts'
import { StockCountReported } from '../facts/stock-count-reported.ts'
import { StockCount } from '../stock-count.ts'

export const ReportStockCount = command('inventory.ReportStockCount', {
  summary: 'Asks to record a count; a difference above the tolerance of the plant waits for approval.',
  data: StockCount,
  example: StockCountReported.example.data,
})
