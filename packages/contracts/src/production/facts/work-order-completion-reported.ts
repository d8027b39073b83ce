import { fact } from '../../define.ts'
import { OrderRef } from '../fields.ts'

export const WorkOrderCompletionReported = fact('production.WorkOrderCompletionReported', {
  summary: 'Work on an order is done; no more output will come.',
  data: OrderRef,
  example: { order: 'WO-1001' },
})
