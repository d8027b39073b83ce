import { fact } from '../../define.ts'
import { WorkOrderCancellation } from '../fields.ts'

export const WorkOrderCancellationReported = fact('production.WorkOrderCancellationReported', {
  summary: 'The ERP cancelled an order.',
  data: WorkOrderCancellation,
  example: { order: 'WO-1001', reason: 'the customer withdrew the order' },
})
