import { command } from '../../define.ts'
import { GoodsReceiptReported } from '../facts/goods-receipt-reported.ts'
import { Receipt } from '../fields.ts'

export const ReceiveGoods = command('inventory.ReceiveGoods', {
  summary: 'Asks to book goods in.',
  data: Receipt,
  example: GoodsReceiptReported.example.data,
})
