import { fact } from '../../define.ts'
import { StockCount } from '../stock-count.ts'

export const StockCountReported = fact('inventory.StockCountReported', {
  summary: 'Somebody counted what is there.',
  data: StockCount,
  example: {
    item: 'BOLT',
    count: 'CC-2026-03-117',
    location: 'RAW-01',
    counted: { amount: '393', unit: 'EA' },
    countedBy: 'j.doe',
  },
})
