import { command } from '../../define.ts'
import { GoodsReturnReported } from '../facts/goods-return-reported.ts'
import { Return } from '../scrap-and-return.ts'

export const ReturnGoods = command('inventory.ReturnGoods', {
  summary: 'Asks to book goods that come back from a customer, or go back to a supplier.',
  data: Return,
  example: GoodsReturnReported.example.data,
})
