import { command } from '../../define.ts'
import { StockTransferReported } from '../facts/stock-transfer-reported.ts'
import { Transfer } from '../fields.ts'

export const TransferStock = command('inventory.TransferStock', {
  summary: 'Asks to book a move between two locations of a plant.',
  data: Transfer,
  example: StockTransferReported.example.data,
})
