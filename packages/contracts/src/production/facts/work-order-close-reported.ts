import { fact } from '../../define.ts'
import { OrderRef } from '../fields.ts'

export const WorkOrderCloseReported = fact('production.WorkOrderCloseReported', {
  summary: 'The ERP closed an order for good.',
  data: OrderRef,
  example: { order: 'WO-1001' },
})
