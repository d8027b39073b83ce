import { command } from '../../define.ts'
import { StockOwnerChangeReported } from '../facts/stock-owner-change-reported.ts'
import { OwnerChange } from '../fields.ts'

export const ChangeStockOwner = command('inventory.ChangeStockOwner', {
  summary:
    'Asks to book stock to another owner where it lies: consignment goods are taken over, or given back.',
  data: OwnerChange,
  example: StockOwnerChangeReported.example.data,
})
