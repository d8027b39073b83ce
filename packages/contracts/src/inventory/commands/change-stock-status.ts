import { command } from '../../define.ts'
import { StockStatusChangeReported } from '../facts/stock-status-change-reported.ts'
import { StatusChange } from '../fields.ts'

export const ChangeStockStatus = command('inventory.ChangeStockStatus', {
  summary: 'Asks to give stock another status.',
  data: StatusChange,
  example: StockStatusChangeReported.example.data,
})
