import { event } from '../../define.ts'
import { RequestRecount } from '../commands/request-recount.ts'
import { CountDoubt } from '../stock-count.ts'

export const RecountRequested = event('inventory.RecountRequested', {
  summary: 'A count is to be counted again.',
  data: CountDoubt,
  example: RequestRecount.example.data,
})
