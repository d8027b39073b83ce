import { fact } from '../../define.ts'
import { Transfer } from '../fields.ts'

export const StockTransferReported = fact('inventory.StockTransferReported', {
  summary: 'Goods moved from one location of a plant to another.',
  data: Transfer,
  example: {
    item: 'BOLT',
    fromLocation: 'RAW-01',
    toLocation: 'LINE-1',
    quantity: { amount: '2', unit: 'BX' },
  },
})
